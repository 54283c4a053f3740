import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatLogin, type WeChatLoginOptions, WeChatModule } from 'nestjs-wechat-sdk';
import { work, type WorkAgents } from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../src/log.capture.js';
import { SECRET } from '../../src/start-login.js';

const AGENT_SECRET = 'canary-agent-secret';
const HUB = { url: 'https://hub.example.com/hub/expose', username: 'u', password: 'p' };
const assistant = { agentId: 1000002, secret: AGENT_SECRET };
const night = { agentId: '1000003', secret: AGENT_SECRET };
const customer = { secret: AGENT_SECRET };

interface Declared {
  client?: string;
  options?: WeChatLoginOptions;
  agents?: WorkAgents;
}

/** @returns what it warned of */
async function start({ client, options, agents = { assistant, customer } }: Declared): Promise<string> {
  @Controller()
  class DeskController {
    @Get()
    @WeChatLogin(client, options)
    desk(): string {
      return 'desk';
    }
  }
  const logger = new LogCapture();
  const clients = { corp: work({ corpId: 'ww1', agents }) };
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients, login: { secret: SECRET } })],
    controllers: [DeskController],
  };
  const app = await NestFactory.create(root, { logger, abortOnError: false });
  try {
    await app.init();
  } finally {
    await app.close();
  }
  return logger.of('warn').join('\n');
}

describe('An application with a login of WeCom at start-up', () => {
  it.each<[what: string, declared: Declared]>([
    ['an agent with an agentId', { client: 'corp/assistant' }],
    ['an agent by the ids of the console', { client: 'ww1/1000002' }],
    ['the one agent with an agentId, unnamed', {}],
    ["a scope for a member's own data", { options: { scope: 'snsapi_privateinfo', visitors: true } }],
    ['the older page for browsers', { agents: { assistant: { ...assistant, webLogin: 'qr' } } }],
    ['an agent of a hub, without a secret', { agents: { assistant: { agentId: 1000002, hub: HUB } } }],
  ])('starts with %s, and warns of nothing', async (_, declared) => {
    expect(await start(declared)).toBe('');
  });

  it.each(['corp/nobody', 'elsewhere/assistant'])('warns of %s, which may be added later', async (client) => {
    const warned = await start({ client });
    expect(warned).toContain('DeskController#desk');
    expect(warned).toContain(client);
  });

  it.each<[what: string, declared: Declared, told: RegExp]>([
    ['a secret without agentId', { client: 'corp/customer' }, /"corp\/customer".*with an agentId/],
    [
      '通讯录同步',
      { client: 'corp/contacts', agents: { contacts: { secret: AGENT_SECRET } } },
      /"corp\/contacts".*an agent of a corporation with an agentId/,
    ],
    ['the corporation itself', { client: 'corp' }, /"corp".*an agent of a corporation with an agentId/],
    [
      'no client named, and two agents',
      { agents: { assistant, night } },
      /corp\/assistant, corp\/night.*@WeChatLogin\('name'\)/,
    ],
    ['no client named, and none with an agentId', { agents: { customer } }, /there is none/],
    [
      'a scope of official accounts',
      { client: 'corp/assistant', options: { scope: 'snsapi_userinfo' } },
      /DeskController#desk.*snsapi_base, snsapi_privateinfo/,
    ],
    [
      'an account in the care of nobody',
      { client: 'corp/assistant', options: { account: () => 'wx1' } },
      /"corp\/assistant", which is no third-party platform/,
    ],
    [
      'a page for browsers there is not',
      { agents: { assistant: { ...assistant, webLogin: 'sso' as 'qr' } } },
      /"corp\/assistant".*webLogin.*'component' or 'qr'/,
    ],
    [
      'a springboard that is no address',
      { agents: { assistant: { agentId: 1000002, hub: { ...HUB, springboardUrl: 'hub.example.com' } } } },
      /"corp\/assistant".*springboardUrl/,
    ],
  ])('does not start with %s, and says the cure', async (_, declared, told) => {
    const failure = await start(declared).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect((failure as Error).message).toMatch(told);
    expect((failure as Error).message).not.toContain(AGENT_SECRET);
  });
});
