import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { WeChatHttpError } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

describe('Login of a mini program', () => {
  let started: StartedMiniProgram;
  beforeAll(async () => {
    started = await startMiniProgram();
  });
  afterAll(() => started.close());

  const shown = (error: unknown): string =>
    `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`;
  const failure = (promise: Promise<unknown>): Promise<Error> =>
    promise.then(
      () => Promise.reject(new Error('it did not fail')),
      (error: unknown) => error as Error,
    );

  it('exchanges a code once for the session, without a token', async () => {
    const { account, mini, sandbox } = started;
    const person = account.person({ unionid: 'u1' });
    const code = person.login();
    const tokens = { ...account.tokenFetches };
    expect(await mini.login.code2Session(code)).toMatchObject({
      openid: person.openid,
      unionid: 'u1',
      session_key: person.sessionKey,
    });
    expect(account.tokenFetches).toEqual(tokens);
    expect(sandbox.requests.at(-1)).toMatchObject({ method: 'GET', path: '/sns/jscode2session' });
    await expect(mini.login.code2Session(code)).rejects.toMatchObject({ errcode: 40163 });
    await expect(mini.login.code2Session('nix')).rejects.toMatchObject({ errcode: 40029 });
    sandbox.fail('GET /sns/jscode2session', { errcode: 40226 });
    await expect(mini.login.code2Session(person.login())).rejects.toMatchObject({ errcode: 40226 });
  });

  it('knows whether a session key is the current one, and gives another', async () => {
    const { account, mini } = started;
    const person = account.person();
    const { openid, sessionKey } = person;
    expect(await mini.login.checkSession(openid, sessionKey)).toBe(true);
    const fresh = await mini.login.resetSession(openid, sessionKey);
    expect(fresh).toMatchObject({ openid, session_key: person.sessionKey });
    expect(fresh.session_key).not.toBe(sessionKey);
    expect(await mini.login.checkSession(openid, sessionKey)).toBe(false);
    expect(await mini.login.checkSession(openid, fresh.session_key)).toBe(true);
    await expect(mini.login.resetSession(openid, sessionKey)).rejects.toMatchObject({ errcode: 87009 });
    await expect(mini.login.checkSession('nobody', sessionKey)).rejects.toMatchObject({ errcode: 40003 });
  });

  it('shows neither secret nor session key when it fails, however it fails', async () => {
    const { account, mini, sandbox } = started;
    const person = account.person();
    const { openid, sessionKey } = person;
    const body = `{"openid":"${openid}","session_key":"${sessionKey}"`;
    for (const how of [
      { errcode: 40029 },
      { status: 502, body },
      { drop: true },
      { truncate: true },
    ] as const) {
      sandbox.fail('GET /sns/jscode2session', { ...how, times: 9 });
      const error = await failure(mini.login.code2Session(person.login()));
      expect(shown(error)).not.toContain(account.appSecret);
      expect(shown(error)).not.toContain(sessionKey.slice(0, 8));
      sandbox.reset();
    }
    sandbox.fail('GET /wxa/resetusersessionkey', { truncate: true, times: 9 });
    const error = await failure(mini.login.resetSession(openid, sessionKey));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(shown(error)).not.toContain(person.sessionKey.slice(0, 8));
    sandbox.reset();
  });
});
