import type { AddressInfo } from 'node:net';
import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  officialAccount,
  WeChatHubModule,
  WeChatLogin,
  WeChatModule,
  WeChatSpringboard,
  WeChatUser,
} from 'nestjs-wechat-sdk';
import { ADAPTERS, startApp } from '../../src/start-app.js';
import { SECRET } from '../../src/start-login.js';
import { Visitor } from '../../src/visitor.js';

@Controller()
class StagingController {
  @Get('orders/:id')
  @WeChatLogin('shop')
  order(@WeChatUser('openid') openid: string): object {
    return { openid };
  }
}

const BASIC = { username: 'u', password: 'p' };
const closing: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const one of closing.splice(0).toReversed()) await one.close();
});

describe.each(ADAPTERS)('a login by way of the springboard, the hub on %s', (adapter) => {
  it('leads through the hub back to the environment it began in', async () => {
    const hub = await startApp(adapter, {
      imports: [
        WeChatHubModule.forRoot({
          clients: { shop: 'all' },
          basic: BASIC,
          springboard: { shop: { staging: 'http://127.0.0.1:1' } },
        }),
      ],
    });
    closing.push(hub);
    const { appId, appSecret } = hub.account.credentials;
    const shop = officialAccount({
      appId,
      appSecret,
      baseUrls: hub.sandbox.baseUrls,
      hub: { url: `${hub.url}/hub/expose`, ...BASIC, springboardUrl: `${hub.url}/hub/shop/staging/cb/` },
    });
    const staging = await NestFactory.create(
      {
        module: class StagingModule {},
        imports: [WeChatModule.forRoot({ clients: { shop }, login: { secret: SECRET } })],
        controllers: [StagingController],
      },
      { logger: false },
    );
    closing.push(staging);
    await staging.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${(staging.getHttpServer().address() as AddressInfo).port}`;
    hub.app.get(WeChatSpringboard).set('shop', 'staging', url);

    const [alice, visitor] = [hub.account.person(), new Visitor(url)];
    const first = await visitor.open('/orders/7?from=%E8%8F%9C%E5%8D%95&x=1');
    const redirectUri = new URL(first.location).searchParams.get('redirect_uri');
    expect(redirectUri).toBe(`${hub.url}/hub/shop/staging/cb/orders/7?from=%E8%8F%9C%E5%8D%95&x=1`);
    const onwards = await new Visitor(hub.url).open(await alice.authorize(first.location));
    expect([onwards.status, new URL(onwards.location).origin]).toEqual([302, url]);
    const back = await visitor.open(onwards.location);
    expect([back.status, back.location]).toEqual([302, `${url}/orders/7?from=%E8%8F%9C%E5%8D%95&x=1`]);
    expect(JSON.parse((await visitor.open(back.location)).body)).toEqual({ openid: alice.openid });

    const other = new Visitor(url);
    const second = await other.open('/orders/8');
    const refused = await new Visitor(hub.url).open(await alice.refuse(second.location));
    const denied = await other.open(refused.location);
    expect([denied.status, JSON.parse(denied.body).reason]).toEqual([403, 'denied']);
  });
});
