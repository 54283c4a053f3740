import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { officialAccount } from 'nestjs-wechat-sdk';
import { startPlatform } from '../../src/start-platform.js';

describe('the token checker (检查 token) with a platform', () => {
  it('replaces a dead token of the platform, and of an account declared by name, before it is met', async () => {
    const { console, platform, sandbox, shop, close } = await startPlatform('express', {
      clients: (accounts) => ({
        shop: officialAccount({ appId: accounts.shop.appId, component: 'platform' }),
      }),
      module: { refresh: { checkInterval: 1 } },
    });
    try {
      await console.authorize(shop);
      const account = platform.officialAccount(shop.appId);
      await account.account.getCallbackIps();
      console.revokeTokens();
      shop.revokeTokens();
      const before = console.tokenFetches;
      for (let waited = 0; waited < 50; waited += 1) {
        const { component, authorizer } = console.tokenFetches;
        if (component > before.component && authorizer > before.authorizer) break;
        await sleep(100);
      }
      expect(console.tokenFetches).toEqual({
        component: before.component + 1,
        authorizer: before.authorizer + 1,
      });
      sandbox.reset();
      await platform.authorization.createPreAuthCode();
      await account.account.getCallbackIps();
      const refused = sandbox.requests.filter(({ errcode }) => errcode === 40001);
      expect(refused).toEqual([]);
    } finally {
      await close();
    }
  });
});
