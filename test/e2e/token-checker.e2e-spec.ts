import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  WeChatClients,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { type SandboxAccount, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { failureOf } from '../unit/failure.js';

const QUOTA = '/cgi-bin/openapi/quota/get';

describe('The token checker', () => {
  let sandbox: WeChatSandbox;
  let app: INestApplicationContext;
  let busy: SandboxAccount;
  let idle: SandboxAccount;
  let shop: OfficialAccount;

  const define = (account: SandboxAccount) => {
    const { appId, appSecret } = account.credentials;
    return officialAccount({ appId, appSecret, baseUrls: sandbox.baseUrls });
  };
  const create = (checkInterval?: number) =>
    NestFactory.createApplicationContext(
      {
        module: class RootModule {},
        imports: [
          WeChatModule.forRoot({
            clients: { shop: define(busy), idle: define(idle) },
            refresh: { checkInterval },
          }),
        ],
      },
      { logger: false, abortOnError: false },
    );
  const checksOf = ({ credentials: { appId } }: SandboxAccount) =>
    sandbox.requests.filter((request) => request.path === QUOTA && request.appId === appId);

  /** Waits for what comes by itself; the test's own time-out ends it. */
  async function until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await sleep(20);
  }

  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
    busy = sandbox.officialAccount();
    idle = sandbox.officialAccount();
    app = await create(1);
    shop = app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(async () => {
    await app.close();
    await sandbox.close();
  });

  it('replaces a revoked token without a call of the application, and asks nothing for an idle client', async () => {
    await shop.account.getApiDomainIps();
    const checked = (): number =>
      sandbox.requests.filter(({ path, errcode }) => path === QUOTA && !errcode).length;
    busy.revokeTokens();
    await until(() => checked() > 0);
    const since = sandbox.requests.length;
    await shop.account.getApiDomainIps();
    const calls = sandbox.requests.slice(since).filter(({ path }) => path !== QUOTA);
    expect(calls.map(({ errcode }) => errcode)).toEqual([0]);
    expect(sandbox.requests.some(({ path, errcode }) => path === QUOTA && errcode === 40001)).toBe(true);
    expect(checksOf(idle)).toEqual([]);
  });

  it('goes on for a client that was added while the application runs, and ends with it', async () => {
    const clients = app.get(WeChatClients);
    const account = sandbox.officialAccount();
    const late = clients.add('late', define(account));
    await late.account.getApiDomainIps();
    await until(() => checksOf(account).length > 0);
    await late.account.getApiDomainIps();
    clients.remove('late');
    const before = checksOf(account).length;
    await sleep(1500);
    expect(checksOf(account)).toHaveLength(before);
  });

  it('refuses an interval that cannot work at start-up', async () => {
    const error = await failureOf(create(-5));
    expect(error).toMatchObject({ code: 'WECHAT_CONFIG' });
    expect(error.message).toMatch(/refresh\.checkInterval.*1 or more/);
  });
});
