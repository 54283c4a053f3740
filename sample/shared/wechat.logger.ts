import { ConsoleLogger, type LogLevel } from '@nestjs/common';

const NEST = new Set([
  'ExceptionHandler',
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Nest's logger in the form of the conversation, without what Nest says of its own start. */
export class WeChatLogger extends ConsoleLogger {
  constructor() {
    super({ colors: Boolean(process.stdout.isTTY && !process.env.NO_COLOR) });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!NEST.has(String(rest.at(-1)))) super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (!NEST.has(String(rest.at(-1)))) super.error(message, ...rest);
  }

  protected override formatMessage(
    level: LogLevel,
    message: unknown,
    _pid: string,
    _level: string,
    context: string,
  ): string {
    return `   ${level.padEnd(8)} ${context}${this.stringifyMessage(message, level)}\n`;
  }
}
