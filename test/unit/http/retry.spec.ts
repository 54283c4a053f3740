import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatApiError, WeChatHttpError } from '../../../lib/common/index.js';
import type { HttpCall } from '../../../lib/http/index.js';
import { failureOf } from '../failure.js';
import { callOf } from './http.call.js';

/** The pauses before repeats, none of them waited for. */
const pauses: number[] = [];
const sleep = jest.fn((pause: number, _value: undefined, options: { signal?: AbortSignal }) => {
  pauses.push(pause);
  return realSleep(0, undefined, options);
});
const { setTimeout: realSleep } = await import('node:timers/promises');
jest.unstable_mockModule('node:timers/promises', () => ({ setTimeout: sleep }));
const { withRetry } = await import('../../../lib/http/retry.js');

const network = (reason = 'ECONNRESET', retryable = true) =>
  new WeChatHttpError('broken', { client: 'shop', route: 'x', reason, retryable });
const api = (errcode: number, retryable: boolean) =>
  new WeChatApiError({ client: 'shop', route: 'x', errcode, errmsg: '', retryable });
const file = (content: Uint8Array | Readable) => ({ media: { content, filename: 'a.jpg' } });

const GET = callOf('', { route: 'GET /a' });
const POST = callOf('', { body: { a: 1 } });
const READ = callOf('', { traits: { read: true } });
const KEYED = callOf('', { traits: { idempotencyKey: 'client_msg_id' }, body: { client_msg_id: 'm1' } });
const UNKEYED = callOf('', { traits: { idempotencyKey: 'client_msg_id' }, body: { client_msg_id: '' } });
const UPLOAD = callOf('', { traits: { body: 'multipart', read: true }, files: file(Buffer.from('x')) });
const STREAM = callOf('', { traits: { body: 'multipart', read: true }, files: file(Readable.from(['x'])) });

/** How often a call that keeps failing is sent. */
async function triesOf(call: HttpCall, error: unknown): Promise<number> {
  const send = jest.fn<() => Promise<never>>().mockRejectedValue(error);
  expect(await failureOf(withRetry(call, send))).toBe(error);
  return send.mock.calls.length;
}

describe('withRetry', () => {
  beforeEach(() => {
    pauses.length = 0;
  });
  afterEach(() => void jest.restoreAllMocks());

  it.each<[string, HttpCall, Error, number]>([
    ['repeats a GET after a broken connection', GET, network(), 3],
    ['repeats a POST that only reads', READ, network(), 3],
    ['repeats a write with its idempotency key', KEYED, network(), 3],
    ['does not repeat a write whose key is empty', UNKEYED, network(), 1],
    ['does not repeat a write', POST, network(), 1],
    ['does not repeat a write after a time-out', POST, network('ECONNABORTED'), 1],
    ['repeats a write that was refused at the door', POST, network('ECONNREFUSED'), 3],
    ['repeats a write whose host was not found', POST, network('ENOTFOUND'), 3],
    ['repeats a write while names cannot be looked up', POST, network('EAI_AGAIN'), 3],
    ['repeats a GET WeChat was too busy for', GET, api(-1, true), 3],
    ['repeats a keyed write WeChat was too busy for', KEYED, api(45011, true), 3],
    ['does not repeat a write WeChat was too busy for', POST, api(-1, true), 1],
    ['does not repeat what WeChat refused for good', GET, api(40013, false), 1],
    ['does not repeat what the network refused for good', GET, network('X', false), 1],
    ['does not repeat after an error that is none of ours', GET, new Error('bug'), 1],
    ['repeats an upload from memory', UPLOAD, network(), 3],
    ['does not repeat an upload whose stream is spent', STREAM, network(), 1],
    ['does not repeat an upload from a stream even if nothing was sent', STREAM, network('ECONNREFUSED'), 1],
  ])('%s', async (_what, call, error, tries) => {
    expect(await triesOf(call, error)).toBe(tries);
  });

  it('hands out the first answer that comes', async () => {
    const send = jest
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(network())
      .mockResolvedValue('answer');
    expect(await withRetry(GET, send)).toBe('answer');
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('throws the failure of the last try, not of the first', async () => {
    const last = network('ETIMEDOUT');
    const send = jest
      .fn<() => Promise<never>>()
      .mockRejectedValueOnce(network())
      .mockRejectedValueOnce(network())
      .mockRejectedValueOnce(last);
    expect(await failureOf(withRetry(GET, send))).toBe(last);
  });

  it.each([
    [0, 100, 200],
    [0.5, 200, 400],
    [0.9999, 299.98, 599.96],
  ])('waits twice as long before the second repeat, with jitter (%d)', async (random, first, second) => {
    jest.spyOn(Math, 'random').mockReturnValue(random);
    await triesOf(GET, network());
    expect(pauses).toEqual([expect.closeTo(first, 5), expect.closeTo(second, 5)]);
  });

  it('ends the pause with the reason of the signal', async () => {
    const reason = new Error('the visitor left');
    const controller = new AbortController();
    const send = jest.fn<() => Promise<never>>().mockRejectedValue(network());
    sleep.mockImplementationOnce((_pause, _value, options) => {
      queueMicrotask(() => controller.abort(reason));
      return realSleep(60_000, undefined, options);
    });
    expect(await failureOf(withRetry({ ...GET, signal: controller.signal }, send))).toBe(reason);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
