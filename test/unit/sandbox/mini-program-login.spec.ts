import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ApiClient } from './api.client.js';
import { type MiniStage, setMiniStage } from './stage.js';

function redeem({ api, mini }: MiniStage, code: string, change: Record<string, string> = {}) {
  const query = { appid: mini.appId, secret: mini.appSecret, js_code: code, ...change };
  return api.raw(`/sns/jscode2session?${new URLSearchParams(query)}`);
}

const sign = (sessionKey: string): string => createHmac('sha256', sessionKey).update('').digest('hex');

function open({ encryptedData, iv }: { encryptedData: string; iv: string }, sessionKey: string): unknown {
  const [key, vector] = [Buffer.from(sessionKey, 'base64'), Buffer.from(iv, 'base64')];
  const decipher = createDecipheriv('aes-128-cbc', key, vector);
  return JSON.parse(decipher.update(encryptedData, 'base64', 'utf8') + decipher.final('utf8'));
}

describe('a code of wx.login', () => {
  it('gives the ids and the session key of the person', async () => {
    const stage = await setMiniStage();
    const user = stage.mini.person({ unionid: 'u-1' });
    expect(Buffer.from(user.sessionKey, 'base64')).toHaveLength(16);
    expect(await redeem(stage, user.login(), { grant_type: 'authorization_code' })).toEqual({
      openid: user.openid,
      session_key: user.sessionKey,
      unionid: 'u-1',
    });
    expect(await redeem(stage, stage.mini.person().login())).not.toHaveProperty('unionid');
  });

  it('can be used once, within five minutes', async () => {
    const stage = await setMiniStage();
    const user = stage.mini.person();
    const [first, second] = [user.login(), user.login()];
    expect(await redeem(stage, first)).toHaveProperty('session_key');
    expect(await redeem(stage, first)).toMatchObject({ errcode: 40163 });
    stage.sandbox.advance(301);
    expect(await redeem(stage, second)).toMatchObject({ errcode: 40029 });
  });

  it.each<[string, Record<string, string>, number]>([
    ['an unknown appid', { appid: 'wx0' }, 40013],
    ['a wrong secret', { secret: 'nonsense' }, 40125],
    ['a code nobody gave', { js_code: 'nonsense' }, 40029],
    ['another grant type', { grant_type: 'client_credential' }, 40002],
  ])('is refused with %s, and stays usable', async (_, change, errcode) => {
    const stage = await setMiniStage();
    const code = stage.mini.person().login();
    expect(await redeem(stage, code, change)).toMatchObject({ errcode });
    expect(await redeem(stage, code)).toHaveProperty('openid');
  });

  it('is refused without the code, and for an official account', async () => {
    const stage = await setMiniStage();
    const { appId, appSecret } = stage.sandbox.officialAccount();
    const code = stage.mini.person().login();
    expect(await redeem(stage, code, { appid: appId, secret: appSecret })).toMatchObject({ errcode: 40013 });
    expect(await stage.api.raw(`/sns/jscode2session?appid=${appId}&secret=${appSecret}`)).toMatchObject({
      errcode: 41008,
    });
  });

  it('is in no log, nor is the session key', async () => {
    const stage = await setMiniStage();
    const user = stage.mini.person();
    const code = user.login();
    await redeem(stage, code);
    const log = JSON.stringify(stage.sandbox.requests);
    expect(stage.sandbox.requests.at(-1)?.query).toMatchObject({ js_code: '***', secret: '***' });
    for (const secret of [code, user.sessionKey, stage.mini.appSecret]) expect(log).not.toContain(secret);
  });
});

describe('a session', () => {
  const check = (stage: MiniStage, openid: string, signature: string, path = 'checksession') =>
    stage.api.get(`/wxa/${path}?openid=${openid}&signature=${signature}&sig_method=hmac_sha256`);

  it('is alive for who knows its key', async () => {
    const stage = await setMiniStage();
    const user = stage.mini.person();
    expect(await check(stage, user.openid, sign(user.sessionKey))).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await check(stage, user.openid, sign('AAAAAAAAAAAAAAAAAAAAAA=='))).toMatchObject({
      errcode: 87009,
    });
    expect(await check(stage, 'o-nobody', sign(user.sessionKey))).toMatchObject({ errcode: 40003 });
    expect(
      await stage.api.get(`/wxa/checksession?openid=${user.openid}&signature=x&sig_method=md5`),
    ).toMatchObject({ errcode: 40035 });
  });

  it('ends when WeChat says so', async () => {
    const stage = await setMiniStage();
    const user = stage.mini.person();
    const old = user.sessionKey;
    user.expireSession();
    expect(user.sessionKey).not.toBe(old);
    expect(await check(stage, user.openid, sign(old))).toMatchObject({ errcode: 87009 });
  });

  it('is given a new key on demand', async () => {
    const stage = await setMiniStage();
    const user = stage.mini.person();
    const old = user.sessionKey;
    expect(await check(stage, user.openid, 'nonsense', 'resetusersessionkey')).toMatchObject({
      errcode: 87009,
    });
    expect(user.sessionKey).toBe(old);
    const reset = await check(stage, user.openid, sign(old), 'resetusersessionkey');
    expect(reset).toMatchObject({ errcode: 0, openid: user.openid, session_key: user.sessionKey });
    expect(user.sessionKey).not.toBe(old);
    expect(await check(stage, user.openid, sign(old))).toMatchObject({ errcode: 87009 });
  });
});

describe('what a mini program gets and cannot read', () => {
  it('holds the person, signed and sealed with the session key', async () => {
    const { mini, sandbox } = await setMiniStage();
    const user = mini.person({ nickname: '小明', unionid: 'u-1' });
    sandbox.advance(-600);
    const { rawData, signature, ...sealed } = user.userInfo();
    const shown = JSON.parse(rawData) as object;
    expect(shown).toMatchObject({ nickName: '小明', language: 'zh_CN' });
    expect(shown).not.toHaveProperty('openId');
    expect(signature).toBe(
      createHash('sha1')
        .update(rawData + user.sessionKey)
        .digest('hex'),
    );
    const opened = open(sealed, user.sessionKey) as { watermark: { timestamp: number } };
    expect(opened).toMatchObject({
      ...shown,
      openId: user.openid,
      unionId: 'u-1',
      watermark: { appid: mini.appId },
    });
    expect(Math.abs(opened.watermark.timestamp + 600 - Date.now() / 1000)).toBeLessThan(5);
    expect(user.userInfo().iv).not.toBe(sealed.iv);
  });

  it('holds the phone number', async () => {
    const { mini } = await setMiniStage();
    const user = mini.person({ phoneNumber: '13580006666' });
    expect(open(user.phone(), user.sessionKey)).toEqual({
      phoneNumber: '13580006666',
      purePhoneNumber: '13580006666',
      countryCode: '86',
      watermark: { appid: mini.appId, timestamp: expect.any(Number) },
    });
    expect(mini.person().phoneNumber).toMatch(/^1\d{10}$/);
  });
});

describe('a dynamic code', () => {
  it('gives the phone number once', async () => {
    const { api, mini, sandbox } = await setMiniStage();
    const user = mini.person({ phoneNumber: '13580006666' });
    const code = user.phoneCode();
    expect(await api.post('/wxa/business/getuserphonenumber', { code })).toMatchObject({
      errcode: 0,
      phone_info: { purePhoneNumber: '13580006666', countryCode: '86', watermark: { appid: mini.appId } },
    });
    expect(sandbox.requests.at(-1)?.body).toEqual({ code: '***' });
    expect(await api.post('/wxa/business/getuserphonenumber', { code })).toMatchObject({ errcode: 40029 });
  });

  it('is in no log when the call fails, either', async () => {
    const { api, mini, sandbox } = await setMiniStage();
    const user = mini.person();
    const [phone, login] = [user.phoneCode(), user.login()];
    sandbox.fail('POST /wxa/business/getuserphonenumber', { status: 502, times: 1 });
    await api.fetch('/wxa/business/getuserphonenumber', {
      method: 'POST',
      body: JSON.stringify({ code: phone }),
    });
    await api.post('/wxa/business/getuserphonenumber', `{"code":"${phone}"`);
    await api.raw(`/sns/jscode2session?appid=${mini.appId}&secret=s&js_code=${login}`, {});
    expect(sandbox.requests.map(({ status, errcode }) => [status, errcode]).slice(-3)).toEqual([
      [502, 0],
      [200, 47001],
      [200, 43001],
    ]);
    for (const code of [phone, login]) expect(JSON.stringify(sandbox.requests)).not.toContain(code);
  });

  it('is refused when it is old, foreign or one of wx.login', async () => {
    const { api, mini, sandbox } = await setMiniStage();
    const ask = (code: string) => api.post('/wxa/business/getuserphonenumber', { code });
    const foreign = sandbox.miniProgram().person().phoneCode();
    const old = mini.person().phoneCode();
    for (const code of [foreign, mini.person().login(), ''])
      expect(await ask(code)).toMatchObject({ errcode: 40029 });
    sandbox.advance(301);
    expect(await ask(old)).toMatchObject({ errcode: 40029 });
  });

  it('of a plugin gives an id that is the same each time and not the openid', async () => {
    const { api, mini } = await setMiniStage();
    const user = mini.person();
    const ask = (code: string) => api.post('/wxa/getpluginopenpid', { code });
    const first = await ask(user.pluginLogin());
    expect(first).toMatchObject({ errcode: 0, openpid: expect.stringMatching(/^o[\w-]{27}$/) });
    expect(await ask(user.pluginLogin())).toEqual(first);
    expect(first['openpid']).not.toBe(user.openid);
    expect(await ask(user.login())).toMatchObject({ errcode: 40029 });
  });
});

describe('a mini program', () => {
  it('has tokens and quotas as accounts have, and answers of the catalogue for the rest', async () => {
    const { api, mini, sandbox } = await setMiniStage({ rateLimits: { 'POST /wxa/generatescheme': 1 } });
    const scheme = { jump_wxa: { path: 'a' }, expire_type: 1 };
    expect(await api.post('/wxa/generatescheme', scheme)).toMatchObject({
      openlink: expect.stringMatching(/^weixin:\/\/dl\/business\/\?t=\w+$/),
    });
    expect(await api.post('/wxa/generatescheme', scheme)).toMatchObject({ errcode: 45009 });
    expect(await api.post('/wxa/queryscheme', { scheme: 'x' })).toMatchObject({ errcode: 0 });
    mini.revokeTokens();
    expect(await api.post('/wxa/queryscheme', { scheme: 'x' })).toMatchObject({ errcode: 40001 });
    expect(mini.tokenFetches).toEqual({ classic: 0, stable: 1 });
    expect(sandbox.requests.at(-1)?.errcode).toBe(40001);
    expect(mini.credentials).toMatchObject({ appId: mini.appId, appSecret: mini.appSecret });
  });

  it('keeps its people apart from those of others', async () => {
    const { mini, sandbox } = await setMiniStage();
    const user = mini.person({ openid: 'o-1' });
    expect(() => mini.person({ openid: 'o-1' })).toThrow(/knows a person o-1 already/);
    expect(sandbox.miniProgram().person({ openid: 'o-1' }).sessionKey).not.toBe(user.sessionKey);
    expect(mini.people).toEqual([user]);
  });

  it('is answered by the catalogue where only official accounts have state', async () => {
    const { api } = await setMiniStage();
    expect(await api.post('/cgi-bin/menu/create', { button: [] })).toMatchObject({ errcode: 0 });
  });

  it('shows neither on the chat page nor in its state', async () => {
    const { mini, sandbox } = await setMiniStage();
    const shop = sandbox.officialAccount();
    const { accounts } = (await (await fetch(`${sandbox.url}/sandbox/state`)).json()) as {
      accounts: { appId: string }[];
    };
    expect(accounts.map(({ appId }) => appId)).toEqual([shop.appId]);
    expect(mini.people).toHaveLength(0);
  });

  it('gets a token of its own', async () => {
    const { sandbox, mini } = await setMiniStage();
    const other = await new ApiClient(sandbox, sandbox.miniProgram()).login();
    const user = mini.person();
    expect(
      await other.get(`/wxa/checksession?openid=${user.openid}&signature=${sign(user.sessionKey)}`),
    ).toMatchObject({ errcode: 40003 });
  });
});
