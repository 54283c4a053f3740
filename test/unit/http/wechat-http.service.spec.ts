import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatApiError, WeChatHttpError, WeChatTimeoutError } from '../../../lib/common/index.js';
import { type HttpCall, WeChatHttp } from '../../../lib/http/index.js';
import { failureOf } from '../failure.js';
import { CANARY_SECRET, CANARY_TOKEN, callOf } from './http.call.js';
import { json, raw, readMultipart, WireServer } from './wire.server.js';

const PICTURE = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
const server = new WireServer();
const http = new WeChatHttp();
const call = (given: Partial<HttpCall> = {}): HttpCall => callOf(server.url, given);
const send = <T = unknown>(given: Partial<HttpCall> = {}): Promise<T> => http.send(call(given)) as Promise<T>;

beforeAll(async () => {
  jest.spyOn(Math, 'random').mockReturnValue(-0.5); // no pause before a repeat
  await server.start();
});
beforeEach(() => server.reset());
afterAll(async () => {
  http.onApplicationShutdown();
  await server.stop();
  jest.restoreAllMocks();
});

describe('WeChatHttp on the wire', () => {
  it('sends method, path, query, token and JSON, and reads the answer', async () => {
    server.reset((response) => json(response, { ticket: 't', url: 'http://weixin.qq.com/q/1' }));
    const answer = await send({
      route: 'POST /cgi-bin/qrcode/create',
      query: { a: 'ü' },
      body: { name: '你好😀' },
    });
    expect(answer).toEqual({ ticket: 't', url: 'http://weixin.qq.com/q/1' });
    const { method, path, query, headers, body } = server.last;
    expect([method, path]).toEqual(['POST', '/cgi-bin/qrcode/create']);
    expect(Object.fromEntries(query)).toEqual({ a: 'ü', access_token: CANARY_TOKEN });
    expect(headers['content-type']).toBe('application/json');
    expect(body.toString()).toBe('{"name":"你好😀"}');
    expect(headers['content-length']).toBe(String(body.length));
  });

  it('sends a GET without a body', async () => {
    await send({ route: 'GET /a' });
    expect(server.last.method).toBe('GET');
    expect(server.last.body).toHaveLength(0);
    expect(server.last.headers['content-type']).toBeUndefined();
  });

  it('keeps its connection', async () => {
    const ports = new Set<string | undefined>();
    server.reset((response, request) => {
      ports.add(`${response.socket?.remotePort}`);
      json(response, { connection: request.headers.connection });
    });
    for (let run = 0; run < 5; run += 1) expect(await send()).toEqual({ connection: 'keep-alive' });
    expect(ports.size).toBe(1);
  });

  it('loses no digit of a 64-bit id, out or back', async () => {
    server.reset((response) =>
      json(response, '{"msg_id":9223372036854775807,"small":5,"other":18446744073709551615}'),
    );
    const answer = await send({
      body: { msg_id: '9223372036854775807' },
      traits: { bodyIds: [['msg_id']], answerIds: [['msg_id'], ['small']] },
    });
    expect(server.last.body.toString()).toBe('{"msg_id":9223372036854775807}');
    expect(answer).toEqual({ msg_id: '9223372036854775807', small: '5', other: '18446744073709551615' });
  });

  it('reads a compressed answer', async () => {
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"a":"b"}'));
    });
    expect(await send()).toEqual({ a: 'b' });
  });

  it('uploads every byte under its Chinese name', async () => {
    server.reset((response) => json(response, { media_id: 'm' }));
    await send({
      traits: { body: 'multipart' },
      files: { media: { content: PICTURE, filename: '中文 图片.jpg' } },
      body: { description: { title: '标题' } },
    });
    const [media, description] = readMultipart(server.last);
    expect(media?.head).toContain('name="media"; filename="中文 图片.jpg"');
    expect(media?.head).toContain('Content-Type: image/jpeg');
    expect(media?.content.equals(PICTURE)).toBe(true);
    expect(description?.content.toString()).toBe('{"title":"标题"}');
    expect(server.last.headers['transfer-encoding']).toBeUndefined();
    expect(server.last.headers['content-length']).toBe(String(server.last.body.length));
  });

  it('uploads a stream of a known size, whole', async () => {
    const halves = [PICTURE.subarray(0, 30_000), PICTURE.subarray(30_000)];
    await send({
      traits: { body: 'multipart' },
      files: { media: { content: Readable.from(halves), filename: 'a.jpg', size: PICTURE.length } },
    });
    expect(readMultipart(server.last)[0]?.content.equals(PICTURE)).toBe(true);
  });

  it('uploads the same bytes again when a read is repeated', async () => {
    server.reset((response, _request, count) => {
      if (count === 1) response.destroy();
      else json(response, {});
    });
    await send({
      traits: { body: 'multipart', read: true },
      files: { media: { content: PICTURE, filename: 'a.jpg' } },
    });
    expect(server.requests).toHaveLength(2);
    expect(readMultipart(server.last)[0]?.content.equals(PICTURE)).toBe(true);
  });

  it('sends raw bytes', async () => {
    await send({ traits: { body: 'raw' }, body: PICTURE });
    expect(server.last.body.equals(PICTURE)).toBe(true);
    expect(server.last.headers['content-type']).toBe('application/octet-stream');
  });
});

describe('WeChatHttp and bytes', () => {
  const BINARY = { route: 'GET /cgi-bin/media/get', traits: { answer: 'binary' as const } };

  it('hands out a Buffer of every byte', async () => {
    server.reset((response) => raw(response, PICTURE, 'image/jpeg'));
    const bytes = await send<Buffer>(BINARY);
    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect(bytes.equals(PICTURE)).toBe(true);
  });

  it('hands out a stream of every byte', async () => {
    server.reset((response) => raw(response, PICTURE, 'image/jpeg'));
    const stream = await send<Readable>({ ...BINARY, stream: true });
    expect(stream).toBeInstanceOf(Readable);
    expect((await buffer(stream)).equals(PICTURE)).toBe(true);
  });

  it.each([false, true])(
    'throws the refusal that came in place of the bytes (stream: %s)',
    async (stream) => {
      server.reset((response) =>
        json(response, { errcode: 40007, errmsg: 'invalid media_id rid: 1-2' }, 'text/plain'),
      );
      expect(await failureOf(send({ ...BINARY, stream }))).toMatchObject({
        code: 'WECHAT_API',
        errcode: 40007,
        rid: '1-2',
      });
    },
  );

  it.each([false, true])('hands out the JSON that names a video (stream: %s)', async (stream) => {
    server.reset((response) => json(response, { video_url: 'https://v' }, 'text/plain'));
    const answer = await send<Buffer | Readable>({ ...BINARY, stream });
    const bytes = Buffer.isBuffer(answer) ? answer : await buffer(answer);
    expect(JSON.parse(bytes.toString())).toEqual({ video_url: 'https://v' });
  });

  it.each([
    ['an HTTP failure', false, 502, 'image/jpeg', 'bad gateway'],
    ['an HTTP failure', true, 502, 'image/jpeg', 'bad gateway'],
    ['nothing', false, 200, 'text/plain', ''],
    ['nothing', true, 200, 'text/plain', ''],
    ['a web page', false, 200, 'text/html', '<html>log in</html>'],
    ['a web page', true, 200, 'text/html', '<html>log in</html>'],
  ])('throws a WeChatHttpError for %s (stream: %s)', async (_what, stream, status, type, body) => {
    server.reset((response) => raw(response, body, type, status));
    const error = await failureOf(send({ ...BINARY, stream, route: 'POST /a' }));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status });
  });

  it('throws for bytes that are cut', async () => {
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': PICTURE.length });
      response.write(PICTURE.subarray(0, 1000));
      setTimeout(() => response.destroy(), 20);
    });
    const error = await failureOf(send({ ...BINARY, route: 'POST /a' }));
    expect(error).toBeInstanceOf(WeChatHttpError);
  });

  it('breaks the stream when the bytes are cut', async () => {
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': PICTURE.length });
      response.write(PICTURE.subarray(0, 1000));
      setTimeout(() => response.destroy(), 20);
    });
    const stream = await send<Readable>({ ...BINARY, stream: true });
    const error = await failureOf(buffer(stream));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ reason: 'ECONNRESET', route: BINARY.route });
  });

  it('breaks the stream with the reason of the signal', async () => {
    const reason = new Error('the visitor left');
    const controller = new AbortController();
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': PICTURE.length });
      response.write(PICTURE.subarray(0, 1000));
    });
    const stream = await send<Readable>({ ...BINARY, stream: true, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    expect(await failureOf(buffer(stream))).toBe(reason);
  });

  it('gives the connection up when the stream is given up', async () => {
    const closed = new Promise((resolve) => {
      server.reset((response) => {
        response.on('close', () => resolve('closed'));
        response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': PICTURE.length });
        response.write(PICTURE.subarray(0, 1000));
      });
    });
    const stream = await send<Readable>({ ...BINARY, stream: true });
    stream.destroy();
    expect(await closed).toBe('closed');
  });

  it.each([
    ['is cut', (response: ServerResponse) => void setTimeout(() => response.destroy(), 20)],
    ['is aborted', (_response: ServerResponse, abort: () => void) => void setTimeout(abort, 20)],
  ])('shows no token in a stream, and in what it fails with when it %s', async (_what, disturb) => {
    const controller = new AbortController();
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': PICTURE.length });
      response.write(PICTURE.subarray(0, 1000));
      disturb(response, () => controller.abort(new Error('the visitor left')));
    });
    const stream = await send<Readable>({ ...BINARY, stream: true, signal: controller.signal });
    expect(inspect(stream, { depth: Infinity, showHidden: true })).not.toContain(CANARY_TOKEN);
    const error = await failureOf(buffer(stream));
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(CANARY_TOKEN);
    expect(JSON.stringify(error)).not.toContain(CANARY_TOKEN);
  });
});

describe('WeChatHttp and failures', () => {
  it.each([
    ['HTML', 'text/html', '<html>Service unavailable</html>'],
    ['nothing', 'application/json', ''],
    ['cut JSON', 'application/json', '{"errcode":0,"url":"http'],
  ])('throws a WeChatHttpError for %s under HTTP 200', async (_what, type, body) => {
    server.reset((response) => raw(response, body, type));
    const error = await failureOf<WeChatHttpError>(send());
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status: 200, body, retryable: false });
  });

  it('throws for a body shorter than its length', async () => {
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"errcode":0}');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await failureOf(send())).toBeInstanceOf(WeChatHttpError);
  });

  it('throws a WeChatTimeoutError when no answer comes in time', async () => {
    server.reset(() => undefined);
    const error = await failureOf<WeChatTimeoutError>(send({ options: { timeout: 60 } }));
    expect(error).toBeInstanceOf(WeChatTimeoutError);
    expect(error).toMatchObject({
      client: 'shop',
      route: 'POST /cgi-bin/test',
      reason: 'ECONNABORTED',
      retryable: true,
    });
  });

  it('throws a WeChatTimeoutError when an answer begins and does not end', async () => {
    server.reset((response) => void response.writeHead(200, { 'content-length': 10 }).write('{'));
    expect(await failureOf(send({ options: { timeout: 60 } }))).toBeInstanceOf(WeChatTimeoutError);
  });

  it('tries a GET three times', async () => {
    server.reset((response) => void response.destroy());
    expect(await failureOf(send({ route: 'GET /a' }))).toMatchObject({ reason: 'ECONNRESET' });
    expect(server.requests).toHaveLength(3);
  });

  it('sends a POST once', async () => {
    server.reset((response) => void response.destroy());
    await failureOf(send({ body: {} }));
    expect(server.requests).toHaveLength(1);
  });

  it('takes the answer of a later try', async () => {
    server.reset((response, _request, count) =>
      json(response, count < 3 ? { errcode: -1, errmsg: 'system error' } : { ok: 1 }),
    );
    expect(await send({ route: 'GET /a' })).toEqual({ ok: 1 });
  });

  it('goes on knocking at a closed door, even with a POST', async () => {
    const knocks: Server = createServer();
    await new Promise<void>((resolve) => knocks.listen(0, '127.0.0.1', resolve));
    const { port } = knocks.address() as AddressInfo;
    await new Promise((resolve) => knocks.close(resolve));
    const pending = http.send(callOf(`http://127.0.0.1:${port}`, { body: {} }));
    expect(await failureOf(pending)).toMatchObject({ reason: 'ECONNREFUSED', retryable: true });
  });

  it.each([
    ['a broken query of the host', 'http://'],
    ['a host that is none', 'http://a b'],
    ['a protocol it does not speak', 'gopher://localhost'],
  ])('throws a WeChatHttpError for %s', async (_what, baseUrl) => {
    expect(await failureOf(http.send(callOf(baseUrl)))).toBeInstanceOf(WeChatHttpError);
  });

  it.each([301, 302, 307, 308])(
    'follows no redirect of HTTP %d, which would carry the token away',
    async (status) => {
      const other = await new WireServer().start();
      server.reset((response) => response.writeHead(status, { location: `${other.url}/x` }).end());
      for (const route of ['GET /a', 'POST /a']) {
        expect(await failureOf(send({ route }))).toMatchObject({ code: 'WECHAT_HTTP', status });
      }
      expect(other.requests).toHaveLength(0);
      await other.stop();
    },
  );

  it('ends with the reason of a signal that was given before', async () => {
    const reason = new Error('the visitor left');
    expect(await failureOf(send({ signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  it('ends with the reason of a signal that comes while it waits, and does not try again', async () => {
    const controller = new AbortController();
    const reason = new Error('the visitor left');
    server.reset(() => controller.abort(reason));
    expect(await failureOf(send({ route: 'GET /a', signal: controller.signal }))).toBe(reason);
    expect(server.requests).toHaveLength(1);
  });

  it('ends with the reason of a signal that comes while an error text is collected', async () => {
    const controller = new AbortController();
    const reason = new Error('the visitor left');
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 100 }).write('{');
      setTimeout(() => controller.abort(reason), 30);
    });
    const { signal } = controller;
    expect(await failureOf(send({ traits: { answer: 'binary' }, stream: true, signal }))).toBe(reason);
  });

  it('goes through the proxy it is given', async () => {
    const proxy = await new WireServer().start();
    proxy.reset((response) => json(response, { via: 'proxy' }));
    const { hostname: host, port } = new URL(proxy.url);
    const given = { proxy: { host, port: Number(port), auth: { username: 'u', password: 'p' } } };
    expect(await http.send(callOf('http://api.weixin.qq.com', { options: given }))).toEqual({ via: 'proxy' });
    expect(proxy.last.headers['proxy-authorization']).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
    expect(server.requests).toHaveLength(0);
    await proxy.stop();
  });
});

describe('WeChatHttp and secrets', () => {
  const PROXY_PASSWORD = 'CANARY-proxy-password';
  const everything = (error: unknown): string =>
    [
      inspect(error, { depth: Infinity, showHidden: true }),
      JSON.stringify(error),
      (error as Error).message,
      (error as Error).stack,
      inspect((error as Error).cause, { depth: Infinity, showHidden: true }),
    ].join('\n');

  const page = `<a href="?access_token=${CANARY_TOKEN}&amp;secret=${CANARY_SECRET}">${CANARY_TOKEN} ${CANARY_SECRET}</a>`;
  const answers: Array<[string, (response: Parameters<WireServer['answer']>[0]) => void]> = [
    ['an errcode that quotes them', (response) => json(response, { errcode: 40001, errmsg: page })],
    ['a page that quotes them', (response) => raw(response, page, 'text/html', 502)],
    ['a page that quotes them late', (response) => raw(response, 'x'.repeat(190) + page, 'text/html')],
    ['a cut connection', (response) => void response.destroy()],
    ['silence', () => undefined],
    [
      'a redirect that quotes them',
      (response) => response.writeHead(302, { location: `/x?access_token=${CANARY_TOKEN}` }).end(),
    ],
  ];

  it.each(answers)('shows none after %s', async (_what, answer) => {
    server.reset(answer);
    const error = await failureOf(
      send({
        query: { secret: CANARY_SECRET },
        body: { secret: CANARY_SECRET },
        options: { timeout: 100 },
      }),
    );
    expect(error instanceof WeChatApiError || error instanceof WeChatHttpError).toBe(true);
    for (const secret of [CANARY_TOKEN, CANARY_SECRET]) expect(everything(error)).not.toContain(secret);
  });

  it.each([
    ['a URL that is none', 'http://a b', undefined],
    [
      'a proxy that is away',
      'http://api.weixin.qq.com',
      { host: '127.0.0.1', port: 1, auth: { username: 'u', password: PROXY_PASSWORD } },
    ],
  ])('shows none after %s', async (_what, baseUrl, proxy) => {
    const error = await failureOf(
      http.send(callOf(baseUrl, { query: { secret: CANARY_SECRET }, options: { proxy, timeout: 500 } })),
    );
    for (const secret of [CANARY_TOKEN, CANARY_SECRET, PROXY_PASSWORD]) {
      expect(everything(error)).not.toContain(secret);
    }
  });
});
