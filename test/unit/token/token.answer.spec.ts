import { describe, expect, it } from '@jest/globals';
import { WeChatHttpError } from '../../../lib/common/index.js';
import { tokenOf } from '../../../lib/token/index.js';
import { failureOf } from '../failure.js';

const ASKED = { client: 'platform', route: 'POST /cgi-bin/component/api_component_token' };

describe('tokenOf', () => {
  it('takes the token from the field it is told, with its life', () => {
    const answer = { errcode: 0, component_access_token: '61_t', access_token: 'other', expires_in: 7200 };
    expect(tokenOf(answer, 'component_access_token', ASKED)).toEqual({ value: '61_t', expiresIn: 7200 });
  });

  it.each([1, 0.5, 7200])('takes a life of %d s', (expires_in) => {
    expect(tokenOf({ ticket: 't', expires_in }, 'ticket', ASKED).expiresIn).toBe(expires_in);
  });

  it.each([
    ['no token', { expires_in: 7200 }],
    ['the token of another field', { access_token: 'CANARY', expires_in: 7200 }],
    ['an empty token', { ticket: '', expires_in: 7200 }],
    ['a token that is no text', { ticket: 7, expires_in: 7200 }],
    ['no life', { ticket: 'CANARY' }],
    ['a life of 0', { ticket: 'CANARY', expires_in: 0 }],
    ['a life in the past', { ticket: 'CANARY', expires_in: -1 }],
    ['a life that is a text', { ticket: 'CANARY', expires_in: '7200' }],
    ['a life that is no number', { ticket: 'CANARY', expires_in: Number.NaN }],
    ['a list', []],
    ['a text', 'CANARY'],
  ])(
    'throws for %s: what may be asked again, with client and route, and nothing of it',
    async (_what, answer) => {
      const error = await failureOf<WeChatHttpError>(() => tokenOf(answer, 'ticket', ASKED));
      expect(error).toBeInstanceOf(WeChatHttpError);
      expect(error).toMatchObject({ ...ASKED, retryable: true });
      expect(error.message).toContain('ticket');
      expect(error.message + JSON.stringify(error)).not.toContain('CANARY');
    },
  );
});
