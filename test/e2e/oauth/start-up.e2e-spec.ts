import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import {
  type LoginOptions,
  miniProgram,
  officialAccount,
  WeChatConfigError,
  WeChatLogin,
  type WeChatLoginOptions,
  WeChatModule,
  websiteApp,
} from 'nestjs-wechat-sdk';
import { LogCapture } from '../../src/log.capture.js';
import { SECRET } from '../../src/start-login.js';

const shop = officialAccount({ appId: 'wx1', appSecret: 's' });
const HUB = { url: 'https://hub.example.com/hub/expose', username: 'u', password: 'p' };

interface Declared {
  client?: string;
  options?: WeChatLoginOptions;
  login?: object | null;
  clients?: Record<string, typeof shop>;
}

async function start({
  client,
  options,
  login = { secret: SECRET },
  clients = { shop },
}: Declared): Promise<string> {
  @Controller()
  class PageController {
    @Get()
    @WeChatLogin(client, options)
    page(): string {
      return 'page';
    }
  }
  const log = new LogCapture();
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients, ...(login && { login: login as LoginOptions }) })],
    controllers: [PageController],
  };
  const app = await NestFactory.create(root, { logger: log, abortOnError: false });
  try {
    await app.init();
  } finally {
    await app.close();
  }
  return log.of('warn').join('\n');
}

describe('An application with a login at start-up', () => {
  it('starts, and may leave the client out where there is one', async () => {
    expect(await start({})).toBe('');
    expect(await start({ client: 'shop', options: { scope: 'snsapi_userinfo' } })).toBe('');
  });

  it('warns of a client that is not there yet', async () => {
    expect(await start({ client: 'nobody' })).toContain('PageController#page');
  });

  const mini = miniProgram({ appId: 'wx2', appSecret: 's' }) as unknown as typeof shop;
  const site = websiteApp({ appId: 'wx3', appSecret: 's' }) as unknown as typeof shop;
  const branch = officialAccount({ appId: 'wx4', hub: HUB });
  const wrong: Array<[what: string, declared: Declared, told: RegExp]> = [
    ['no login options', { login: null }, /login: \{ secret/],
    ['no secret', { login: {} }, /32 characters/],
    ['a short secret', { login: { secret: 'x'.repeat(31) } }, /32 characters/],
    ['no secret in the list', { login: { secret: [] } }, /32 characters/],
    ['a short secret in the list', { login: { secret: [SECRET, 'short'] } }, /32 characters/],
    ['an origin with a path', { login: { secret: SECRET, origin: 'https://a.b/c' } }, /login\.origin/],
    [
      'an origin without a scheme',
      { login: { secret: SECRET, origin: 'shop.example.com' } },
      /login\.origin/,
    ],
    ['an origin of another scheme', { login: { secret: SECRET, origin: 'ftp://a.b' } }, /login\.origin/],
    ['a lifetime of nothing', { login: { secret: SECRET, maxAge: 0 } }, /login\.maxAge/],
    ['a lifetime that is no number', { login: { secret: SECRET, maxAge: '1d' } }, /login\.maxAge/],
    ['another kind of session', { login: { secret: SECRET, session: 'redis' } }, /login\.session/],
    [
      'a scope of another product',
      { options: { scope: 'snsapi_login' } },
      /PageController#page.*snsapi_login/,
    ],
    ['a misspelt scope', { options: { scope: 'snsapi_user' } }, /snsapi_base, snsapi_userinfo/],
    ['a mini program', { client: 'mini', clients: { mini } }, /"mini".*log nobody in/],
    ['a client of a hub without a secret', { client: 'branch', clients: { branch } }, /appSecret/],
    ['no client named, and two of them', { clients: { shop, site } }, /shop, site/],
    ['no client named, and none of them', { clients: { mini } }, /there is none/],
  ];

  it.each(wrong)('does not start with %s, and says the cure', async (_, declared, told) => {
    const failure = await start(declared).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect((failure as Error).message).toMatch(told);
    expect((failure as Error).message).not.toContain(SECRET);
  });
});
