import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { retainedHeap } from '../src/heap.js';
import { ADAPTERS } from '../src/start-app.js';
import { sendRaw } from '../src/wechat.sender.js';
import { AbusedApp } from './src/abused.app.js';
import { headOf, LooseConnection } from './src/loose.connection.js';

const MEBIBYTE = 1024 * 1024;
const MAX_BODY = MEBIBYTE;

const statusOf = (heard: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);

describe.each(ADAPTERS)('A stranger who sends much, on %s', (adapter) => {
  let app: AbusedApp;
  beforeAll(async () => {
    app = await AbusedApp.start(adapter);
  });
  beforeEach(() => {
    app.log.lines.length = 0;
    app.counter.handled = 0;
  });
  afterAll(() => app.close());

  /** Writes as long as the other side takes it. */
  async function pour(
    headers: readonly string[],
    piece: Buffer | string,
  ): Promise<{ heard: string; poured: number }> {
    const connection = new LooseConnection(app.url);
    const { socket } = connection;
    socket.write(headOf(app.push().path, headers));
    let poured = 0;
    while (!connection.isClosed && poured < 100 * MEBIBYTE) {
      poured += piece.length;
      if (!socket.write(piece))
        await Promise.race([new Promise((go) => socket.once('drain', go)), connection.closed]);
      await sleep(0);
    }
    socket.destroy();
    return { heard: await connection.closed, poured };
  }

  it.each([
    ['with a length', ['content-length: 10000000000'], Buffer.alloc(65_536, 'x')],
    ['in chunks without end', ['transfer-encoding: chunked'], `ffff\r\n${'x'.repeat(65_535)}\r\n`],
  ])('is left once a body is larger than 1 MiB, %s', async (_how, headers, piece) => {
    const { heard, poured } = await pour(headers, piece);
    // a reset may overtake the answer
    if (heard !== '') expect(statusOf(heard)).toBe(413);
    expect(poured).toBeLessThan(50 * MEBIBYTE);
    expect(app.log.of('error')).toEqual([]);
    expect((await app.sendGood()).status).toBe(200);
    expect(app.counter.handled).toBe(1);
  });

  it('is told so where he waits for the answer: 413, and no more on this connection', async () => {
    const { query } = app.push();
    const given = { query, body: 'x'.repeat(MAX_BODY + 1) };
    expect((await sendRaw(`${app.url}/wechat/shop`, given)).status).toBe(413);
    expect((await sendRaw(`${app.url}/wechat/shop`, { ...given, body: 'x'.repeat(MAX_BODY) })).status).toBe(
      400,
    );
    expect(app.log.of('warn')).toHaveLength(2);
  });

  it('gains nothing by the largest bodies there may be, many at once', async () => {
    const before = retainedHeap();
    const bodies = [
      `<xml>${'<a/>'.repeat(MAX_BODY / 4 - 3)}</xml>`,
      `<xml ${'a="b" '.repeat(MAX_BODY / 6 - 3)}/>`,
      `<xml><a>${'&lt;'.repeat(MAX_BODY / 4 - 5)}</a></xml>`,
      `<xml><a><![CDATA[${']'.repeat(MAX_BODY - 40)}]]></a></xml>`,
      `<xml><${'n'.repeat(MAX_BODY - 10)}`,
      '<'.repeat(MAX_BODY),
      `{"a":[${'1234567890123456789,'.repeat(MAX_BODY / 20 - 2)}1]}`,
      `{"a":"${'\\u0041'.repeat(MAX_BODY / 6 - 3)}"}`,
      '{'.repeat(MAX_BODY),
      `{${Array.from({ length: 60_000 }, (_, index) => `"k${index}":1`).join()}}`,
      `<xml><Encrypt>${'A'.repeat(MAX_BODY - 60)}</Encrypt></xml>`,
    ];
    const answers = await Promise.all(
      bodies.map((body) => {
        expect(body.length).toBeLessThanOrEqual(MAX_BODY);
        return sendRaw(`${app.url}/wechat/shop`, { query: app.push().query, body });
      }),
    );
    expect(new Set(answers.map(({ status }) => Math.floor(status / 100)))).toEqual(new Set([4]));
    expect(app.counter.handled).toBe(0);
    app.log.lines.length = 0;
    expect((await app.sendGood()).status).toBe(200);
    expect(retainedHeap() - before).toBeLessThan(16 * MEBIBYTE);
  });

  it.each([
    ['a head of 20,000 bytes', ['x-long: ' + 'y'.repeat(20_000)], 431],
    ['3,000 headers', Array.from({ length: 3_000 }, (_, index) => `x-${index}: y`), 431],
    ['two lengths', ['content-length: 5', 'content-length: 6'], 400],
    ['a length and chunks', ['content-length: 5', 'transfer-encoding: chunked'], 400],
    ['a header without a name', [': x'], 400],
  ])('is refused by Node with %s', async (_what, headers, status) => {
    const connection = new LooseConnection(app.url);
    connection.socket.write(headOf(app.push().path, headers));
    expect(statusOf(await connection.closed)).toBe(status);
    expect(app.log.lines).toEqual([]);
    expect((await app.sendGood()).status).toBe(200);
  });

  it('leaves in the middle of 200 bodies: each is one warning, and none an error', async () => {
    const before = retainedHeap();
    const gone = Array.from({ length: 200 }, async (_, index) => {
      const connection = new LooseConnection(app.url);
      const { path, body } = app.push();
      const head = headOf(path, [
        index % 2 ? `content-length: ${body.length}` : 'transfer-encoding: chunked',
      ]);
      const sent = index % 2 ? body.slice(0, index) : `${(100).toString(16)}\r\n${body.slice(0, 50)}`;
      connection.socket.write(head + sent);
      await connection.opened();
      while (connection.socket.bytesWritten < head.length) await sleep(1);
      await sleep(20);
      if (index % 3) connection.socket.destroy();
      else connection.socket.resetAndDestroy();
      await connection.closed;
    });
    await Promise.all(gone);
    expect((await app.sendGood()).status).toBe(200);
    expect(app.counter.handled).toBe(1);
    const warnings = app.log.of('warn');
    for (const line of warnings) expect(line).toContain('(400): the connection ended within the body');
    expect(warnings.length).toBeGreaterThan(150);
    expect(app.log.of('error')).toEqual([]);
    app.log.lines.length = 0;
    expect(retainedHeap() - before).toBeLessThan(16 * MEBIBYTE);
  });
});
