import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import {
  WeChatApiError,
  WeChatConfigError,
  WeChatDecryptError,
  WeChatError,
  WeChatHttpError,
  WeChatParseError,
  WeChatSignatureError,
  WeChatTimeoutError,
} from '../../../../lib/common/index.js';

const failure = {
  client: 'shop',
  route: 'GET /a',
  status: 502,
  reason: 'ECONNRESET',
  body: '<html>',
  retryable: true,
};
const refusal = {
  client: 'shop',
  route: 'POST /a',
  errcode: 40013,
  errmsg: 'invalid appid',
  rid: 'r-1',
  hint: 'Check appId',
  docs: 'https://example.com',
  retryable: false,
};

describe('errors', () => {
  it.each([
    ['WECHAT_CONFIG', new WeChatConfigError('what and cure')],
    ['WECHAT_SIGNATURE', new WeChatSignatureError('what and cure')],
    ['WECHAT_DECRYPT', new WeChatDecryptError('what and cure')],
    ['WECHAT_PARSE', new WeChatParseError('what and cure')],
    ['WECHAT_HTTP', new WeChatHttpError('what and cure', failure)],
    ['WECHAT_TIMEOUT', new WeChatTimeoutError('what and cure', failure)],
    ['WECHAT_API', new WeChatApiError(refusal)],
  ])('%s has its name and code on it, in JSON too', (code, error) => {
    expect(error).toBeInstanceOf(WeChatError);
    expect(error).toBeInstanceOf(Error);
    expect(error.code).toBe(code);
    expect(error.name).toBe(error.constructor.name);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: error.name,
      code,
      message: error.message,
    });
    expect(error.stack).toContain(error.message);
    expect(inspect(error)).toContain(error.name);
  });

  it('carries the facts of a refusal as fields and the cure in its message', () => {
    const error = new WeChatApiError(refusal);
    expect(error).toMatchObject(refusal);
    expect(error.message).toBe('shop: POST /a was refused with 40013: invalid appid. Check appId');
    expect(JSON.parse(JSON.stringify(error))).toMatchObject(refusal);
  });

  it('says nothing of a hint where there is none', () => {
    expect(new WeChatApiError({ ...refusal, hint: undefined }).message).toBe(
      'shop: POST /a was refused with 40013: invalid appid',
    );
  });

  it('lets a time-out be caught as the network failure it is', () => {
    const error = new WeChatTimeoutError('late', failure);
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject(failure);
  });
});
