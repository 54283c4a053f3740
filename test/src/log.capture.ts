import { inspect } from 'node:util';
import type { LoggerService } from '@nestjs/common';

/** A logger that keeps every line, as an application's own logger would print it. */
export class LogCapture implements LoggerService {
  readonly lines: string[] = [];
  log = this.#keep('log');
  error = this.#keep('error');
  warn = this.#keep('warn');
  debug = this.#keep('debug');
  verbose = this.#keep('verbose');
  fatal = this.#keep('fatal');

  of(level: string): string[] {
    return this.lines.filter((line) => line.startsWith(`${level} `));
  }

  #keep(level: string): (...parts: unknown[]) => void {
    return (...parts) => {
      this.lines.push(
        [level, ...parts.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 8 })))].join(
          ' ',
        ),
      );
    };
  }
}
