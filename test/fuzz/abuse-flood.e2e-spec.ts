import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { WeChatPayNotify } from 'nestjs-wechat-sdk/pay';
import { retainedHeap } from '../src/heap.js';
import { ADAPTERS } from '../src/start-app.js';
import { startPay } from '../src/start-pay.js';
import { WeChatPaySender } from '../src/wechat-pay.sender.js';
import { AbusedApp } from './src/abused.app.js';
import { LooseConnection } from './src/loose.connection.js';
import { post } from './src/protocols/request.js';
import { RawClient } from './src/raw.client.js';
import type { Wire } from './src/wire.js';

const MEBIBYTE = 1024 * 1024;
const REPLAYS = 2_000;
/** A signature of WeChat Pay takes longer to verify. */
const NOTIFIED = 250;
const AT_ONCE = 50;

/** Sends the very same request many times, many at once. @returns how often each status came */
async function replay(url: string, wire: Wire, times = REPLAYS): Promise<Record<number, number>> {
  const client = new RawClient(url);
  const statuses: Record<number, number> = {};
  let left = times;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const { status = 0 } = (await client.send(wire, String(left))) ?? {};
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  client.close();
  return statuses;
}

@Injectable()
class Ledger {
  booked = 0;

  @WeChatPayNotify()
  book(): void {
    this.booked += 1;
  }
}

describe.each(ADAPTERS)(`The same signed push ${REPLAYS} times, on %s`, (adapter) => {
  let app: AbusedApp;
  afterEach(() => app?.close());

  it('meets one handler, and everyone is answered with what it said', async () => {
    app = await AbusedApp.start(adapter);
    const { query, body } = app.push();
    expect(await replay(app.url, post('shop', query, body))).toEqual({ 200: REPLAYS });
    expect(app.counter.handled).toBe(1);
  });

  it('is refused from the second time on with replayProtection', async () => {
    app = await AbusedApp.start(adapter, { callback: { replayProtection: true } });
    const { query, body } = app.push();
    expect(await replay(app.url, post('shop', query, body))).toEqual({ 200: 1, 401: REPLAYS - 1 });
    expect(app.counter.handled).toBe(1);
    expect((await app.sendGood()).status).toBe(200);
  });
});

describe.each(ADAPTERS)(`A notification of WeChat Pay ${NOTIFIED} times, on %s`, (adapter) => {
  it.each([
    ['v3', false, { 204: NOTIFIED }],
    ['v3', true, { 204: 1, 401: NOTIFIED - 1 }],
    ['v2', false, { 200: NOTIFIED }],
    // a notice has no clock: WeChat Pay's own repeats look the same
    ['v2', true, { 200: NOTIFIED }],
  ] as const)('is booked once: %s, replayProtection %s', async (version, replayProtection, statuses) => {
    const wechat = new WeChatPaySender();
    const started = await startPay(adapter, {
      providers: [Ledger],
      client: wechat.credentials,
      callback: { replayProtection },
    });
    try {
      const { body = '', headers } =
        version === 'v3' ? wechat.notification() : wechat.v2Sign(wechat.v2Order());
      const wire = post('pay', {}, body, headers as Record<string, string>);
      expect(await replay(started.url, wire, NOTIFIED)).toEqual(statuses);
      expect(started.app.get(Ledger).booked).toBe(1);
    } finally {
      await started.close();
    }
  });
});

describe.each(ADAPTERS)('Thousands of connections that do nothing, on %s', (adapter) => {
  let app: AbusedApp;
  afterEach(() => app?.close());

  it('keep nobody from being answered, and cost some kilobytes each', async () => {
    app = await AbusedApp.start(adapter);
    const before = retainedHeap();
    const idle: LooseConnection[] = [];
    // a few at a time: the backlog of the socket is shorter
    for (let batch = 0; batch < 20; batch += 1) {
      const some = Array.from({ length: 100 }, () => new LooseConnection(app.url));
      await Promise.all(some.map((one) => one.opened()));
      idle.push(...some);
    }
    // a third says nothing, a third begins, a third gets as far as the body
    for (const [index, { socket }] of idle.entries()) {
      if (index % 3 === 1) socket.write('POST /wechat/shop HTTP/1.1\r\nx: ');
      if (index % 3 === 2)
        socket.write('POST /wechat/shop?signature=x HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nx');
    }
    for (let count = 0; count < 50; count += 1) expect((await app.sendGood()).status).toBe(200);
    expect(app.counter.handled).toBe(50);
    expect(idle.filter(({ isOpen }) => isOpen).length).toBeGreaterThan(idle.length / 2);
    // those of the other side stand in the same heap
    expect((retainedHeap() - before) / idle.length).toBeLessThan(32 * 1024);
    for (const { socket } of idle) socket.destroy();
    await Promise.all(idle.map(({ closed }) => closed));
    expect((await app.sendGood()).status).toBe(200);
    app.log.lines.length = 0;
    idle.length = 0;
    expect(retainedHeap() - before).toBeLessThan(16 * MEBIBYTE);
  });
});
