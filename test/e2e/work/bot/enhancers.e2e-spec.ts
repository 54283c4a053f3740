import {
  type ArgumentsHost,
  type CanActivate,
  Catch,
  type CallHandler,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  type NestInterceptor,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable, tap } from 'rxjs';
import type { CallbackContext } from 'nestjs-wechat-sdk';
import { WorkBotMessage, type WorkBotTextMessage } from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../../src/log.capture.js';
import { startBot, type StartedBot } from '../../../src/start-bot.js';
import { failureOf } from '../../../unit/failure.js';

const seen: string[] = [];
const logs = new LogCapture();

@Injectable()
class Recorder implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const [message, { kind, name }] = context.getArgs<[WorkBotTextMessage, CallbackContext]>();
    seen.push(`${context.getType<string>()} ${kind} ${name} ${message.text.content}`);
    return next.handle().pipe(tap((result) => seen.push(typeof result)));
  }
}

/** Made anew for each message. */
@Injectable({ scope: Scope.REQUEST })
class Shouting implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler<AsyncIterable<string>>): Observable<unknown> {
    return next.handle().pipe(map((pieces) => louder(pieces)));
  }
}

async function* louder(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) yield piece.toUpperCase();
}

@Injectable()
class OnlyLisi implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.getArgByIndex<WorkBotTextMessage>(0).from.userid === 'lisi';
  }
}

@Catch(ForbiddenException)
class Politely implements ExceptionFilter {
  catch(_error: ForbiddenException, _host: ArgumentsHost): string {
    return 'I may not talk to you.';
  }
}

@Injectable()
class Talk {
  @WorkBotMessage('text', { content: /plain/ })
  async *plain(): AsyncGenerator<string> {
    yield 'piece ';
    yield 'by piece';
  }

  @WorkBotMessage('text', { content: /loud/ })
  @UseInterceptors(Shouting)
  async *loud(): AsyncGenerator<string> {
    yield 'piece ';
    yield 'by piece';
  }

  @WorkBotMessage('text', { content: /guarded/ })
  @UseGuards(OnlyLisi)
  @UseFilters(Politely)
  async *guarded(): AsyncGenerator<string> {
    yield 'welcome';
  }

  @WorkBotMessage('text', { content: /closed/ })
  @UseGuards(OnlyLisi)
  closed(): string {
    return 'welcome';
  }
}

describe.each(['callback', 'connection'] as const)('Nest around handlers of a bot, by %s', (mode) => {
  let started: StartedBot;
  beforeAll(async () => {
    started = await startBot('express', {
      modes: [mode],
      providers: [Talk, Shouting, { provide: APP_INTERCEPTOR, useClass: Recorder }],
      nest: { logger: logs, abortOnError: false },
    });
    if (mode === 'connection') await started.bot.connection.opened();
  });
  afterAll(() => started.close());
  beforeEach(() => void (seen.length = 0));

  it('hands a generator through interceptors as the value it is', async () => {
    expect((await started.bot.ask('plain')).text).toBe('piece by piece');
    expect(seen).toEqual(['wechat bot-message text plain', 'object']);
  });

  it('lets an interceptor change what is streamed', async () => {
    expect((await started.bot.ask('loud')).text).toBe('PIECE BY PIECE');
  });

  it('asks guards before the first word, and answers with what a filter says', async () => {
    expect((await started.bot.ask('guarded', { userId: 'lisi' })).text).toBe('welcome');
    expect((await started.bot.ask('guarded', { userId: 'wangwu' })).text).toBe('I may not talk to you.');
  });

  it('answers nothing where a guard refuses', async () => {
    const failure = await failureOf(started.bot.ask('closed', { userId: 'wangwu', timeout: 200 }));
    expect(failure.message).toMatch(mode === 'callback' ? /HTTP 403/ : /did not answer/);
    expect(logs.of('warn').join()).toMatch(/Talk#closed was not run to its end.*403/);
  });
});
