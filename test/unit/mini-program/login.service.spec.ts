import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { WeChatApiError, WeChatConfigError } from '../../../lib/common/index.js';
import { sessionSignature } from '../../../lib/crypto/index.js';
import { miniOn } from './fake.api.js';

const SESSION_KEY = 'o0q0otL8aEzpcZL/FT9WsQ==';
const SIGNED = {
  openid: 'o1',
  signature: sessionSignature(SESSION_KEY),
  sig_method: 'hmac_sha256',
};

const refusal = (errcode: number) =>
  new WeChatApiError({ client: 'mini', route: 'GET /x', errcode, errmsg: 'no', retryable: false });

describe('login', () => {
  it('signs as the official sample does, in lower case, with the key as text', () => {
    expect(sessionSignature(SESSION_KEY, '{"foo":"bar"}')).toBe(
      '654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b',
    );
    expect(SIGNED.signature).toMatch(/^[\da-f]{64}$/);
  });

  it('exchanges a code for the session, with appid and secret in place of a token', async () => {
    const session = { openid: 'o1', session_key: SESSION_KEY, unionid: 'u1' };
    const { mini, call } = miniOn([session]);
    expect(await mini.login.code2Session('c0de')).toEqual(session);
    const query = { appid: 'wx1', secret: 's3cret', js_code: 'c0de', grant_type: 'authorization_code' };
    expect(call.mock.calls).toEqual([['GET /sns/jscode2session', { query }]]);
  });

  it('needs the secret, which a client of a hub may not have', async () => {
    const { mini, call } = miniOn([], { appSecret: undefined });
    await expect(mini.login.code2Session('c0de')).rejects.toBeInstanceOf(WeChatConfigError);
    await expect(mini.login.code2Session('c0de')).rejects.toThrow(/"mini".*code2Session.*appSecret/);
    expect(call).not.toHaveBeenCalled();
  });

  it('shows the secret to no inspection', () => {
    const { mini } = miniOn();
    expect(inspect(mini, { depth: 9, showHidden: true })).not.toContain('s3cret');
  });

  it('checks a session key without sending it', async () => {
    const { mini, call } = miniOn([{}]);
    expect(await mini.login.checkSession('o1', SESSION_KEY)).toBe(true);
    expect(call.mock.calls).toEqual([['GET /wxa/checksession', { query: SIGNED }]]);
  });

  it('tells a key that is not the current one from everything else', async () => {
    const stale = miniOn([refusal(87009)]);
    expect(await stale.mini.login.checkSession('o1', SESSION_KEY)).toBe(false);
    const stranger = miniOn([refusal(40003)]);
    await expect(stranger.mini.login.checkSession('o1', SESSION_KEY)).rejects.toMatchObject({
      errcode: 40003,
    });
  });

  it('resets a session key', async () => {
    const answer = { openid: 'o1', session_key: 'new' };
    const { mini, call } = miniOn([answer]);
    expect(await mini.login.resetSession('o1', SESSION_KEY)).toEqual(answer);
    expect(call.mock.calls).toEqual([['GET /wxa/resetusersessionkey', { query: SIGNED }]]);
  });
});
