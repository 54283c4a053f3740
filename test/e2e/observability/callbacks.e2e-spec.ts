import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ForbiddenException, Injectable } from '@nestjs/common';
import { type TextMessage, WeChatMessage } from 'nestjs-wechat-sdk';
import { WeChatPayNotify } from 'nestjs-wechat-sdk/pay';
import { ReportListener } from '../../src/report.listener.js';
import { ADAPTERS, AES_KEY, type StartedApp, startApp, type StartOptions } from '../../src/start-app.js';
import { startPay } from '../../src/start-pay.js';
import { plainQuery, sealedPush, sendRaw, textXml } from '../../src/wechat.sender.js';

const DEADLINE = 150;

@Injectable()
class Handler {
  @WeChatMessage('text')
  async handle({ Content }: TextMessage): Promise<string | undefined> {
    if (Content === 'forbidden') throw new ForbiddenException();
    if (Content === 'broken') throw new Error('of the application');
    if (Content === 'late') await sleep(2 * DEADLINE);
    if (Content === 'late and broken') {
      await sleep(2 * DEADLINE);
      throw new Error('of the application');
    }
    return Content === 'silent' ? undefined : 'fine';
  }
}

const TEXT = { client: 'shop', kind: 'message', name: 'text', handler: 'Handler#handle' };

describe.each(ADAPTERS)('Callbacks on %s', (adapter) => {
  let started: StartedApp;
  let reports: ReportListener;
  beforeEach(() => {
    reports = new ReportListener();
  });
  afterEach(async () => {
    reports.stop();
    await started.close();
  });

  const start = async (options: StartOptions = {}): Promise<void> => {
    started = await startApp(adapter, {
      providers: [Handler],
      callback: { deadline: DEADLINE },
      ...options,
    });
  };
  const say = async (content: string): Promise<number> => {
    const { appId, token, callbackUrl = '' } = started.account;
    const sealed = sealedPush(textXml(content), { appId, token, encodingAESKey: AES_KEY });
    return (await sendRaw(callbackUrl, sealed)).status;
  };
  /** Without durations, which are some milliseconds. */
  const told = (of: 'callback' | 'handler'): object[] =>
    reports[of].map(({ duration, ...others }) => {
      expect(duration).toBeGreaterThan(0);
      return others;
    });

  it('that are answered are told with their handler, and what it did', async () => {
    await start({ callback: { deadline: 4000 } });
    expect(await say('hello')).toBe(200);
    expect(await say('silent')).toBe(200);
    expect(told('callback')).toEqual([
      { ...TEXT, outcome: 'answered', isRepeat: false },
      { ...TEXT, outcome: 'answered', isRepeat: false },
    ]);
    expect(told('handler')).toEqual([
      { ...TEXT, outcome: 'ok' },
      { ...TEXT, outcome: 'ok' },
    ]);
  });

  it('whose handler refuses or throws are told with what WeChat was answered', async () => {
    await start({ callback: { deadline: 4000 } });
    expect(await say('forbidden')).toBe(403);
    expect(await say('broken')).toBe(500);
    expect(told('callback')).toEqual([
      { ...TEXT, outcome: 'failed', isRepeat: false, status: 403 },
      { ...TEXT, outcome: 'failed', isRepeat: false, status: 500 },
    ]);
    expect(told('handler').map((one) => (one as { outcome: string }).outcome)).toEqual(['refused', 'failed']);
    expect(reports.refusal).toEqual([]);
  });

  it('that come again join the run: each is answered, and the handler is told of once', async () => {
    await start({ callback: { deadline: 4000 } });
    const { appId, token, callbackUrl = '' } = started.account;
    const sealed = sealedPush(textXml('hello'), { appId, token, encodingAESKey: AES_KEY });
    await Promise.all([sendRaw(callbackUrl, sealed), sendRaw(callbackUrl, sealed)]);
    await sendRaw(callbackUrl, sealed);
    expect(reports.callback.map(({ outcome, isRepeat }) => [outcome, isRepeat])).toEqual([
      ['answered', false],
      ['answered', true],
      ['answered', true],
    ]);
    expect(reports.handler).toHaveLength(1);
  });

  it('that are late are told at once, and what became of the handler when it has ended', async () => {
    await start();
    expect(await say('late')).toBe(200);
    expect(await say('late and broken')).toBe(200);
    expect(told('callback')).toEqual([
      { ...TEXT, outcome: 'late', isRepeat: false },
      { ...TEXT, outcome: 'late', isRepeat: false },
    ]);
    while (reports.handler.length < 2) await sleep(10);
    expect(reports.handler.map(({ outcome }) => outcome)).toEqual(['ok', 'failed']);
    for (const { duration } of reports.handler) expect(duration).toBeGreaterThan(DEADLINE);
  });

  it('nobody handles are told so', async () => {
    await start({ providers: [] });
    expect(await say('hello')).toBe(200);
    expect(told('callback')).toEqual([
      { client: 'shop', kind: 'message', name: 'text', outcome: 'unhandled', isRepeat: false },
    ]);
    expect(reports.handler).toEqual([]);
  });

  it('that are refused are told with the reason, and with the client only where there is one', async () => {
    await start();
    const { callbackUrl = '', token } = started.account;
    await sendRaw(callbackUrl, { query: plainQuery('another'), body: textXml('x') });
    await sendRaw(callbackUrl, { method: 'PUT', query: plainQuery(token), body: textXml('x') });
    await sendRaw(callbackUrl, { query: plainQuery(token), body: Buffer.alloc(2 * 1024 * 1024) });
    await sendRaw(callbackUrl.replace('shop', 'stranger'), { query: plainQuery(token), body: '' });
    expect(reports.refusal).toEqual([
      { client: 'shop', status: 401, reason: expect.stringContaining('signature'), isProbe: false },
      { client: 'shop', status: 405, reason: 'the method is PUT', isProbe: false },
      { client: 'shop', status: 413, reason: expect.any(String), isProbe: false },
      { client: undefined, status: 404, reason: 'there is no such client', isProbe: false },
    ]);
    expect(reports.callback).toEqual([]);
  });
});

describe('Notifications of WeChat Pay', () => {
  @Injectable()
  class Shop {
    @WeChatPayNotify<{ event_type: string }>('SLOW')
    async slow(): Promise<void> {
      await sleep(2 * DEADLINE);
    }
  }
  let reports: ReportListener;
  beforeEach(() => {
    reports = new ReportListener();
  });
  afterEach(() => reports.stop());

  it('that must come again are told with the status that has them come', async () => {
    const { merchant, close } = await startPay('express', {
      providers: [Shop],
      callback: { deadline: DEADLINE },
    });
    await merchant.notify('UNKNOWN', {}, { repeat: 0 });
    await merchant.notify('SLOW', {}, { repeat: 0 });
    await close();
    expect(reports.callback).toMatchObject([
      { client: 'pay', name: 'UNKNOWN', outcome: 'unhandled', status: 501 },
      { client: 'pay', name: 'SLOW', handler: 'Shop#slow', outcome: 'late', status: 503 },
    ]);
    expect(reports.handler).toMatchObject([{ handler: 'Shop#slow', outcome: 'ok' }]);
  });

  it('that cannot be verified for want of a certificate are told as refused by a fault of ours', async () => {
    const { merchant, sandbox, close } = await startPay('express', {
      providers: [Shop],
      merchant: { keys: 'certificates' },
    });
    sandbox.fail('GET /v3/certificates', { drop: true });
    expect((await merchant.notify('SLOW', {}, { repeat: 0 })).status).toBe(500);
    await close();
    expect(reports.refusal).toEqual([
      { client: 'pay', status: 500, reason: expect.stringContaining('/v3/certificates'), isProbe: false },
    ]);
    expect(reports.token).toMatchObject([
      { reason: 'missing', outcome: 'failed', message: expect.stringContaining('/v3/certificates') },
    ]);
    expect(reports.callback).toEqual([]);
  });
});
