import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LOCAL_LEASE } from '../lease.js';
import { openAccount } from '../../../lib/account/index.js';
import type { ClientRooms } from '../../../lib/client/index.js';
import { WeChatAuthorizationError, WeChatHttpError } from '../../../lib/common/index.js';
import { AuthorizationBook } from '../../../lib/open-platform/authorization.book.js';
import { AuthorizerTokenSource } from '../../../lib/open-platform/authorizer-token.source.js';
import { NOT_AUTHORIZED } from '../../../lib/open-platform/open-platform.messages.js';
import { failureOf } from '../failure.js';
import { gate } from '../token/fake.tokens.js';
import { authorizationKey, FakeWeChat, OpenCredentials, refusal } from './fake.wechat.js';

const LIST = 'api_get_authorizer_list';
const TOKEN = 'api_authorizer_token';
const KEY = authorizationKey('wx1');
const KEPT = { refreshToken: 'refresh-1', authorizedAt: 900 };

/** A source for `wx1`, and WeChat, which takes the refresh tokens that are `alive`. */
function setUp({ alive = ['refresh-1'], next }: { alive?: string[]; next?: string } = {}) {
  const wechat = new FakeWeChat();
  const credentials = new OpenCredentials();
  credentials.kept.set(KEY, KEPT);
  wechat.answers.set(TOKEN, ({ authorizer_refresh_token: given }) => {
    if (!alive.includes(String(given))) throw refusal(61023);
    return {
      authorizer_access_token: `access of ${String(given)}`,
      expires_in: 7200,
      authorizer_refresh_token: next ?? given,
    };
  });
  const book = new AuthorizationBook(wechat.calls, credentials);
  const source = new AuthorizerTokenSource('wx1', { calls: wechat.calls, book });
  const asked = () => wechat.bodiesOf(TOKEN).map((body) => body['authorizer_refresh_token']);
  return { wechat, credentials, source, asked };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('AuthorizerTokenSource', () => {
  it('has a token with the refresh token, which no error may quote', async () => {
    const { source, wechat, credentials } = setUp();
    expect(await source.fetch(false, LOCAL_LEASE)).toEqual({ value: 'access of refresh-1', expiresIn: 7200 });
    expect(wechat.contentsOf(TOKEN)).toEqual([
      {
        body: {
          component_appid: 'wxcomponent',
          authorizer_appid: 'wx1',
          authorizer_refresh_token: 'refresh-1',
        },
        secrets: ['refresh-1'],
      },
    ]);
    expect(credentials.write).not.toHaveBeenCalled();
  });

  it('does not share its key with the token of the account itself', () => {
    const own = openAccount(
      'shop',
      { appId: 'wx1', appSecret: 's3cret' },
      { baseUrl: 'https://wechat', component: undefined },
      {} as ClientRooms,
    );
    expect(setUp().source.key).not.toBe(own.accessToken.key);
    expect(setUp().source.key).toBe('wxcomponent:wx1:access_token');
  });

  it('keeps a new refresh token before it hands out what came with it', async () => {
    const { source, credentials } = setUp({ next: 'refresh-2' });
    const written = gate();
    const handedOut = jest.fn();
    credentials.write.mockImplementationOnce(async (key, credential) => {
      await written.promise;
      credentials.kept.set(key, credential);
    });
    const fetched = source.fetch(false, LOCAL_LEASE).then(handedOut);
    await jest.advanceTimersByTimeAsync(1000);
    expect(credentials.write).toHaveBeenCalledTimes(1);
    expect(handedOut).not.toHaveBeenCalled();
    written.open();
    await fetched;
    expect(handedOut).toHaveBeenCalledTimes(1);
    expect(credentials.kept.get(KEY)).toEqual({ refreshToken: 'refresh-2', authorizedAt: 900 });
  });

  it('gives no token when the refresh token cannot be kept', async () => {
    const { source, credentials } = setUp({ next: 'refresh-2' });
    const away = new Error('store is away');
    credentials.write.mockRejectedValueOnce(away);
    expect(await failureOf(source.fetch(false, LOCAL_LEASE))).toBe(away);
  });

  it('gives none while the store is away, and does not take that for an account that is no authorizer', async () => {
    const { source, credentials, wechat } = setUp();
    const away = new Error('store is away');
    credentials.read.mockRejectedValueOnce(away);
    expect(await failureOf(source.fetch(false, LOCAL_LEASE))).toBe(away);
    expect(wechat.call).not.toHaveBeenCalled();
    expect(await source.fetch(false, LOCAL_LEASE)).toMatchObject({ value: 'access of refresh-1' });
  });

  it('throws whatever else WeChat refuses with at once', async () => {
    const { source, wechat } = setUp();
    for (const failure of [
      refusal(61003),
      new WeChatHttpError('broken', { client: 'platform', route: 'x', retryable: true }),
    ]) {
      wechat.call.mockRejectedValueOnce(failure);
      expect(await failureOf(source.fetch(false, LOCAL_LEASE))).toBe(failure);
    }
    expect(wechat.timesOf(LIST)).toBe(0);
  });
});

describe('AuthorizerTokenSource, when the refresh token is lost or dead', () => {
  it('finds a lost one in the list', async () => {
    const { source, credentials, wechat } = setUp();
    credentials.kept.delete(KEY);
    wechat.list('wx1', 'refresh-1');
    expect(await source.fetch(false, LOCAL_LEASE)).toMatchObject({ value: 'access of refresh-1' });
    expect(credentials.kept.get(KEY)).toEqual({ refreshToken: 'refresh-1', authorizedAt: 1000 });
  });

  it('takes the one another process has kept meanwhile, without the list', async () => {
    const { source, credentials, wechat, asked } = setUp({ alive: ['refresh-2'] });
    const answer = wechat.answers.get(TOKEN)!;
    wechat.answers.set(TOKEN, (body) => {
      credentials.kept.set(KEY, { refreshToken: 'refresh-2', authorizedAt: 900 });
      return answer(body);
    });
    expect(await source.fetch(false, LOCAL_LEASE)).toMatchObject({ value: 'access of refresh-2' });
    expect(asked()).toEqual(['refresh-1', 'refresh-2']);
    expect(wechat.timesOf(LIST)).toBe(0);
  });

  it('takes the one of the list for a dead one', async () => {
    const { source, credentials, wechat, asked } = setUp({ alive: ['refresh-2'] });
    wechat.list('wx1', 'refresh-2');
    expect(await source.fetch(false, LOCAL_LEASE)).toMatchObject({ value: 'access of refresh-2' });
    expect(asked()).toEqual(['refresh-1', 'refresh-2']);
    expect(credentials.kept.get(KEY)).toEqual({ refreshToken: 'refresh-2', authorizedAt: 1000 });
  });

  it('takes the one of the list when what another process kept is dead too', async () => {
    const { source, credentials, wechat, asked } = setUp({ alive: ['refresh-3'] });
    wechat.list('wx1', 'refresh-3');
    const answer = wechat.answers.get(TOKEN)!;
    wechat.answers.set(TOKEN, (body) => {
      if (body['authorizer_refresh_token'] === 'refresh-1')
        credentials.kept.set(KEY, { refreshToken: 'refresh-2', authorizedAt: 900 });
      return answer(body);
    });
    expect(await source.fetch(false, LOCAL_LEASE)).toMatchObject({ value: 'access of refresh-3' });
    expect(asked()).toEqual(['refresh-1', 'refresh-2', 'refresh-3']);
    expect(wechat.timesOf(LIST)).toBe(1);
  });

  it.each([
    ['the same one', 'refresh-1', ['refresh-1']],
    ['another dead one', 'refresh-2', ['refresh-1', 'refresh-2']],
  ])('gives up when the list holds %s', async (_what, listed, tried) => {
    const { source, wechat, asked } = setUp({ alive: [] });
    wechat.list('wx1', listed);
    expect(await failureOf(source.fetch(false, LOCAL_LEASE))).toMatchObject({ errcode: 61023 });
    expect(asked()).toEqual(tried);
  });

  it('tries none twice, wherever it turns up again', async () => {
    const { source, credentials, wechat, asked } = setUp({ alive: [] });
    wechat.list('wx1', 'refresh-1');
    const answer = wechat.answers.get(TOKEN)!;
    wechat.answers.set(TOKEN, (body) => {
      if (asked().length < 5) credentials.kept.set(KEY, { refreshToken: 'refresh-2', authorizedAt: 900 });
      return answer(body);
    });
    expect(await failureOf(source.fetch(false, LOCAL_LEASE))).toMatchObject({ errcode: 61023 });
    expect(asked()).toEqual(['refresh-1', 'refresh-2']);
  });

  it('gives up when the list does not hold the account', async () => {
    const { source, wechat, asked } = setUp({ alive: [] });
    expect(await failureOf(source.fetch(false, LOCAL_LEASE))).toMatchObject({ errcode: 61023 });
    expect(asked()).toEqual(['refresh-1']);
    expect(wechat.timesOf(LIST)).toBe(1);
  });

  it.each([
    ['is no authorizer', false],
    ['has a dead one, in the list as well', true],
  ])('does not read the list again for ten seconds for an account that %s', async (_what, isKept) => {
    const { source, credentials, wechat } = setUp({ alive: [] });
    if (isKept) wechat.list('wx1', 'refresh-1');
    else credentials.kept.delete(KEY);
    const lists = async (): Promise<number> => {
      const failure = await failureOf(source.fetch(false, LOCAL_LEASE));
      if (isKept) expect(failure).toMatchObject({ errcode: 61023 });
      else {
        expect(failure).toBeInstanceOf(WeChatAuthorizationError);
        expect(failure.message).toBe(NOT_AUTHORIZED('platform', 'wx1'));
      }
      return wechat.timesOf(LIST);
    };
    expect(await lists()).toBe(1);
    jest.advanceTimersByTime(9_999);
    expect(await lists()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await lists()).toBe(2);
    expect(await lists()).toBe(2);
  });

  it('takes what is kept within these ten seconds', async () => {
    const { source, credentials } = setUp();
    credentials.kept.delete(KEY);
    await failureOf(source.fetch(false, LOCAL_LEASE));
    credentials.kept.set(KEY, KEPT);
    expect(await source.fetch(false, LOCAL_LEASE)).toMatchObject({ value: 'access of refresh-1' });
  });

  it('reads it again at once where it was of help', async () => {
    const { source, credentials, wechat } = setUp();
    wechat.list('wx1', 'refresh-1');
    for (const times of [1, 2]) {
      credentials.kept.delete(KEY);
      await source.fetch(false, LOCAL_LEASE);
      expect(wechat.timesOf(LIST)).toBe(times);
    }
  });
});
