import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { ClientOf, Message, WeChatHandlers } from 'nestjs-wechat-sdk';
import { WeChatInfo, type WorkProvider, type WorkRegisterCorpInfo } from 'nestjs-wechat-sdk/work';
import { ADAPTERS } from '../../../src/start-app.js';
import { startSuites, type StartedSuites } from '../../../src/start-suite.js';

let told: unknown[] = [];

@Injectable()
@WeChatHandlers('provider')
class Handlers {
  @WeChatInfo('register_corp')
  registered(@Message() info: WorkRegisterCorpInfo, @ClientOf() provider: WorkProvider): void {
    told.push([provider.name, info.ServiceCorpId, info.AuthCorpId, info.State]);
  }
}

describe.each(ADAPTERS)('A service provider, on %s', (adapter) => {
  let started: StartedSuites;
  beforeAll(async () => {
    started = await startSuites(adapter, { providers: [Handlers] });
  });
  afterEach(() => {
    told = [];
  });
  afterAll(() => started.close());

  it('registers corporations, and hears of them', async () => {
    const { provider, providerConsole, acme } = started;
    const { register_code, expires_in } = await provider.registration.createCode({
      template_id: 'tpl1',
      state: 'ad7',
    });
    expect(expires_in).toBe(600);
    const page = provider.registration.url(register_code);
    expect(new URL(page).pathname).toBe('/3rdservice/wework/register');
    await expect(provider.registration.getInfo(register_code)).rejects.toMatchObject({ errcode: 84024 });
    await providerConsole.registerAt(page, acme);
    expect(told).toEqual([['provider', provider.corpId, acme.corpId, 'ad7']]);
    expect(await provider.registration.getInfo(register_code)).toMatchObject({
      corpid: acme.corpId,
      template_id: 'tpl1',
      state: 'ad7',
    });
  });

  it('lets members log in at its website', async () => {
    const { provider, providerConsole, acme } = started;
    const page = provider.login.url({
      redirectUri: 'https://saas.example/login',
      state: 's1',
      userType: 'member',
      lang: 'en',
    });
    expect(Object.fromEntries(new URL(page).searchParams)).toEqual({
      appid: provider.corpId,
      redirect_uri: 'https://saas.example/login',
      state: 's1',
      usertype: 'member',
      lang: 'en',
    });
    const back = new URL(providerConsole.logInAt(page, acme, 'zhangsan'));
    const code = back.searchParams.get('auth_code') as string;
    expect(await provider.login.getInfo(code)).toMatchObject({
      user_info: { userid: 'zhangsan' },
      corp_info: { corpid: acme.corpId },
    });
    await expect(provider.login.getInfo(code)).rejects.toMatchObject({ errcode: 40029 });
    expect(() => provider.login.url({ redirectUri: 'login' })).toThrow(TypeError);
  });

  it('has links with which corporations authorize templates', async () => {
    const { provider, custom, crm } = started;
    const { qrcode_url, expires_in } = await provider.registration.createCustomizedAuthUrl(
      [custom.suiteId],
      's1',
    );
    expect(qrcode_url).toContain('s1');
    expect(expires_in).toBe(864_000);
    await expect(provider.registration.createCustomizedAuthUrl([crm.suiteId], 's')).rejects.toMatchObject({
      errcode: 40083,
    });
    for (const count of [0, 10])
      await expect(
        provider.registration.createCustomizedAuthUrl(
          Array.from({ length: count }, () => 'dk1'),
          's',
        ),
      ).rejects.toThrow(RangeError);
  });

  it('knows corporations by the ids its suites see', async () => {
    const { provider, crmConsole, acme, globex } = started;
    await crmConsole.install(acme);
    const openCorpId = await provider.corpIdToOpenCorpId(acme.corpId);
    expect(openCorpId).toMatch(/^wp/);
    expect(await provider.corpIdToOpenCorpId(acme.corpId)).toBe(openCorpId);
    await expect(provider.corpIdToOpenCorpId(globex.corpId)).rejects.toMatchObject({ errcode: 40013 });
  });

  it('calls whatever carries its token, with a fresh one when it was revoked', async () => {
    const { provider, providerConsole } = started;
    await provider.request('POST /cgi-bin/license/list_order', { body: { corpid: 'ww1' } });
    const before = providerConsole.tokenFetches;
    providerConsole.revokeTokens();
    await provider.registration.createCode({ template_id: 'tpl1' });
    expect(providerConsole.tokenFetches).toBe(before + 1);
  });

  it('has its address checked, and shows no secret', async () => {
    const { provider, providerConsole, clients } = started;
    await expect(providerConsole.verifyCallbackUrl()).resolves.toBeUndefined();
    const { providerSecret, token, encodingAESKey, corpId } = providerConsole.options;
    const shown = inspect([provider, provider.login, clients.health()], { depth: 9 });
    for (const secret of [providerSecret, token, encodingAESKey]) expect(shown).not.toContain(secret);
    expect(JSON.stringify(provider)).toContain(`provider:${corpId}`);
  });
});
