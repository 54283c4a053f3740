import { describe, expect, it } from '@jest/globals';
import { CallbackRefusal, refusalAnswer, toRefusal } from '../../../lib/callback/callback.refusal.js';
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

describe('refusalAnswer', () => {
  it.each([400, 401, 404, 405, 413, 415, 418])('tells a stranger little about %d', (status) => {
    const answer = refusalAnswer(new CallbackRefusal(status, 'what was wrong in detail'));
    expect(answer).toMatchObject({ status, contentType: 'text/plain; charset=utf-8' });
    expect(answer.body).toMatch(/^[a-z ]{5,25}$/);
  });
});
