import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { WeChatHttpError, WeChatTimeoutError } from '../../../lib/common/index.js';
import { toHttpError, wasNotSent } from '../../../lib/http/http.failure.js';
import { CANARY_TOKEN, callOf } from './http.call.js';

const call = callOf('https://api.weixin.qq.com');
const withCode = (code: string) =>
  Object.assign(new Error(`failed on ?access_token=${CANARY_TOKEN}`), { code });

describe('toHttpError', () => {
  it.each(['ECONNABORTED', 'ETIMEDOUT'])('makes a time-out of %s', (code) => {
    expect(toHttpError(call, withCode(code))).toBeInstanceOf(WeChatTimeoutError);
  });

  it.each(['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ERR_BAD_RESPONSE', 'CERT_HAS_EXPIRED'])(
    'names %s',
    (reason) => {
      const error = toHttpError(call, withCode(reason));
      expect(error).not.toBeInstanceOf(WeChatTimeoutError);
      expect(error).toMatchObject({ reason, client: 'shop', route: 'POST /cgi-bin/test', retryable: true });
      expect(error.message).toContain(reason);
    },
  );

  it.each([[null], [undefined], ['text'], [new Error('no code')]])('copes with %p', (thrown) => {
    expect(toHttpError(call, thrown)).toMatchObject({ reason: 'UNKNOWN' });
  });

  it('leaves the original and its token behind', () => {
    const error = toHttpError(call, withCode('ECONNRESET'));
    expect(error.cause).toBeUndefined();
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(CANARY_TOKEN);
  });
});

describe('wasNotSent', () => {
  it.each([
    ['ECONNREFUSED', true],
    ['ENOTFOUND', true],
    ['EAI_AGAIN', true],
    ['ECONNRESET', false],
    ['ECONNABORTED', false],
    ['ERR_BAD_RESPONSE', false],
  ])('says of %s: %s', (code, expected) => {
    expect(wasNotSent(toHttpError(call, withCode(code)))).toBe(expected);
  });

  it('says no of what is no failure of the network', () => {
    expect(wasNotSent(withCode('ECONNREFUSED'))).toBe(false);
    expect(wasNotSent(new WeChatHttpError('x', { client: 'a', route: 'b', retryable: true }))).toBe(false);
  });
});
