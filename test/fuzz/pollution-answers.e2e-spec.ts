import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import {
  getWeChatToken,
  type MiniProgram,
  miniProgram,
  type OfficialAccount,
  officialAccount,
  type OpenPlatform,
  openPlatform,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { pay, type WeChatPay } from 'nestjs-wechat-sdk/pay';
import {
  type SandboxAccount,
  type SandboxCorp,
  type SandboxMiniProgram,
  type SandboxOpenPlatform,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';
import { work, type WorkAgent, type WorkOptions } from 'nestjs-wechat-sdk/work';
import { PayWire } from '../src/pay.wire.js';
import { changedPrototypes, evilJson } from './src/evil.json.js';
import { EvilProxy } from './src/evil.proxy.js';
import { PrototypeWatch } from './src/prototype.watch.js';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe.each([
  ['as JSON', false],
  ['with a number of many digits', true],
])('answers of WeChat with fields that would change a prototype, %s', (_how, isLong) => {
  const prototypes = new PrototypeWatch();
  let sandbox: WeChatSandbox;
  let proxy: EvilProxy;
  let wire: PayWire;
  let app: INestApplication;
  let account: SandboxAccount;
  let mini: SandboxMiniProgram;
  let console: SandboxOpenPlatform;
  let corp: SandboxCorp<'assistant' | 'kf'>;
  const client = <Client>(...name: [string, string?]): Client =>
    app.get<Client>(getWeChatToken(...(name as [string])));

  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
    proxy = await EvilProxy.start(new URL(sandbox.baseUrls.api).origin);
    proxy.isLong = isLong;
    wire = await PayWire.start();
    const api = proxy.through(sandbox.baseUrls.api);
    account = sandbox.officialAccount();
    mini = sandbox.miniProgram();
    console = sandbox.openPlatform();
    corp = sandbox.corp({ agents: { assistant: { agentId: 1000002 }, kf: {} } });
    const { options } = corp;
    const corpOptions = { ...options, baseUrls: { api: proxy.through(options.baseUrls.api) } };
    const clients = {
      shop: officialAccount({ ...account.credentials, baseUrls: { api } }),
      mini: miniProgram({ ...mini.credentials, baseUrls: { api } }),
      platform: openPlatform({ ...console.credentials, baseUrls: { api } }),
      corp: work(corpOptions as WorkOptions),
      pay: pay(wire.credentials),
    };
    const root = { module: class RootModule {}, imports: [WeChatModule.forRoot({ clients })] };
    app = await NestFactory.create(root, new ExpressAdapter(), { logger: false, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    console.callbackUrl = `http://127.0.0.1:${port}/wechat/platform`;
  });
  afterAll(async () => {
    await app.close();
    await Promise.all([proxy.close(), wire.close(), sandbox.close()]);
  });
  afterEach(() => expect(prototypes.isClean).toBe(true));

  const CALLS: ReadonlyArray<readonly [string, () => Promise<unknown>]> = [
    ['a list of texts', () => client<OfficialAccount>('shop').account.getCallbackIps()],
    ['a QR code', () => client<OfficialAccount>('shop').account.createQrCode({ scene: 1 })],
    ['users', () => client<OfficialAccount>('shop').user.getMany([account.person().openid])],
    [
      'a tag, whose id is a number',
      async () => {
        const { userTag } = client<OfficialAccount>('shop');
        await userTag.create('gold');
        return userTag.list();
      },
    ],
    [
      'a ticket of the JS-SDK',
      () => client<OfficialAccount>('shop').jsSdk.config('https://shop.example/', { jsApiList: [] }),
    ],
    ['a raw call', () => client<OfficialAccount>('shop').request('GET /cgi-bin/user/get')],
    ['a session', () => client<MiniProgram>('mini').login.code2Session(mini.person().login())],
    [
      'a member',
      () => {
        corp.member({ userid: 'zhangsan' });
        return client<WorkAgent>('corp', 'assistant').users.get('zhangsan');
      },
    ],
    [
      'pages of accounts of customer service',
      async () => {
        corp.kfAccount();
        return collect(client<WorkAgent>('corp', 'kf').kf.accounts.list());
      },
    ],
    [
      'a transaction, signed',
      () => {
        wire.answer = () => wire.signed(evilJson('{"mchid":"1","amount":{"total":1}}', { isLong }));
        return client<WeChatPay>('pay').transactions.queryByOutTradeNo('order-1');
      },
    ],
  ];

  it.each(CALLS)('change nothing: %s', async (_what, call) => {
    const before = proxy.changed + wire.requests.length;
    const answer = await call();
    expect(proxy.changed + wire.requests.length).toBeGreaterThan(before);
    expect(answer).toBeDefined();
    expect(changedPrototypes(answer)).toEqual([]);
    expect((answer as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it('change nothing: refusals', async () => {
    sandbox.fail('GET /cgi-bin/user/get', { errcode: 45009, times: 1 });
    const refused = client<OfficialAccount>('shop').request('GET /cgi-bin/user/get');
    await expect(refused).rejects.toMatchObject({ name: 'WeChatApiError', errcode: 45009 });
    wire.answer = () => wire.signed(evilJson('{"code":"NOT_FOUND","message":"no"}', { isLong }), 404);
    const notFound = client<WeChatPay>('pay').transactions.queryByOutTradeNo('order-2');
    await expect(notFound).rejects.toMatchObject({ name: 'WeChatPayError', errcode: 'NOT_FOUND' });
  });

  it('change nothing: the authorization of an account, and what is kept of it', async () => {
    const platform = client<OpenPlatform>('platform');
    await console.pushTicket();
    await console.authorize(account);
    const listed = await collect(platform.authorization.list());
    expect(listed).toEqual([expect.objectContaining({ authorizer_appid: account.appId })]);
    expect(changedPrototypes(listed)).toEqual([]);
    expect(await platform.officialAccount(account.appId).account.getCallbackIps()).toBeInstanceOf(Array);
  });
});
