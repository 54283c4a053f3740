import { beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  officialAccount,
  WeChatHandlers,
  WeChatMessage as WeChatAccountMessage,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { WeChatMessage, WeChatKfMessage, work, workBot, WorkBotMessage } from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../src/log.capture.js';

const KEYS = { token: 'pamtest', encodingAESKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const CORP = work({
  corpId: 'ww0123456789abcdef',
  agents: { assistant: { agentId: '1000002', secret: 'cc0123456789abcdef0123456789abcdef', ...KEYS } },
});
const CLIENTS = {
  corp: CORP,
  bot: workBot({ botId: 'bot-id', ...KEYS }),
  shop: officialAccount({ appId: 'wx0123456789abcdef', appSecret: 'secret', token: 'pamtest' }),
};
const log = new LogCapture();

/** Starts with these handlers, and stops again. */
async function start(handlers: Type, clients: Partial<typeof CLIENTS>): Promise<void> {
  const imports = [WeChatModule.forRoot({ clients: clients as typeof CLIENTS })];
  const module = { module: class Application {}, imports, providers: [handlers] };
  const app = await NestFactory.createApplicationContext(module, { logger: log, abortOnError: false });
  await app.close();
}

@Injectable()
class ForAccounts {
  @WeChatAccountMessage('text')
  text(): void {}
}

@WeChatHandlers('corp/assistant')
class AssistantForAccounts extends ForAccounts {
  @WeChatAccountMessage('text')
  override text(): void {}
}

@WeChatHandlers('shop')
class ShopForAgents {
  @WeChatMessage('text')
  text(): void {}
}

@Injectable()
class Everything {
  @WeChatAccountMessage('text')
  account(): void {}

  @WeChatMessage('text')
  agent(): void {}

  @WeChatKfMessage('text')
  customer(): void {}

  @WorkBotMessage('text')
  bot(): void {}
}

describe('Handlers with decorators of another entry point', () => {
  beforeEach(() => void (log.lines.length = 0));

  it('are doubted where no client is sent what they take', async () => {
    await start(ForAccounts, { corp: CORP });
    expect(log.of('warn').join()).toMatch(
      /ForAccounts#text takes the message "text".*"nestjs-wechat-sdk\/work"/,
    );
  });

  it.each<[string, Type, RegExp]>([
    [
      'an agent',
      AssistantForAccounts,
      /AssistantForAccounts#text.*"corp\/assistant".*"nestjs-wechat-sdk\/work"/,
    ],
    ['an official account', ShopForAgents, /ShopForAgents#text.*"shop".*"nestjs-wechat-sdk"/],
  ])('are an error where they are for %s', async (_what, handlers, told) => {
    await expect(start(handlers, CLIENTS)).rejects.toThrow(told);
  });

  it('are taken where some client is sent what each takes', async () => {
    await start(Everything, CLIENTS);
    expect(log.of('warn')).toEqual([]);
  });
});
