import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  type PipeTransform,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { APP_GUARD, REQUEST } from '@nestjs/core';
import {
  type CallbackContext,
  ClientOf,
  Context,
  type EventBase,
  InjectWeChat,
  Message,
  type OfficialAccount,
  reply,
  type ScanEvent,
  type SubscribeEvent,
  type TextMessage,
  WECHAT_CONTEXT_TYPE,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from 'nestjs-wechat-sdk';
import { EMPTY, map, type Observable, of } from 'rxjs';
import { ADAPTERS, AES_KEY, type StartedApp, startApp } from '../src/start-app.js';
import { sealedPush, sendRaw, textXml } from '../src/wechat.sender.js';

const trail: string[] = [];

@Injectable()
class Reporter {
  report(step: string): void {
    trail.push(step);
  }
}

@Injectable()
class NoSpam implements CanActivate {
  constructor(private readonly reporter: Reporter) {}
  canActivate(context: ExecutionContext): boolean {
    this.reporter.report(
      `guard ${context.getType<string>()} ${context.getClass().name}#${context.getHandler().name}`,
    );
    return !context.getArgByIndex<TextMessage>(0).Content?.includes('spam');
  }
}

@Injectable()
class Shout implements NestInterceptor {
  constructor(private readonly reporter: Reporter) {}
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    this.reporter.report('interceptor');
    return next.handle().pipe(map((text) => String(text).toUpperCase()));
  }
}

class Trim implements PipeTransform<string> {
  transform(text: string): string {
    return text.trim();
  }
}

class TooHard extends Error {}

@Catch(TooHard)
class Apologise implements ExceptionFilter {
  catch(_error: TooHard, host: ArgumentsHost): string {
    return `sorry, ${host.getArgByIndex<TextMessage>(0).Content} is too hard`;
  }
}

@Injectable()
class GlobalGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    trail.push(`global ${context.getType<string>()}`);
    return true;
  }
}

@Controller()
@UseGuards(NoSpam)
class GuardedController {
  constructor(@InjectWeChat('shop') private readonly shop: OfficialAccount) {}

  @WeChatMessage('text', { content: 'shout' })
  @UseInterceptors(Shout)
  shout(): string {
    return 'loud';
  }

  @WeChatMessage('text', { content: /^hard/ })
  @UseFilters(Apologise)
  hard(): never {
    throw new TooHard();
  }

  @WeChatMessage('text', { content: /^ {2}/ })
  trimmed(
    @Message('Content', Trim) text: string,
    @Context() context: CallbackContext,
    @ClientOf() client: OfficialAccount,
  ): string {
    return [text, context.kind, context.name, client === this.shop].join('|');
  }

  @WeChatMessage('text')
  plain(message: TextMessage, { client, name }: CallbackContext): string {
    return `${client.name} ${name} ${message.Content}`;
  }
}

@Injectable({ scope: Scope.REQUEST })
@UseGuards(NoSpam)
class PerMessage {
  static made = 0;
  constructor(@Inject(REQUEST) private readonly request: CallbackContext) {
    PerMessage.made += 1;
  }
  @WeChatEvent('CLICK', { key: 'SCOPED' })
  scoped(): string {
    return `made ${PerMessage.made} for ${this.request.client.name}`;
  }
}

@Controller({ scope: Scope.REQUEST })
@UseGuards(NoSpam)
class PerMessageController {
  constructor(@Inject(REQUEST) private readonly request: CallbackContext) {}
  @WeChatEvent('CLICK', { key: 'SCOPED_CONTROLLER' })
  scoped(): string {
    return `controller for ${this.request.name}`;
  }
}

@Injectable()
class Returns {
  @WeChatEvent('subscribe')
  @WeChatEvent('SCAN')
  both(event: SubscribeEvent | ScanEvent): string {
    return `${event.Event} ${event.EventKey ?? ''}`;
  }
  @WeChatEvent('CLICK', { key: 'OBSERVABLE' })
  observable(): Observable<string> {
    return of('first', 'last');
  }
  @WeChatEvent('CLICK', { key: 'EMPTY' })
  empty(): Observable<string> {
    return EMPTY;
  }
  @WeChatEvent('CLICK', { key: 'ARTICLES' })
  articles(): object[] {
    return [{ title: 'one', url: 'https://example.com/?a=1&b=]]>' }];
  }
  @WeChatEvent('CLICK', { key: 'NOTHING' })
  nothing(): void {
    trail.push('nothing');
  }
  @WeChatEvent('CLICK', { key: 'NUMBER' })
  number(): number {
    return 42;
  }
  @WeChatEvent('CLICK', { key: 'FORBIDDEN' })
  forbidden(): never {
    throw new ForbiddenException();
  }
  @WeChatEvent('CLICK')
  transfer(): unknown {
    return reply.transferToCustomerService('kf@shop');
  }
  @WeChatEvent<EventBase & { Extra: string }>('brand_new_event')
  unknown(event: EventBase & { Extra: string }): string {
    return event.Extra;
  }
  @WeChatMessage()
  anyMessage(message: { MsgType: string }): string {
    return `any ${message.MsgType}`;
  }
  @WeChatEvent()
  anyEvent(event: { Event: string }): string {
    return `any ${event.Event}`;
  }
}

@Module({
  controllers: [GuardedController, PerMessageController],
  providers: [Reporter, Returns, PerMessage, NoSpam, Shout, { provide: 'ALIAS', useExisting: Returns }],
})
class HandlersModule {}

describe.each(ADAPTERS)('A handler, on %s', (adapter) => {
  let started: StartedApp;
  let alice: ReturnType<StartedApp['account']['person']>;
  beforeEach(async () => {
    trail.length = 0;
    started = await startApp(adapter, {
      imports: [HandlersModule],
      providers: [{ provide: APP_GUARD, useClass: GlobalGuard }],
      account: { mode: 'plain', encodingAESKey: undefined },
      client: { encodingAESKey: undefined },
    });
    alice = started.account.person({ nickname: 'Alice' });
  });
  afterEach(() => started.close());

  // two taps in one second are one tap to WeChat's own rule (sender, second, event), so each gets a second of its own
  let second = Math.floor(Date.now() / 1000) - 200;
  const click = async (EventKey: string) =>
    alice.send({ MsgType: 'event', Event: 'CLICK', EventKey, CreateTime: (second += 1) });

  it('is given message and context when it has no parameter decorators', async () => {
    expect((await alice.say('hello')).text).toBe('shop text hello');
  });

  it('runs inside guards, global ones included, each of them once', async () => {
    await alice.say('hello');
    expect(trail).toEqual([`global ${WECHAT_CONTEXT_TYPE}`, 'guard wechat GuardedController#plain']);
  });

  it('does not run when a guard of its controller says no, and the refusal is not repeated by WeChat', async () => {
    await expect(alice.say('spam')).rejects.toMatchObject({ status: 403, attempts: 1 });
  });

  it('runs inside interceptors with dependencies of their own', async () => {
    expect((await alice.say('shout')).text).toBe('LOUD');
    expect(trail).toContain('interceptor');
  });

  it('is given fields through parameter decorators and pipes', async () => {
    expect((await alice.say('  space  ')).text).toBe('space|message|text|true');
  });

  it('has its errors turned into replies by exception filters', async () => {
    expect((await alice.say('hard question')).text).toBe('sorry, hard question is too hard');
  });

  it('may be request-scoped, as a provider and as a controller, and meets its guards there too', async () => {
    const before = PerMessage.made;
    expect((await click('SCOPED')).text).toBe(`made ${before + 1} for shop`);
    expect((await click('SCOPED')).text).toBe(`made ${before + 2} for shop`);
    expect((await click('SCOPED_CONTROLLER')).text).toBe('controller for CLICK');
    expect(trail.filter((step) => step.startsWith('guard'))).toEqual([
      'guard wechat PerMessage#scoped',
      'guard wechat PerMessage#scoped',
      'guard wechat PerMessageController#scoped',
    ]);
  });

  it('may carry several decorators', async () => {
    expect((await alice.subscribe('scene-1')).text).toBe('subscribe qrscene_scene-1');
    expect((await alice.scan('scene-2')).text).toBe('SCAN scene-2');
  });

  it('may return an Observable, whose last value is the reply, or an empty one for none', async () => {
    expect((await click('OBSERVABLE')).text).toBe('last');
    expect((await click('EMPTY')).kind).toBe('none');
  });

  it('replies with nothing, articles, or what reply makes', async () => {
    expect((await click('NOTHING')).kind).toBe('none');
    expect(trail).toContain('nothing');
    expect((await click('ARTICLES')).articles).toMatchObject([
      { title: 'one', url: 'https://example.com/?a=1&b=]]>' },
    ]);
    expect((await click('ELSE')).fields).toMatchObject({
      MsgType: 'transfer_customer_service',
      TransInfo: { KfAccount: 'kf@shop' },
    });
  });

  it('that returns something else, or throws, is answered so that WeChat tries again', async () => {
    await expect(click('NUMBER')).rejects.toMatchObject({ status: 500, attempts: 3 });
    await expect(click('FORBIDDEN')).rejects.toMatchObject({ status: 403, attempts: 1 });
  });

  it('takes what no more specific one takes, known to the catalogue or not', async () => {
    expect((await alice.sendImage()).text).toBe('any image');
    expect((await alice.send({ MsgType: 'event', Event: 'brand_new_event', Extra: 'x' })).text).toBe('x');
    expect((await alice.send({ MsgType: 'event', Event: 'newer_still' })).text).toBe('any newer_still');
  });
});

describe.each(ADAPTERS)('A global guard made per request, on %s', (adapter) => {
  @Injectable({ scope: Scope.REQUEST })
  class Deny implements CanActivate {
    constructor(@Inject(REQUEST) private readonly request: CallbackContext) {}
    canActivate(): boolean {
      return this.request.name !== 'text';
    }
  }
  @Injectable()
  class InProvider {
    @WeChatMessage('text', { content: 'provider' })
    text(): string {
      return 'ran';
    }
    @WeChatMessage('image')
    image(): string {
      return 'allowed';
    }
  }
  @Controller()
  class InController {
    @WeChatMessage('text', { content: 'controller' })
    text(): string {
      return 'ran';
    }
  }

  it('stands before handlers in providers as before those in controllers', async () => {
    const started = await startApp(adapter, {
      controllers: [InController],
      providers: [InProvider, { provide: APP_GUARD, scope: Scope.REQUEST, useClass: Deny }],
    });
    try {
      const alice = started.account.person({});
      await expect(alice.say('provider')).rejects.toMatchObject({ status: 403 });
      await expect(alice.say('controller')).rejects.toMatchObject({ status: 403 });
      expect((await alice.sendImage()).text).toBe('allowed');
    } finally {
      await started.close();
    }
  });
});

describe.each(ADAPTERS)('Two events of one person in one second, on %s', (adapter) => {
  it('are two when they say different things', async () => {
    const seen: string[] = [];
    @Injectable()
    class Checks {
      @WeChatEvent<EventBase & { trace_id: string }>('wxa_media_check_made_up')
      check({ trace_id }: EventBase & { trace_id: string }): void {
        seen.push(trace_id);
      }
    }
    const started = await startApp(adapter, { providers: [Checks] });
    const alice = started.account.person({});
    const CreateTime = Math.floor(Date.now() / 1000);
    for (const trace_id of ['a', 'b', 'b'])
      await alice.send({ MsgType: 'event', Event: 'wxa_media_check_made_up', CreateTime, trace_id });
    expect(seen).toEqual(['a', 'b']);
    await started.close();
  });
});

describe.each(ADAPTERS)(
  'An application whose framework is called without its server (serverless hosts), on %s',
  (adapter) => {
    @Injectable()
    class Echo {
      @WeChatMessage('text')
      echo(message: TextMessage): string {
        return message.Content;
      }
    }

    it('serves callbacks too', async () => {
      const started = await startApp(adapter, { providers: [Echo] });
      const instance = started.app.getHttpAdapter().getInstance() as RequestListener & {
        routing: RequestListener;
      };
      const host = createServer(
        adapter === 'express' ? instance : (request, response) => instance.routing(request, response),
      );
      await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
      const { appId, token } = started.account;
      const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
      const answer = await sendRaw(
        `${url}/wechat/shop`,
        sealedPush(textXml('hi'), { appId, token, encodingAESKey: AES_KEY }),
      );
      expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<Encrypt>') });
      expect((await sendRaw(`${url}/elsewhere`, { method: 'GET' })).status).toBe(404);
      host.close();
      await started.close();
    });
  },
);

describe.each(ADAPTERS)('With two clients, on %s', (adapter) => {
  @Controller()
  @WeChatHandlers('shop')
  class ShopOnly {
    @WeChatMessage('text')
    shop(): string {
      return 'the shop';
    }
  }
  @Controller()
  class Everyone {
    @WeChatMessage('text', { content: 'hi' })
    exact(): string {
      return 'exact';
    }
    @WeChatMessage('text')
    all(): string {
      return 'everyone';
    }
  }

  it('the scoped handler goes before the more exact one, and only for its client', async () => {
    const started = await startApp(adapter, { controllers: [Everyone, ShopOnly] });
    try {
      const { app, sandbox, account, url } = started;
      const { officialAccount, WeChatClients } = await import('nestjs-wechat-sdk');
      const other = sandbox.officialAccount({ callbackUrl: `${url}/wechat/other` });
      app
        .get(WeChatClients)
        .add('other', officialAccount({ ...other.credentials, baseUrls: sandbox.baseUrls }));
      expect((await account.person({}).say('hi')).text).toBe('the shop');
      expect((await other.person({}).say('hi')).text).toBe('exact');
      expect((await other.person({}).say('ho')).text).toBe('everyone');
      app.get(WeChatClients).remove('other');
      await expect(other.person({}).say('hi')).rejects.toMatchObject({ status: 404 });
    } finally {
      await started.close();
    }
  });
});
