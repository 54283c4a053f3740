import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplication, Injectable, Post, Req } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import express from 'express';
import { type TextMessage, WeChatMessage } from 'nestjs-wechat-sdk';
import { ADAPTERS, type StartedApp, startApp, type StartOptions } from '../src/start-app.js';
import { sendRaw } from '../src/wechat.sender.js';

@Injectable()
class Echo {
  @WeChatMessage('text')
  echo({ Content }: TextMessage): string {
    return Content;
  }
}

@Controller()
class OwnPages {
  @Get('wechat/menu')
  menu(): string {
    return 'a page of the application';
  }

  @Post('orders')
  order(@Req() request: { body: unknown }): unknown {
    return { got: request.body };
  }
}

const use = (handler: unknown) => (app: INestApplication) => void app.use(handler);
const fastifyParser = (type: string) => (app: INestApplication) =>
  void (app.getHttpAdapter() as unknown as FastifyAdapter)
    .getInstance()
    .addContentTypeParser(
      type,
      { parseAs: 'string' },
      (_: unknown, body: unknown, done: (error: null, body: unknown) => void) => done(null, { parsed: body }),
    );

const SETUPS: Array<[string, (typeof ADAPTERS)[number], StartOptions]> = [
  ...ADAPTERS.flatMap((adapter): Array<[string, typeof adapter, StartOptions]> => [
    ["with Nest's own body parser", adapter, {}],
    ['with the body parser off', adapter, { nest: { bodyParser: false } }],
    ['with rawBody', adapter, { nest: { rawBody: true } }],
  ]),
  ['with express.text for everything', 'express', { main: use(express.text({ type: '*/*' })) }],
  ['with express.raw for everything', 'express', { main: use(express.raw({ type: '*/*' })) }],
  [
    'with a text parser for XML',
    'express',
    { main: use(express.text({ type: ['text/xml', 'application/xml'] })) },
  ],
  ['with express.json before Nest', 'express', { main: use(express.json()) }],
  ['with an XML parser of its own', 'fastify', { main: fastifyParser('text/xml') }],
  ['with a catch-all parser', 'fastify', { main: fastifyParser('*') }],
];

describe('A callback reaches its handler without any change in main.ts', () => {
  let started: StartedApp;
  afterEach(() => started.close());

  it.each(SETUPS)('%s on %s', async (_title, adapter, options) => {
    started = await startApp(adapter, { providers: [Echo], controllers: [OwnPages], ...options });
    const { account } = started;
    const alice = account.person({ nickname: 'Alice' });
    await account.verifyUrl();
    for (const format of ['xml', 'json'] as const) {
      for (const mode of ['encrypted', 'compatible'] as const) {
        Object.assign(account, { format, mode });
        const { text } = await alice.say(`${format} ${mode} 你好 ]]> <b>&amp;`);
        expect(text).toBe(`${format} ${mode} 你好 ]]> <b>&amp;`);
      }
    }
  });

  it.each(ADAPTERS)(
    'and leaves the routes and parsers of the application as they are, on %s',
    async (adapter) => {
      started = await startApp(adapter, { providers: [Echo], controllers: [OwnPages] });
      const { url } = started;
      const headers = { 'content-type': 'application/json' };
      const order = await sendRaw(`${url}/orders`, { body: '{"id":1}', headers });
      expect(JSON.parse(order.text)).toEqual({ got: { id: 1 } });
      expect((await sendRaw(`${url}/wechat/menu`, { method: 'GET' })).text).toBe('a page of the application');
      expect((await sendRaw(`${url}/wechats`, { method: 'GET' })).status).toBe(404);
      const xml = await sendRaw(`${url}/orders`, { body: '<xml/>', headers: { 'content-type': 'text/xml' } });
      expect(xml.status).toBe(adapter === 'fastify' ? 415 : 201);
    },
  );
});

describe('The address of the endpoint', () => {
  let started: StartedApp;
  afterEach(() => started.close());

  it.each(ADAPTERS)('stands under the global prefix on %s', async (adapter) => {
    started = await startApp(adapter, {
      providers: [Echo],
      main: (app) => void app.setGlobalPrefix('api/v1'),
    });
    started.account.callbackUrl = `${started.url}/api/v1/wechat/shop`;
    expect((await started.account.person({}).say('x')).text).toBe('x');
  });

  it.each(ADAPTERS)('can ignore the global prefix and have another path on %s', async (adapter) => {
    started = await startApp(adapter, {
      providers: [Echo],
      callback: { path: 'hooks/weixin', useGlobalPrefix: false },
      main: (app) => void app.setGlobalPrefix('api'),
    });
    started.account.callbackUrl = `${started.url}/hooks/weixin/shop`;
    expect((await started.account.person({}).say('x')).text).toBe('x');
  });

  it.each(ADAPTERS)(
    'takes the appid for the name, and no name at all for the only client, on %s',
    async (adapter) => {
      started = await startApp(adapter, { providers: [Echo] });
      const { account, url } = started;
      for (const path of [`/wechat/${account.appId}`, '/wechat', '/wechat/', '/wechat/shop/']) {
        account.callbackUrl = url + path;
        expect((await account.person({}).say(path)).text).toBe(path);
      }
    },
  );
});
