import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it } from '@jest/globals';
import KeyvRedis from '@keyv/redis';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  type OfficialAccountOptions,
  WeChatHubModule,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { redisEngine } from 'nestjs-wechat-sdk/redis';
import { type SandboxAccount, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { hasRedis, RedisServer } from '../../src/redis.server.js';

const BASIC = { username: 'hub_user', password: 'hub_password' };

const open: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A hub and a client of it, as two processes of one Redis. */
async function startBoth(): Promise<{ account: SandboxAccount; client: OfficialAccount }> {
  const redis = await RedisServer.start();
  open.push(() => redis.end());
  const sandbox = await WeChatSandbox.start();
  open.push(() => sandbox.close());
  const account = sandbox.officialAccount();
  const start = async (options: Partial<OfficialAccountOptions>, imports: object[] = []) => {
    const { appId } = account;
    const shop = officialAccount({ appId, baseUrls: sandbox.baseUrls, ...options } as OfficialAccountOptions);
    const engine = redisEngine({ store: new KeyvRedis(redis.url) });
    const root = {
      module: class RootModule {},
      imports: [WeChatModule.forRoot({ clients: { shop }, engine }), ...imports],
    };
    const app: INestApplication = await NestFactory.create(root as never, {
      logger: false,
      abortOnError: false,
    });
    await app.listen(0, '127.0.0.1');
    open.push(() => app.close());
    return app;
  };
  const hub = await start({ appSecret: account.appSecret }, [
    WeChatHubModule.forRoot({ clients: { shop: 'all' }, basic: BASIC }),
  ]);
  const { port } = hub.getHttpServer().address() as AddressInfo;
  const app = await start({ hub: { url: `http://127.0.0.1:${port}/hub/expose`, ...BASIC } });
  return { account, client: app.get<OfficialAccount>(getWeChatToken('shop')) };
}

if (!hasRedis)
  process.stdout.write('Not tried: a hub and its client on one Redis: this machine has no redis-server\n');
(hasRedis ? describe : describe.skip)('A hub and its client on one Redis', () => {
  it('do not wait for one another, when there is no token and when one was refused', async () => {
    const { account, client } = await startBoth();
    expect((await client.account.getApiDomainIps()).length).toBeGreaterThan(0);
    expect(account.tokenFetches.stable).toBe(1);
    account.revokeTokens();
    expect((await client.account.getApiDomainIps()).length).toBeGreaterThan(0);
    // asked again, WeChat gives the same token; asked by force, another one
    expect(account.tokenFetches.stable).toBeLessThanOrEqual(3);
  }, 60_000);
});
