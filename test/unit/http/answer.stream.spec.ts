import type { ServerResponse } from 'node:http';
import { type Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatTimeoutError } from '../../../lib/common/index.js';
import { type HttpCall, WeChatHttp } from '../../../lib/http/index.js';
import { failureOf } from '../failure.js';
import { callOf } from './http.call.js';
import { raw, WireServer } from './wire.server.js';

const PICTURE = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
const LARGE = Buffer.concat(Array.from({ length: 60 }, () => PICTURE));
const ROUTE = 'GET /cgi-bin/media/get';
const server = new WireServer();
const http = new WeChatHttp();
const open = (given: Partial<HttpCall> = {}): Promise<Readable> =>
  http.send(
    callOf(server.url, { route: ROUTE, traits: { answer: 'binary' }, stream: true, ...given }),
  ) as Promise<Readable>;

/** The head and some bytes, of an answer that has more. */
const begin = (response: ServerResponse, bytes: Uint8Array = PICTURE.subarray(0, 1000)): void => {
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': PICTURE.length });
  response.write(bytes);
};

/** Answers with the beginning; resolves when the connection is closed. */
const beginAndSeeClosed = (bytes?: Uint8Array): Promise<string> =>
  new Promise((resolve) => {
    server.reset((response) => {
      response.on('close', () => resolve('closed'));
      begin(response, bytes);
    });
  });

beforeAll(() => server.start());
beforeEach(() => server.reset());
afterAll(async () => {
  http.onApplicationShutdown();
  await server.stop();
});

describe('An answer that is read as a stream', () => {
  it.each([0, 1000])('breaks a stream that stalls after %d bytes, and its connection', async (length) => {
    const closed = beginAndSeeClosed(PICTURE.subarray(0, length));
    const stream = await open({ options: { timeout: 60 } });
    const error = await failureOf(buffer(stream));
    expect(error).toBeInstanceOf(WeChatTimeoutError);
    expect(error).toMatchObject({ client: 'shop', route: ROUTE, reason: 'ETIMEDOUT' });
    expect(await closed).toBe('closed');
  });

  it('breaks a stream that stalls within its compression', async () => {
    server.reset((response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-encoding': 'gzip' });
      response.write(gzipSync(PICTURE).subarray(0, 1000));
    });
    const stream = await open({ options: { timeout: 60 } });
    expect(await failureOf(buffer(stream))).toBeInstanceOf(WeChatTimeoutError);
  });

  it('has time for a stream whose bytes come slowly', async () => {
    server.reset((response) => {
      begin(response);
      for (let piece = 1; piece <= 5; piece += 1)
        setTimeout(() => response.write(PICTURE.subarray(piece * 1000, (piece + 1) * 1000)), piece * 60);
      setTimeout(() => response.end(PICTURE.subarray(6000)), 360);
    });
    const stream = await open({ options: { timeout: 200 } });
    expect((await buffer(stream)).equals(PICTURE)).toBe(true);
  });

  it.each([0, 1])('has time for whoever reads slowly, after %d pieces', async (pieces) => {
    server.reset((response) => raw(response, LARGE, 'image/jpeg'));
    const stream = await open({ options: { timeout: 60 } });
    const read: Buffer[] = [];
    if (pieces > 0) {
      await new Promise((resolve) => stream.once('readable', resolve));
      read.push(stream.read() as Buffer);
    }
    await sleep(200);
    expect(Buffer.concat([...read, await buffer(stream)]).equals(LARGE)).toBe(true);
  });

  it('has no end of time for a stream when the time-out is 0', async () => {
    server.reset((response) => {
      begin(response);
      setTimeout(() => response.end(PICTURE.subarray(1000)), 100);
    });
    const stream = await open({ options: { timeout: 0 } });
    expect((await buffer(stream)).equals(PICTURE)).toBe(true);
  });

  it('gives the connection up when a stream that stalls is given up', async () => {
    const closed = beginAndSeeClosed();
    const stream = await open({ options: { timeout: 0 } });
    stream.resume();
    await sleep(20);
    stream.destroy();
    expect(await closed).toBe('closed');
  });

  it('keeps the failure of a stream for whoever reads it later', async () => {
    server.reset((response) => {
      begin(response);
      setTimeout(() => response.destroy(), 10);
    });
    const stream = await open();
    await sleep(60); // whatever nobody handles would end the process by now
    expect(await failureOf(buffer(stream))).toMatchObject({ reason: 'ECONNRESET' });
  });

  it('breaks with the reason of the signal what waits for somewhere to write to', async () => {
    const reason = new Error('the visitor left');
    const controller = new AbortController();
    server.reset((response) => raw(response, LARGE, 'image/jpeg'));
    const stream = await open({ signal: controller.signal });
    const stuck = new Writable({ write: () => undefined });
    setTimeout(() => controller.abort(reason), 30);
    expect(await failureOf(pipeline(stream, stuck))).toBe(reason);
  });
});
