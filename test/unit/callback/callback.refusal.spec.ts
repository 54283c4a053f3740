import { describe, expect, it } from '@jest/globals';
import { CallbackRefusal, reasonFor, toRefusal } from '../../../lib/callback/callback.refusal.js';
import {
  WeChatConfigError,
  WeChatDecryptError,
  WeChatParseError,
  WeChatSignatureError,
} from '../../../lib/common/index.js';

describe('toRefusal', () => {
  it.each([
    [new WeChatSignatureError('why'), 401],
    [new WeChatDecryptError('why'), 400],
    [new WeChatParseError('why'), 400],
    [new CallbackRefusal(413, 'why'), 413],
  ])('makes a refusal of %s', (error, status) => {
    expect(toRefusal(error)).toMatchObject({ status, message: 'why' });
  });

  it.each([[new WeChatConfigError('why')], [new Error('why')], [new TypeError('why')], ['why'], [undefined]])(
    'makes a fault of %s',
    (error) => {
      expect(toRefusal(error)).toBeUndefined();
    },
  );
});

it('knows a probe of signatures from a forgery', () => {
  expect(toRefusal(new WeChatSignatureError('why', true))).toMatchObject({ status: 401, isProbe: true });
  expect(toRefusal(new WeChatSignatureError('why'))).toMatchObject({ isProbe: false });
});

describe('reasonFor', () => {
  it.each([400, 401, 404, 405, 413, 415, 418])('tells a stranger little about %d', (status) => {
    expect(reasonFor(new CallbackRefusal(status, 'what was wrong in detail'))).toMatch(/^[a-z ]{5,25}$/);
  });
});
