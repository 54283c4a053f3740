import { afterEach, describe, expect, it } from '@jest/globals';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  WeChatHubModule,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { NestFactory } from '@nestjs/core';
import { startPlatform, type StartedPlatform } from '../../src/start-platform.js';

const BASIC = { username: 'hub_user', password: 'hub_password' };

let started: StartedPlatform;
afterEach(() => started.close());

const start = async (): Promise<void> => {
  started = await startPlatform('express', {
    clients: ({ shop }) => ({ shop: officialAccount({ appId: shop.appId, component: 'platform' }) }),
    imports: [WeChatHubModule.forRoot({ clients: { shop: 'all', platform: 'all' }, basic: BASIC })],
  });
  await started.console.authorize(started.shop);
};
const ask = async (path: string): Promise<{ error: number; store_map?: { value: string } }> => {
  const authorization = `Basic ${Buffer.from(`${BASIC.username}:${BASIC.password}`).toString('base64')}`;
  const response = await fetch(`${started.url}/hub/expose/${path}`, { headers: { authorization } });
  return (await response.json()) as { error: number; store_map?: { value: string } };
};

describe('a hub (中控服务器) with a platform', () => {
  it('hands out the tokens of the platform and of accounts declared by name', async () => {
    await start();
    const { console, shop, other, sandbox } = started;
    const component = await ask(`${console.appId}/component_access_token`);
    const { api } = sandbox.baseUrls;
    const check = await fetch(
      `${api}/cgi-bin/component/api_create_preauthcode?access_token=${component.store_map?.value}`,
      { method: 'POST', body: JSON.stringify({ component_appid: console.appId }) },
    );
    expect(await check.json()).toHaveProperty('pre_auth_code');
    expect((await ask(`${shop.appId}/access_token`)).error).toBe(0);
    expect((await ask(`${shop.appId}/js_api_ticket`)).error).toBe(0);
    for (const path of [
      `${other.appId}/access_token`,
      `${console.appId}/component_verify_ticket`,
      `${shop.appId}/authorizer_refresh_token`,
      `${console.appId}/access_token`,
    ])
      expect(await ask(path)).toMatchObject({ error: 404 });
  });

  it('serves programs that know nothing of the platform', async () => {
    await start();
    const { shop, sandbox, url, console } = started;
    const { api, mp, open } = sandbox.baseUrls;
    const client = officialAccount({
      appId: shop.appId,
      hub: { url: `${url}/hub/expose`, ...BASIC },
      baseUrls: { api, mp, open },
    });
    const app = await NestFactory.createApplicationContext(WeChatModule.forRoot({ clients: { client } }), {
      logger: false,
    });
    try {
      const account = app.get<OfficialAccount>(getWeChatToken('client'));
      const fetches = console.tokenFetches.authorizer;
      expect((await account.account.getCallbackIps()).length).toBeGreaterThan(0);
      shop.revokeTokens();
      expect((await account.account.getCallbackIps()).length).toBeGreaterThan(0);
      expect(console.tokenFetches.authorizer).toBe(fetches + 1);
    } finally {
      await app.close();
    }
  });
});
