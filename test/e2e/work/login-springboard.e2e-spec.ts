import type { AddressInfo } from 'node:net';
import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WeChatHubModule, WeChatLogin, WeChatModule, WeChatSpringboard, WeChatUser } from 'nestjs-wechat-sdk';
import { work } from 'nestjs-wechat-sdk/work';
import { ADAPTERS } from '../../src/start-app.js';
import { SECRET } from '../../src/start-login.js';
import { startWork } from '../../src/start-work.js';
import { Visitor } from '../../src/visitor.js';

@Controller()
class StagingController {
  @Get('desk/:id')
  @WeChatLogin('corp/assistant')
  desk(@WeChatUser('userid') userid: string): object {
    return { userid };
  }
}

const BASIC = { username: 'u', password: 'p' };
const IN_WECOM = { 'user-agent': 'Mozilla/5.0 (iPhone) wxwork/4.1.0 MicroMessenger/7.0.1 Language/zh' };
const PAGE = '/desk/7?from=%E8%8F%9C%E5%8D%95&x=1';
const closing: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const one of closing.splice(0).toReversed()) await one.close();
});

/** A hub, and an application that has no secret of the corporation, nor an address WeCom would send anybody to. */
async function setUp(adapter: (typeof ADAPTERS)[number]) {
  const hub = await startWork(adapter, {
    imports: [WeChatHubModule.forRoot({ clients: { 'corp/assistant': 'all' }, basic: BASIC })],
  });
  closing.push(hub);
  await hub.assistant.app.set({ redirect_domain: new URL(hub.url).host });
  const { corpId, baseUrls } = hub.console.options;
  const place = `${hub.url}/hub/${corpId}_1000002/staging/cb`;
  const ofHub = { url: `${hub.url}/hub/expose`, ...BASIC, springboardUrl: `${place}/` };
  const corp = work({ corpId, baseUrls, agents: { assistant: { agentId: 1000002, hub: ofHub } } });
  const staging = await NestFactory.create(
    {
      module: class StagingModule {},
      imports: [WeChatModule.forRoot({ clients: { corp }, login: { secret: SECRET } })],
      controllers: [StagingController],
    },
    { logger: false },
  );
  closing.push(staging);
  await staging.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(staging.getHttpServer().address() as AddressInfo).port}`;
  hub.app.get(WeChatSpringboard).set('corp/assistant', 'staging', url);
  const zhang = hub.console.member({ userid: 'zhangsan' });
  return { hub, place, url, zhang };
}

describe.each(ADAPTERS)('A login with WeCom by way of the springboard, the hub on %s', (adapter) => {
  it.each([
    ['inside WeCom', IN_WECOM],
    ['in another browser', {}],
  ])('leads %s through the hub back to the environment it began in', async (_, headers) => {
    const { hub, place, url, zhang } = await setUp(adapter);
    const visitor = new Visitor(url);
    const first = await visitor.open(PAGE, { headers });
    expect(new URL(first.location).searchParams.get('redirect_uri')).toBe(place + PAGE);
    const onwards = await new Visitor(hub.url).open(await zhang.authorize(first.location));
    expect([onwards.status, new URL(onwards.location).origin]).toEqual([302, url]);
    const back = await visitor.open(onwards.location, { headers });
    expect([back.status, back.location]).toEqual([302, url + PAGE]);
    expect(JSON.parse((await visitor.open(back.location)).body)).toEqual({ userid: 'zhangsan' });
  });

  it('brings back a member who declined as well', async () => {
    const { hub, url, zhang } = await setUp(adapter);
    const visitor = new Visitor(url);
    const { location } = await visitor.open(PAGE, { headers: IN_WECOM });
    const refused = await new Visitor(hub.url).open(await zhang.refuse(location));
    const denied = await visitor.open(refused.location);
    expect([denied.status, JSON.parse(denied.body).reason]).toEqual([403, 'denied']);
  });
});
