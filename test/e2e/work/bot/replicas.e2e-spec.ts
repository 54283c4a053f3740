import { setTimeout as sleep } from 'node:timers/promises';
import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { createCache } from 'cache-manager';
import { afterEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, WeChatModule } from 'nestjs-wechat-sdk';
import { type SandboxWorkBot, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { type WorkBot, workBot, type WorkBotOptions } from 'nestjs-wechat-sdk/work';
import { LocalCoordination, WeChatCoordination } from '../../../../lib/storage/index.js';
import { Conversation } from './conversation.js';

/** Two processes that share a cache and a coordination, as far as the bot can tell. */
interface Replica {
  app: INestApplication;
  client: WorkBot;
  url: string;
}

const open: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function startTwo(optionsOf: (bot: SandboxWorkBot) => WorkBotOptions) {
  const sandbox = await WeChatSandbox.start();
  open.push(() => sandbox.close());
  const bot = sandbox.workBot();
  const coordination = new LocalCoordination();
  const cache = createCache();
  const start = async (): Promise<Replica> => {
    const clients = { bot: workBot(optionsOf(bot)) };

    @Module({ providers: [{ provide: CACHE_MANAGER, useValue: cache }], exports: [CACHE_MANAGER] })
    class SharedCache {}

    const module = await Test.createTestingModule({
      imports: [WeChatModule.forRoot({ clients }), SharedCache],
      providers: [Conversation],
    })
      .overrideProvider(WeChatCoordination)
      .useValue(coordination)
      .compile();
    const app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    open.push(() => app.close());
    const url = `${await app.getUrl()}/wechat/bot`;
    return { app, client: app.get<WorkBot>(getWeChatToken('bot')), url };
  };
  return { bot, replicas: [await start(), await start()] as const };
}

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; !what(); waited += 10) {
    if (waited > 5000) throw new Error('It did not happen within 5 s');
    await sleep(10);
  }
}

describe('replicas of one application', () => {
  it('hold one long connection between them, and the other takes over when it goes', async () => {
    const { bot, replicas } = await startTwo(({ options }) => options);
    await bot.connection.opened();
    await until(() => replicas.some(({ client }) => client.isConnected));
    await sleep(300);
    expect(bot.connection.attempts).toBe(1);
    const connected = (): Replica[] => replicas.filter(({ client }) => client.isConnected);
    expect(connected()).toHaveLength(1);
    expect((await bot.ask('hello')).text).toBe('You said: hello');
    const [first] = connected() as [Replica];
    await first.app.close();
    await until(() => connected().some((one) => one !== first));
    expect(bot.connection.attempts).toBe(2);
    expect((await bot.ask('hello again')).text).toBe('You said: hello again');
  });

  it('hand the connection over when it is lost, and do not fight for it when it is taken', async () => {
    const { bot, replicas } = await startTwo(({ options }) => options);
    await bot.connection.opened();
    bot.connection.drop();
    await bot.connection.closed();
    await bot.connection.opened();
    expect(bot.connection.attempts).toBe(2);
    bot.connection.kick();
    await bot.connection.closed();
    await sleep(900);
    expect(bot.connection.attempts).toBe(2);
    expect(replicas.some(({ client }) => client.isConnected)).toBe(false);
  });

  it('answer questions for a stream that another of them gives', async () => {
    const { bot, replicas } = await startTwo(({ callbackOptions }) => callbackOptions);
    const [first, second] = replicas;
    bot.callbackUrl = first.url;
    const asked = bot.ask('tell me a story', { pollEvery: 150 });
    await sleep(100);
    bot.callbackUrl = second.url;
    const { text, isFinished, polls } = await asked;
    expect(text).toBe('Once upon a time there was a bot, and it answered.');
    expect(isFinished).toBe(true);
    expect(polls).toBeGreaterThan(2);
  });

  it('leave the end of a stream behind when they go down in the middle of it', async () => {
    const { bot, replicas } = await startTwo(({ callbackOptions }) => callbackOptions);
    const [first, second] = replicas;
    bot.callbackUrl = first.url;
    const asked = bot.ask('tell me a story', { pollEvery: 400 });
    await sleep(150);
    bot.callbackUrl = second.url;
    await first.app.close();
    expect(await asked).toMatchObject({
      text: 'Once upon a time there was a bot, and it answered.',
      isFinished: true,
    });
  });

  it('answer nothing to a question for a stream that none of them knows', async () => {
    const { bot, replicas } = await startTwo(({ callbackOptions }) => callbackOptions);
    bot.callbackUrl = replicas[1].url;
    const question = { msgtype: 'stream', stream: { id: 'unknown' } };
    expect(await bot.send(question)).toMatchObject({ shown: [], isFinished: true });
  });
});
