import { Logger } from '@nestjs/common';

type Level = 'log' | 'warn' | 'error' | 'debug' | 'verbose' | 'fatal';

/** Keeps what is logged from now on, instead of printing it. */
export function collectLogs(): {
  readonly lines: string[];
  at(level: Level): string[];
  clear(): void;
  stop(): void;
} {
  const entries: Array<{ level: Level; text: string }> = [];
  const keep =
    (level: Level) =>
    (...parts: unknown[]): void => {
      entries.push({ level, text: parts.map(String).join(' ') });
    };
  Logger.overrideLogger({
    log: keep('log'),
    warn: keep('warn'),
    error: keep('error'),
    debug: keep('debug'),
    verbose: keep('verbose'),
    fatal: keep('fatal'),
  });
  return {
    get lines() {
      return entries.map(({ level, text }) => `${level}: ${text}`);
    },
    at: (level) => entries.filter((entry) => entry.level === level).map(({ text }) => text),
    clear: () => {
      entries.length = 0;
    },
    stop: () => Logger.overrideLogger(false),
  };
}
