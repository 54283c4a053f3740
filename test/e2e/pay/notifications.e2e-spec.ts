import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  HttpException,
  Inject,
  Injectable,
  type INestApplication,
  type NestInterceptor,
  type PipeTransform,
  Post,
  Req,
  Scope,
  UseFilters,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, BaseExceptionFilter, REQUEST } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import express from 'express';
import {
  type CallbackContext,
  ClientOf,
  Context,
  Message,
  WECHAT_CONTEXT_TYPE,
  WeChatClients,
  WeChatHandlers,
} from 'nestjs-wechat-sdk';
import {
  fen,
  pay,
  type PayNotification,
  type PayRefundResource,
  type PayTransactionResource,
  type PayV2Notice,
  type WeChatPay,
  WeChatPayNotify,
} from 'nestjs-wechat-sdk/pay';
import { EMPTY, map, type Observable, of, throwError } from 'rxjs';
import { LogCapture } from '../../src/log.capture.js';
import { ADAPTERS, type AdapterName } from '../../src/start-app.js';
import { type StartedPay, startPay, type StartPayOptions } from '../../src/start-pay.js';
import { toXml, WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { sendRaw } from '../../src/wechat.sender.js';

type Paid = PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource>;
type Any = { event_type: string };

/** What handlers did, in order. */
const trail: string[] = [];
/** What the next run of a handler does. */
let behave: (run: number) => unknown = () => undefined;
let runs = 0;

const act = (): unknown => {
  runs += 1;
  return behave(runs);
};

beforeEach(() => {
  trail.length = 0;
  runs = 0;
  behave = () => undefined;
});

const ORDER = {
  appid: 'wx1234567890abcdef',
  description: '一杯咖啡',
  amount: { total: fen(1288) },
};

describe.each(ADAPTERS)('A notification finds its handler, on %s', (adapter) => {
  @Injectable()
  class Shop {
    @WeChatPayNotify('TRANSACTION.SUCCESS')
    paid({ id, event_type, summary, resource }: Paid, { client, kind, name }: CallbackContext): void {
      trail.push([id, event_type, summary, resource.out_trade_no, resource.amount.total].join(' '));
      trail.push([client.name, kind, name].join(' '));
    }

    @WeChatPayNotify('REFUND.*')
    refunded({ event_type }: PayNotification<'REFUND.SUCCESS' | 'REFUND.ABNORMAL' | 'REFUND.CLOSED'>): void {
      trail.push(`refund ${event_type}`);
    }

    @WeChatPayNotify('REFUND.ABNORMAL')
    abnormal({ event_type, resource }: PayNotification<'REFUND.ABNORMAL', PayRefundResource>): void {
      trail.push(`abnormal ${event_type} ${resource.out_refund_no}`);
    }

    @WeChatPayNotify('MCHTRANSFER.*')
    transfer({ event_type }: Any): void {
      trail.push(`transfer ${event_type}`);
    }

    @WeChatPayNotify('MCHTRANSFER.BILL.*')
    bill({ event_type }: Any): void {
      trail.push(`bill ${event_type}`);
    }

    @WeChatPayNotify('COUPON.USE')
    @WeChatPayNotify('COUPON.SEND')
    both({ event_type }: PayNotification<'COUPON.USE' | 'COUPON.SEND'>): void {
      trail.push(`coupon ${event_type}`);
    }

    @WeChatPayNotify('COMPLAINT.CREATE')
    complaint(): void {
      trail.push('everybody’s exact one');
    }

    @WeChatPayNotify<Any & { resource: { what: string } }>('BRAND.NEW')
    fresh({ resource }: { resource: { what: string } }): void {
      trail.push(`new ${resource.what}`);
    }

    @WeChatPayNotify()
    other(notification: PayNotification | PayV2Notice): void {
      trail.push(`other ${'event_type' in notification ? notification.event_type : 'v2'}`);
    }
  }

  @Controller()
  @WeChatHandlers('pay')
  class OfThisMerchant {
    @WeChatPayNotify('COMPLAINT.*')
    complaint({ event_type }: Any): void {
      trail.push(`scoped ${event_type}`);
    }
  }

  let started: StartedPay;
  const log = new LogCapture();
  beforeAll(async () => {
    const nest = { logger: log };
    started = await startPay(adapter, { providers: [Shop], controllers: [OfThisMerchant], nest });
  });
  afterAll(() => started.close());

  const notify = (event: string, resource: object = {}, options = {}) =>
    started.merchant.notify(event, { mchid: started.merchant.mchId, ...resource }, options);

  it('opened, with what it is about, and is answered without a body', async () => {
    const { merchant, shop, url } = started;
    const out_trade_no = `order-${adapter}`;
    await shop.transactions.native({ ...ORDER, out_trade_no, notify_url: `${url}/wechat/pay` });
    const { status, headers, body, attempts, id } = await merchant.pay(out_trade_no);
    expect({ status, body, attempts }).toEqual({ status: 204, body: '', attempts: 1 });
    expect(headers).not.toHaveProperty('content-type');
    expect(headers).not.toHaveProperty('content-length');
    expect(trail).toEqual([
      `${id} TRANSACTION.SUCCESS 支付成功 ${out_trade_no} 1288`,
      'pay notification TRANSACTION.SUCCESS',
    ]);
  });

  it.each([
    ['by a beginning', 'REFUND.SUCCESS', 'refund REFUND.SUCCESS'],
    ['by its name before a beginning', 'REFUND.ABNORMAL', 'abnormal REFUND.ABNORMAL r-1'],
    [
      'by a longer beginning before a shorter one',
      'MCHTRANSFER.BILL.FINISHED',
      'bill MCHTRANSFER.BILL.FINISHED',
    ],
    ['by a shorter beginning', 'MCHTRANSFER.BATCH.CLOSED', 'transfer MCHTRANSFER.BATCH.CLOSED'],
    ['by one of two names', 'COUPON.USE', 'coupon COUPON.USE'],
    ['by the other one', 'COUPON.SEND', 'coupon COUPON.SEND'],
    ['by the scope before the name', 'COMPLAINT.CREATE', 'scoped COMPLAINT.CREATE'],
    ['by a name the catalogue does not know', 'BRAND.NEW', 'new thing'],
    ['in the one for all others', 'PAYSCORE.USER_PAID', 'other PAYSCORE.USER_PAID'],
    ['in that one though nobody knows it', 'NEVER.HEARD.OF', 'other NEVER.HEARD.OF'],
    ['in that one when it only begins like another', 'REFUNDS.SUCCESS', 'other REFUNDS.SUCCESS'],
    ['in that one when its case is another', 'refund.success', 'other refund.success'],
    ['in that one when it is the beginning alone', 'REFUND', 'other REFUND'],
  ])('%s: %s', async (_how, event, expected) => {
    const { status, attempts } = await notify(event, { out_refund_no: 'r-1', what: 'thing' });
    expect({ status, attempts }).toEqual({ status: 204, attempts: 1 });
    expect(trail).toEqual([expected]);
  });

  it('also by a notice of v2, where one for everything is', async () => {
    expect((await started.merchant.notifyV2('order', { out_trade_no: 'o' })).status).toBe(200);
    expect(trail).toEqual(['other v2']);
  });

  it('and doubts about a name are told at the start', () => {
    const doubts = log.of('warn').filter((line) => line.includes('Shop#'));
    expect(doubts).toEqual([expect.stringMatching(/Shop#fresh.*"BRAND\.NEW"/)]);
  });

  it('and two handlers for one thing are an error at the start, which names both', async () => {
    @Injectable()
    class Twice {
      @WeChatPayNotify('REFUND.*')
      one(): void {}
      @WeChatPayNotify('REFUND.*')
      two(): void {}
    }
    await expect(startPay(adapter, { providers: [Twice] })).rejects.toThrow(
      /Twice#\w+ and Twice#\w+ both take every notification with event_type/,
    );
  });

  it('and one for two merchants is no clash where each has its own', async () => {
    @Injectable()
    @WeChatHandlers('pay')
    class One {
      @WeChatPayNotify()
      all(): void {}
    }
    @Injectable()
    @WeChatHandlers('other')
    class Other {
      @WeChatPayNotify()
      all(): void {}
    }
    const two = await startPay(adapter, { providers: [One, Other] });
    expect((await two.merchant.notify('ANY', {})).status).toBe(204);
    await two.close();
  });
});

describe.each(ADAPTERS)('A handler of notifications in Nest’s own context, on %s', (adapter) => {
  class Global implements CanActivate, NestInterceptor, PipeTransform {
    constructor(private readonly how: string) {}
    canActivate(context: ExecutionContext): boolean {
      trail.push(`guard ${this.how} ${context.getType<string>()} ${context.getHandler().name}`);
      return !context.getArgByIndex<{ forbidden?: true }>(0).forbidden;
    }
    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      trail.push(`interceptor ${this.how} ${context.getType<string>()}`);
      return next.handle().pipe(map((data: unknown) => ({ code: 'FAIL', data })));
    }
    transform(value: unknown): unknown {
      trail.push(`pipe ${this.how}`);
      return value;
    }
  }

  @Controller('orders')
  class Orders {
    @WeChatPayNotify('TRANSACTION.SUCCESS')
    paid(
      @Message('resource') { out_trade_no }: PayTransactionResource,
      @ClientOf() client: WeChatPay,
      @Context() context: CallbackContext,
    ): string {
      trail.push(`${out_trade_no} ${client.mchId} ${context.name}`);
      return 'looks like a failure to nobody';
    }

    @Get()
    page(): string {
      return 'a page';
    }
  }

  const started: StartedPay[] = [];
  const start = async (options: StartPayOptions): Promise<StartedPay> => {
    const one = await startPay(adapter, options);
    started.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of started.splice(0)) await one.close();
  });
  const paid = (one: StartedPay, options = {}) =>
    one.merchant.notify('TRANSACTION.SUCCESS', { mchid: one.merchant.mchId, out_trade_no: 'o-1' }, options);

  it.each<[string, Partial<StartPayOptions>]>([
    [
      'provided',
      {
        providers: [
          { provide: APP_GUARD, useValue: new Global('provided') },
          { provide: APP_INTERCEPTOR, useValue: new Global('provided') },
          { provide: APP_PIPE, useValue: new Global('provided') },
        ],
      },
    ],
    [
      'used',
      {
        main: (app) =>
          void app
            .useGlobalGuards(new Global('used'))
            .useGlobalInterceptors(new Global('used'))
            .useGlobalPipes(new Global('used')),
      },
    ],
  ])('runs inside global guards, interceptors and pipes, once each: %s', async (how, options) => {
    const one = await start({ controllers: [Orders], ...options });
    expect(await paid(one)).toMatchObject({ status: 204, body: '', attempts: 1 });
    expect(trail).toEqual([
      `guard ${how} ${WECHAT_CONTEXT_TYPE} paid`,
      `interceptor ${how} ${WECHAT_CONTEXT_TYPE}`,
      `pipe ${how}`,
      `pipe ${how}`,
      `pipe ${how}`,
      `o-1 ${one.merchant.mchId} TRANSACTION.SUCCESS`,
    ]);
    trail.length = 0;
    await sendRaw(`${one.url}/orders`, { method: 'GET' });
    expect(trail).toEqual([`guard ${how} http page`, `interceptor ${how} http`]);
  });

  it('is not answered with success when a guard says no', async () => {
    const guard = { canActivate: () => (act(), false) };
    const one = await start({ controllers: [Orders], main: (app) => void app.useGlobalGuards(guard) });
    const { status, attempts, body } = await paid(one);
    expect({ status, attempts, runs }).toEqual({ status: 500, attempts: 3, runs: 3 });
    expect(JSON.parse(body)).toEqual({ code: 'FAIL', message: 'error' });
    expect(trail).toEqual([]);
  });

  const FILTERS: Array<[string, (error: Error, host: ArgumentsHost) => unknown]> = [
    [
      'made for HTTP',
      (thrown, host) => new BaseExceptionFilter(started.at(-1)?.app.getHttpAdapter()).catch(thrown, host),
    ],
    [
      'made for HTTP by hand',
      (_error, host) => host.switchToHttp().getResponse<{ status(code: number): unknown }>().status(500),
    ],
    ['made for microservices', (error) => throwError(() => error)],
    ['that only looks on', () => undefined],
    ['that only looks on, for a while', () => sleep(10)],
    ['that answers with an Observable of nothing', () => EMPTY],
  ];
  it.each(FILTERS)('fails, and its error is told, where a global filter is one %s', async (_what, filter) => {
    @Catch()
    class Global implements ExceptionFilter {
      catch = filter;
    }
    @Injectable()
    class Broken {
      @WeChatPayNotify('TRANSACTION.SUCCESS')
      paid(): never {
        throw new Error('of the application');
      }
    }
    const log = new LogCapture();
    const providers = [Broken, { provide: APP_FILTER, useClass: Global }];
    const one = await start({ providers, nest: { logger: log } });
    expect((await paid(one, { repeat: 0 })).status).toBe(500);
    expect(log.of('error').join('\n')).toMatch(/Broken#paid failed [^]*of the application/);
  });

  it('is answered with success where a filter has handled its error, and says so', async () => {
    class Known extends Error {}
    @Catch(Known)
    class Fine implements ExceptionFilter {
      async catch(): Promise<string> {
        return 'this order was handled before';
      }
    }
    @Injectable()
    class Careful {
      @WeChatPayNotify('TRANSACTION.SUCCESS')
      @UseFilters(Fine)
      paid(): never {
        throw new Known();
      }
    }
    expect(await paid(await start({ providers: [Careful] }))).toMatchObject({ status: 204, attempts: 1 });
  });

  it('may be request-scoped, in providers and in controllers', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Scoped {
      constructor(@Inject(REQUEST) private readonly request: CallbackContext) {}
      @WeChatPayNotify('TRANSACTION.SUCCESS')
      paid({ resource }: Paid): void {
        trail.push(`${this.request.client.name} ${this.request.name} ${resource.out_trade_no}`);
      }
    }
    @Controller({ scope: Scope.REQUEST })
    class ScopedController {
      constructor(@Inject(REQUEST) private readonly request: CallbackContext) {}
      @WeChatPayNotify('REFUND.*')
      refunded(): void {
        trail.push(`${this.request.client.name} ${this.request.name}`);
      }
    }
    const one = await start({ providers: [Scoped], controllers: [ScopedController] });
    expect((await paid(one)).status).toBe(204);
    expect((await one.merchant.notify('REFUND.CLOSED', {})).status).toBe(204);
    expect(trail).toEqual(['pay TRANSACTION.SUCCESS o-1', 'pay REFUND.CLOSED']);
  });
});

describe.each(ADAPTERS)('A notification is answered when its handler has returned, on %s', (adapter) => {
  @Injectable()
  class Shop {
    @WeChatPayNotify('TRANSACTION.SUCCESS')
    async paid(): Promise<unknown> {
      return act();
    }

    @WeChatPayNotify<Any>('SYNC')
    sync(): unknown {
      return act();
    }

    @WeChatPayNotify<Any>('OBSERVABLE')
    observable(): Observable<unknown> {
      return act() as Observable<unknown>;
    }
  }

  let started: StartedPay;
  let wechat: WeChatPaySender;
  const log = new LogCapture();
  const DEADLINE = 400;
  beforeAll(async () => {
    wechat = new WeChatPaySender();
    const callback = { deadline: DEADLINE };
    const nest = { logger: log };
    started = await startPay(adapter, { providers: [Shop], client: wechat.credentials, callback, nest });
  });
  afterAll(() => started.close());
  beforeEach(() => {
    log.lines.length = 0;
  });

  const address = () => `${started.url}/wechat/pay`;
  /** Nest itself tells of exceptions, too. */
  const ofCallbacks = (level: string) => log.of(level).filter((line) => line.endsWith('WeChatCallback'));
  const send = (given: Parameters<typeof sendRaw>[1]) => sendRaw(address(), given);
  /** One notification, signed anew each time it is sent. */
  const notification = (event = 'TRANSACTION.SUCCESS') => {
    const body = JSON.stringify(wechat.fields(undefined, event));
    return () => send(wechat.sign(body));
  };

  it('and not before', async () => {
    let finish = (): void => undefined;
    behave = () => new Promise<void>((resolve) => (finish = resolve));
    let isAnswered = false;
    const answered = notification()().then((answer) => {
      isAnswered = true;
      return answer;
    });
    await sleep(DEADLINE / 2);
    expect({ runs, isAnswered }).toEqual({ runs: 1, isAnswered: false });
    finish();
    expect(await answered).toEqual({ status: 204, contentType: '', text: '' });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'FAIL'],
    ['false', false],
    ['an object', { code: 'FAIL', message: 'no' }],
    ['an error that was not thrown', new Error('x')],
  ])('whatever that returns: %s', async (_what, value) => {
    behave = () => value;
    expect((await notification()()).status).toBe(204);
    expect((await notification('SYNC')()).status).toBe(204);
    expect(runs).toBe(2);
    expect(log.lines).toEqual([]);
  });

  it('as an Observable, when that is complete, empty ones too', async () => {
    behave = (run) => [of(1, 2), EMPTY][run - 1];
    expect((await notification('OBSERVABLE')()).status).toBe(204);
    expect((await notification('OBSERVABLE')()).status).toBe(204);
    behave = () => throwError(() => new Error('of a stream'));
    expect((await notification('OBSERVABLE')()).status).toBe(500);
    expect(runs).toBe(3);
  });

  it.each<[string, () => unknown, number]>([
    ['an error', () => Promise.reject(new Error('the database is at 10.0.0.7')), 500],
    ['no error at all', () => Promise.reject('the database is at 10.0.0.7'), 500],
    ['nothing', () => Promise.reject(undefined), 500],
    ['an exception of its own', () => Promise.reject(new HttpException('at 10.0.0.7', 503)), 503],
    ['an exception with no status', () => Promise.reject(new HttpException('10.0.0.7', 999)), 500],
    ['an exception that looks like success', () => Promise.reject(new HttpException('10.0.0.7', 200)), 500],
  ])('with 5xx and no detail when it throws %s; a repeat runs it again', async (_what, fail, status) => {
    behave = (run) => (run === 1 ? fail() : undefined);
    const repeat = notification();
    const answer = await repeat();
    expect(answer.status).toBe(status);
    expect(answer.contentType).toContain('application/json');
    expect(JSON.parse(answer.text)).toEqual({ code: 'FAIL', message: 'error' });
    expect(ofCallbacks('error')).toEqual([expect.stringContaining('Shop#paid failed')]);
    expect((await repeat()).status).toBe(204);
    expect((await repeat()).status).toBe(204);
    expect(runs).toBe(2);
  });

  it('with 500 when it throws what ends a request elsewhere; the log knows its status', async () => {
    behave = (run) => (run === 1 ? Promise.reject(new HttpException('at 10.0.0.7', 404)) : undefined);
    const repeat = notification();
    expect(await repeat()).toMatchObject({ status: 500, text: '{"code":"FAIL","message":"error"}' });
    expect(ofCallbacks('error')).toEqual([]);
    expect(log.of('warn')).toEqual([expect.stringMatching(/Shop#paid was not run to its end.*404/)]);
    expect((await repeat()).status).toBe(204);
    expect(runs).toBe(2);
  });

  it('with 503 when it takes longer than the deadline; the repeat joins the run, which is one', async () => {
    behave = () => sleep(DEADLINE * 1.6);
    const repeat = notification();
    const first = await repeat();
    expect(first).toMatchObject({ status: 503, text: '{"code":"FAIL","message":"error"}' });
    expect(log.of('warn')).toEqual([expect.stringMatching(/Shop#paid still runs after the deadline/)]);
    expect((await repeat()).status).toBe(204);
    expect((await repeat()).status).toBe(204);
    expect(runs).toBe(1);
  });

  it('with 503 when it is late and then fails; the repeat runs it again', async () => {
    behave = async (run) => {
      if (run > 1) return;
      await sleep(DEADLINE * 1.2);
      throw new Error('late and broken');
    };
    const repeat = notification();
    expect((await repeat()).status).toBe(503);
    await sleep(DEADLINE);
    expect(ofCallbacks('error')).toEqual([expect.stringContaining('late and broken')]);
    expect((await repeat()).status).toBe(204);
    expect(runs).toBe(2);
  });

  it('once for copies that come at once', async () => {
    behave = () => sleep(50);
    const repeat = notification();
    const answers = await Promise.all([repeat(), repeat(), repeat()]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect(runs).toBe(1);
  });

  it('for all copies alike when the one run fails', async () => {
    behave = async () => {
      await sleep(DEADLINE / 2);
      throw new Error('broken');
    };
    const repeat = notification();
    const answers = await Promise.all([repeat(), repeat(), repeat()]);
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500]);
    expect(runs).toBe(1);
    expect(ofCallbacks('error')).toHaveLength(1);
  });

  it('and is known by its id, not by what it says', async () => {
    const fields = wechat.fields();
    await send(wechat.sign(JSON.stringify(fields)));
    await send(wechat.sign(JSON.stringify({ ...fields, summary: 'again', create_time: 'later' })));
    expect(runs).toBe(1);
    await send(wechat.sign(JSON.stringify({ ...fields, id: `${fields.id}x` })));
    expect(runs).toBe(2);
  });

  it('once in all the hours it may come again, and no longer', async () => {
    const [now, then] = [Date.now(), performance.now()];
    const go = (hours: number): void => {
      jest.spyOn(Date, 'now').mockReturnValue(now + hours * 3_600_000);
      jest.spyOn(performance, 'now').mockReturnValue(then + hours * 3_600_000);
    };
    try {
      const body = JSON.stringify(wechat.fields());
      const at = async (hours: number) => {
        go(hours);
        const timestamp = String(Math.floor(now / 1000) + hours * 3600);
        expect((await send(wechat.sign(body, { timestamp }))).status).toBe(204);
        return runs;
      };
      expect([await at(0), await at(1), await at(9), await at(24.1), await at(26)]).toEqual([1, 1, 1, 1, 2]);
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('with 501 and a line in the log where there is none', async () => {
    const answer = await notification('COUPON.SEND')();
    expect(answer).toMatchObject({ status: 501, text: '{"code":"FAIL","message":"error"}' });
    expect(log.of('warn')).toEqual([
      expect.stringMatching(/No handler takes the notification "COUPON\.SEND"/),
    ]);
  });
});

describe.each(ADAPTERS)('A notification from the first attempt to the last, on %s', (adapter) => {
  @Injectable()
  class Shop {
    @WeChatPayNotify()
    any(): unknown {
      return act();
    }
  }

  it('is sent again until it is handled', async () => {
    const whole = await startPay(adapter, { providers: [Shop] });
    behave = (run) => {
      if (run < 3) throw new Error('a passing fault');
    };
    expect(await whole.merchant.notify('ANY', {})).toMatchObject({ status: 204, attempts: 3 });
    expect(runs).toBe(3);
    await whole.close();
  });

  it('is sent again while its certificate cannot be had', async () => {
    const log = new LogCapture();
    const whole = await startPay(adapter, {
      providers: [Shop],
      merchant: { keys: 'certificates' },
      nest: { logger: log },
    });
    const { merchant, sandbox } = whole;
    sandbox.fail('GET /v3/certificates', { drop: true });
    expect((await merchant.notify('ANY', {}, { id: 'EV-1', repeat: 0 })).status).toBe(500);
    expect(runs).toBe(0);
    expect(log.of('error')).toEqual([expect.stringMatching(/"pay" could not be answered[^]*certificates/)]);
    sandbox.reset();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 30_000);
    expect((await merchant.notify('ANY', {}, { id: 'EV-1' })).status).toBe(204);
    clock.mockRestore();
    expect(runs).toBe(1);
    await whole.close();
  });

  it('is answered before the application is closed', async () => {
    const closing = await startPay(adapter, { providers: [Shop] });
    behave = async () => {
      await sleep(300);
      trail.push('done');
    };
    const answered = closing.merchant.notify('ANY', {}, { repeat: 0 });
    await sleep(100);
    expect(runs).toBe(1);
    await closing.app.close();
    expect(trail).toEqual(['done']);
    expect((await answered).status).toBe(204);
    await closing.close();
  });

  it('has its run waited for at the end though it was answered early', async () => {
    const closing = await startPay(adapter, { providers: [Shop], callback: { deadline: 50 } });
    behave = async () => {
      await sleep(400);
      trail.push('done');
    };
    expect((await closing.merchant.notify('ANY', {}, { repeat: 0 })).status).toBe(503);
    await closing.app.close();
    expect(trail).toEqual(['done']);
    await closing.close();
  });

  it('is handled with replayProtection, too: repeats are signed anew, and the same bytes are no repeat', async () => {
    const callback = { replayProtection: true };
    const wechat = new WeChatPaySender();
    const strict = await startPay(adapter, { providers: [Shop], client: wechat.credentials, callback });
    const sendTo = (given: Parameters<typeof sendRaw>[1]) => sendRaw(`${strict.url}/wechat/pay`, given);
    try {
      behave = (run) => {
        if (run === 1) throw new Error('a passing fault');
      };
      const body = JSON.stringify(wechat.fields());
      const first = wechat.sign(body);
      expect((await sendTo(first)).status).toBe(500);
      expect((await sendTo(first)).status).toBe(401);
      const { 'wechatpay-signature': signature } = first.headers;
      const otherwise = {
        ...first.headers,
        'wechatpay-signature': `${signature.slice(0, 9)} ${signature.slice(9)}`,
      };
      expect((await sendTo({ ...first, headers: otherwise })).status).toBe(401);
      expect((await sendTo(wechat.sign(body))).status).toBe(204);
      expect((await sendTo(wechat.sign(body))).status).toBe(204);
      expect(runs).toBe(2);
    } finally {
      await strict.close();
    }
  });
});

describe.each(ADAPTERS)('The address of notifications, on %s', (adapter) => {
  @Injectable()
  class Shop {
    @WeChatPayNotify()
    any(_notification: unknown, { client }: CallbackContext<WeChatPay>): void {
      trail.push(`${client.name} ${client.mchId}`);
    }
  }
  let started: StartedPay;
  afterEach(() => started.close());

  it('takes the name, the mchId, or nothing for the only client', async () => {
    started = await startPay(adapter, { providers: [Shop] });
    const { merchant, url } = started;
    for (const path of ['/wechat/pay', '/wechat/pay/', `/wechat/${merchant.mchId}`, '/wechat', '/wechat/'])
      expect((await merchant.notify('ANY', {}, { url: url + path })).status).toBe(204);
    expect(trail).toEqual(Array(5).fill(`pay ${merchant.mchId}`));
    expect((await merchant.notify('ANY', {}, { url: `${url}/wechat/nobody`, repeat: 0 })).status).toBe(404);
    expect((await merchant.notify('ANY', {}, { url: `${url}/wechat/pay/x`, repeat: 0 })).status).toBe(404);
  });

  it('stands under the global prefix, or not, or elsewhere', async () => {
    const main = (app: INestApplication) => void app.setGlobalPrefix('api/v1');
    started = await startPay(adapter, { providers: [Shop], main });
    const { merchant, url } = started;
    expect((await merchant.notify('ANY', {}, { url: `${url}/api/v1/wechat/pay` })).status).toBe(204);
    expect((await merchant.notify('ANY', {}, { url: `${url}/wechat/pay`, repeat: 0 })).status).toBe(404);
    await started.close();
    const callback = { path: 'hooks/weixin', useGlobalPrefix: false };
    started = await startPay(adapter, { providers: [Shop], main, callback });
    const elsewhere = `${started.url}/hooks/weixin/pay`;
    expect((await started.merchant.notify('ANY', {}, { url: elsewhere })).status).toBe(204);
  });

  it('leaves the pages of the application beside it alone', async () => {
    @Controller('wechat')
    class Pages {
      @Post('menu')
      menu(@Req() { body }: { body: unknown }): unknown {
        return { got: body };
      }
    }
    started = await startPay(adapter, { providers: [Shop], controllers: [Pages] });
    const headers = { 'content-type': 'application/json' };
    const answer = await sendRaw(`${started.url}/wechat/menu`, { body: '{"id":1}', headers });
    expect(JSON.parse(answer.text)).toEqual({ got: { id: 1 } });
  });

  it('is each merchant’s own, and nothing is shared between them', async () => {
    started = await startPay(adapter, { providers: [Shop], merchant: { keys: 'both' } });
    const { app, sandbox, merchant, url } = started;
    const second = sandbox.merchant({ notifyUrl: `${url}/wechat/second` });
    const third = sandbox.merchant({ keys: 'certificates', notifyUrl: `${url}/wechat/third` });
    const clients = app.get(WeChatClients);
    clients.add('second', pay(second.credentials));
    clients.add('third', pay(third.credentials));
    const id = 'EV-the-same-for-all';
    for (const one of [merchant, second, third]) {
      expect((await one.notify('ANY', {}, { id, copies: 2 })).status).toBe(204);
      expect((await one.notify('ANY', {}, { url: `${url}/wechat/${one.mchId}` })).status).toBe(204);
    }
    expect(trail).toEqual(
      [`pay ${merchant.mchId}`, `second ${second.mchId}`, `third ${third.mchId}`].flatMap((who) => [
        who,
        who,
      ]),
    );
    for (const [from, to] of [
      [merchant, 'second'],
      [second, 'third'],
      [third, 'pay'],
      [merchant, second.mchId],
    ] as const) {
      const { status } = await from.notify('ANY', {}, { url: `${url}/wechat/${to}`, repeat: 0 });
      expect(status).toBe(401);
    }
    expect((await merchant.notify('ANY', {}, { url: `${url}/wechat`, repeat: 0 })).status).toBe(404);
    clients.remove('second');
    expect((await second.notify('ANY', {}, { repeat: 0 })).status).toBe(404);
    expect(trail).toHaveLength(6);
  });
});

const use =
  (...handlers: unknown[]) =>
  (app: INestApplication) => {
    for (const handler of handlers) app.use(handler);
  };
const fastifyParser = (type: string) => (app: INestApplication) =>
  void (app.getHttpAdapter() as unknown as FastifyAdapter)
    .getInstance()
    .addContentTypeParser(
      type,
      { parseAs: 'string' },
      (_: unknown, body: unknown, done: (error: null, body: unknown) => void) => done(null, { parsed: body }),
    );

const SETUPS: Array<[string, AdapterName, StartPayOptions]> = [
  ...ADAPTERS.flatMap((adapter): Array<[string, AdapterName, StartPayOptions]> => [
    ['Nest’s own body parser', adapter, {}],
    ['the body parser off', adapter, { nest: { bodyParser: false } }],
    ['rawBody', adapter, { nest: { rawBody: true } }],
  ]),
  ['express.json', 'express', { main: use(express.json()) }],
  [
    'express.json, which is all there is',
    'express',
    { nest: { bodyParser: false }, main: use(express.json()) },
  ],
  ['express.text for everything', 'express', { main: use(express.text({ type: '*/*' })) }],
  ['express.raw for everything', 'express', { main: use(express.raw({ type: '*/*' })) }],
  [
    'express.urlencoded and express.text for XML',
    'express',
    {
      main: use(
        express.urlencoded({ extended: true }),
        express.text({ type: ['text/xml', 'application/xml'] }),
      ),
    },
  ],
  ['a parser for XML', 'fastify', { main: fastifyParser('text/xml') }],
  ['a parser for everything', 'fastify', { main: fastifyParser('*') }],
];

describe('A notification is verified over its bytes, with no change in main.ts, whatever parses other bodies', () => {
  @Injectable()
  class Shop {
    @WeChatPayNotify('TRANSACTION.SUCCESS')
    paid({ resource }: Paid): void {
      trail.push(resource.out_trade_no);
    }
    @WeChatPayNotify('v2.order')
    noticed({ out_trade_no }: PayV2Notice<'v2.order'>): void {
      trail.push(out_trade_no);
    }
  }

  it.each(SETUPS)('%s, on %s', async (_title, adapter, options) => {
    const wechat = new WeChatPaySender();
    const started = await startPay(adapter, { providers: [Shop], client: wechat.credentials, ...options });
    try {
      const send = (given: Parameters<typeof sendRaw>[1]) => sendRaw(`${started.url}/wechat/pay`, given);
      const fields = wechat.fields(wechat.transaction({ out_trade_no: 'v3 "1"/2' }));
      // a body no JSON.stringify would write
      const odd = JSON.stringify(fields, null, '\t').replaceAll('/', '\\/').replace('支付', '\\u652f付');
      expect((await send(wechat.sign(odd))).status).toBe(204);
      for (const type of ['application/json; charset=utf-8', 'text/plain', 'application/octet-stream', 'x']) {
        const { headers, body } = wechat.notification(wechat.transaction({ out_trade_no: type }));
        expect((await send({ body, headers: { ...headers, 'content-type': type } })).status).toBe(204);
      }
      const notice = wechat.v2Sign(wechat.v2Order({ out_trade_no: 'v2 ]]> <b>&amp;' }));
      expect((await send(notice)).status).toBe(200);
      expect(trail).toEqual([
        'v3 "1"/2',
        'application/json; charset=utf-8',
        'text/plain',
        'application/octet-stream',
        'x',
        'v2 ]]> <b>&amp;',
      ]);
    } finally {
      await started.close();
    }
  });
});

describe.each(ADAPTERS)('Notices of v2, on %s', (adapter) => {
  @Injectable()
  class Shop {
    @WeChatPayNotify('v2.order')
    paid(
      { out_trade_no, total_fee, mch_id }: PayV2Notice<'v2.order'>,
      { kind, name }: CallbackContext,
    ): unknown {
      trail.push([kind, name, out_trade_no, total_fee, mch_id === this.mchId].join(' '));
      return act();
    }

    @WeChatPayNotify('v2.*')
    other(notice: PayV2Notice): unknown {
      if (!('req_info' in notice)) trail.push('another');
      else trail.push(`refund ${notice.req_info.out_refund_no} ${notice.req_info.refund_status}`);
      return act();
    }

    mchId = '';
  }

  let started: StartedPay;
  let wechat: WeChatPaySender;
  const log = new LogCapture();
  beforeAll(async () => {
    wechat = new WeChatPaySender();
    const callback = { deadline: 250, replayProtection: true };
    const nest = { logger: log };
    started = await startPay(adapter, { providers: [Shop], client: wechat.credentials, callback, nest });
    started.app.get(Shop).mchId = wechat.mchId;
  });
  afterAll(() => started.close());
  const send = (given: Parameters<typeof sendRaw>[1]) => sendRaw(`${started.url}/wechat/pay`, given);

  const TAKEN =
    '<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>';
  const NOT_TAKEN =
    '<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[error]]></return_msg></xml>';

  it.each(['MD5', 'HMAC-SHA256'] as const)(
    'of orders, signed with %s, are answered in XML',
    async (signType) => {
      const answer = await send(
        wechat.v2Sign(wechat.v2Order({ out_trade_no: `o-${signType}`, total_fee: '7' }), signType),
      );
      expect(answer).toEqual({ status: 200, contentType: 'text/xml; charset=utf-8', text: TAKEN });
      expect(trail).toEqual([`notice order o-${signType} 7 true`]);
    },
  );

  it('of refunds come with what was sealed in them', async () => {
    expect((await send(toXml(wechat.v2Refund({ out_refund_no: 'r-1' })))).text).toBe(TAKEN);
    expect(trail).toEqual(['refund r-1 SUCCESS']);
  });

  it('of contracts and the like, too', async () => {
    const contract = { return_code: 'SUCCESS', mch_id: wechat.mchId, change_type: 'ADD', contract_code: 'c' };
    expect((await send(wechat.v2Sign(contract))).text).toBe(TAKEN);
    expect(trail).toEqual(['another']);
  });

  it('are answered FAIL and 5xx when the handler throws, and run again when they come again, bytes and all', async () => {
    behave = (run) => {
      if (run === 1) throw new Error('at 10.0.0.7');
    };
    const notice = wechat.v2Sign(wechat.v2Order());
    expect(await send(notice)).toEqual({
      status: 500,
      contentType: 'text/xml; charset=utf-8',
      text: NOT_TAKEN,
    });
    expect((await send(notice)).text).toBe(TAKEN);
    expect((await send(notice)).text).toBe(TAKEN);
    expect(runs).toBe(2);
  });

  it('run once for copies, with other nonces and in another order too', async () => {
    behave = () => sleep(50);
    const order = wechat.v2Order();
    const reversed = Object.fromEntries(Object.entries(order).toReversed());
    const copies = [order, order, { ...order, nonce_str: 'other' }, reversed];
    const answers = await Promise.all(copies.map((copy) => send(wechat.v2Sign(copy))));
    expect(answers.map(({ text }) => text)).toEqual([TAKEN, TAKEN, TAKEN, TAKEN]);
    expect(runs).toBe(1);
  });

  it('are answered 503 when the handler is late, and the repeat is told how it ended', async () => {
    behave = () => sleep(400);
    const notice = wechat.v2Sign(wechat.v2Order());
    expect(await send(notice)).toMatchObject({ status: 503, text: NOT_TAKEN });
    expect((await send(notice)).text).toBe(TAKEN);
    expect(runs).toBe(1);
  });

  it('are answered 501 where no handler takes them', async () => {
    const lonely = await startPay(adapter, { client: wechat.credentials, nest: { logger: log } });
    const { status, text } = await sendRaw(`${lonely.url}/wechat/pay`, wechat.v2Sign(wechat.v2Order()));
    expect({ status, text }).toEqual({ status: 501, text: NOT_TAKEN });
    expect(log.of('warn').at(-1)).toContain('No handler takes the notice "order"');
    await lonely.close();
  });

  it('and the sandbox takes these answers for what they mean', async () => {
    const whole = await startPay(adapter, { providers: [Shop] });
    behave = (run) => {
      if (run === 1) throw new Error('a passing fault');
    };
    const { merchant } = whole;
    expect(await merchant.notifyV2('order', { out_trade_no: 'o-2', total_fee: '1' })).toMatchObject({
      status: 200,
      attempts: 2,
    });
    expect(
      (await merchant.notifyV2('refund', { out_refund_no: 'r-2', refund_status: 'SUCCESS' })).attempts,
    ).toBe(1);
    expect(trail.at(-1)).toBe('refund r-2 SUCCESS');
    await whole.close();
  });
});
