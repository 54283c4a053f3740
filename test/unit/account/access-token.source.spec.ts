import { describe, expect, it } from '@jest/globals';
import { WeChatHttpError } from '../../../lib/common/index.js';
import type { CallOrigin, HttpCall, WeChatHttp } from '../../../lib/http/index.js';
import { type AccessTokenSetup, AccessTokenSource } from '../../../lib/account/access-token.source.js';
import { failureOf } from '../failure.js';

const origin: CallOrigin = {
  client: 'shop',
  baseUrl: 'https://api.weixin.qq.com',
  options: { timeout: 5000 },
  secrets: ['CANARY'],
};
const setup: AccessTokenSetup = { appId: 'wx1', appSecret: 'CANARY', method: 'stable' };

function setUp(
  given: Partial<AccessTokenSetup> = {},
  answer: unknown = { access_token: '77_t', expires_in: 7200 },
) {
  const sent: HttpCall[] = [];
  const send = async (call: HttpCall) => (sent.push(call), answer);
  const http = { send } as unknown as WeChatHttp;
  return { source: new AccessTokenSource(origin, { ...setup, ...given }, http), sent };
}

describe('AccessTokenSource', () => {
  it.each([false, true])('asks the stable endpoint (force: %s)', async (force) => {
    const { source, sent } = setUp();
    expect(await source.fetch(force)).toEqual({ value: '77_t', expiresIn: 7200 });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      client: 'shop',
      baseUrl: 'https://api.weixin.qq.com',
      route: 'POST /cgi-bin/stable_token',
      body: { grant_type: 'client_credential', appid: 'wx1', secret: 'CANARY', force_refresh: force },
      options: { timeout: 5000 },
      secrets: ['CANARY'],
    });
    expect(sent[0]?.accessToken).toBeUndefined();
  });

  it('lets a question that forces nothing be repeated, and no other', async () => {
    const { source, sent } = setUp();
    await source.fetch(false);
    await source.fetch(true);
    expect(sent.map(({ traits }) => traits.read)).toEqual([true, false]);
  });

  it('asks the classic endpoint when it is told to', async () => {
    const { source, sent } = setUp({ method: 'classic' });
    await source.fetch(false);
    expect(sent[0]).toMatchObject({
      route: 'GET /cgi-bin/token',
      query: { grant_type: 'client_credential', appid: 'wx1', secret: 'CANARY' },
    });
    expect(sent[0]?.body).toBeUndefined();
  });

  it('takes a life as short as it comes', async () => {
    expect(await setUp({}, { access_token: 't', expires_in: 1 }).source.fetch(false)).toEqual({
      value: 't',
      expiresIn: 1,
    });
  });

  it.each([
    ['no token', { expires_in: 7200 }],
    ['an empty token', { access_token: '', expires_in: 7200 }],
    ['a token that is no text', { access_token: 7, expires_in: 7200 }],
    ['no life', { access_token: 't' }],
    ['a life of 0', { access_token: 't', expires_in: 0 }],
    ['a life in the past', { access_token: 't', expires_in: -1 }],
    ['a life that is no number', { access_token: 't', expires_in: null }],
    ['a list', []],
  ])('throws for an answer with %s, and shows none of it', async (_what, answer) => {
    const error = await failureOf<WeChatHttpError>(setUp({}, answer).source.fetch(false));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ client: 'shop', route: 'POST /cgi-bin/stable_token', retryable: true });
    expect(JSON.stringify(error)).not.toContain('CANARY');
  });

  it('has a key of its own for each account, the secret not in it', () => {
    expect(setUp().source.key).not.toBe(setUp({ appId: 'wx2' }).source.key);
    expect(setUp().source.key).toContain('wx1');
    expect(setUp().source.key).not.toContain('CANARY');
  });
});
