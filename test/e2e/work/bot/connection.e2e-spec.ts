import { inspect } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  getWeChatToken,
  WeChatApiError,
  WeChatClients,
  WeChatConfigError,
  WeChatHandlers,
  WeChatHttpError,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import {
  botReply,
  type WorkBot,
  workBot,
  WorkBotEvent,
  WorkBotMessage,
  type WorkBotTextMessage,
} from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../../src/log.capture.js';
import { startBot, type StartBotOptions, type StartedBot } from '../../../src/start-bot.js';
import { failureOf } from '../../../unit/failure.js';
import { APPROVED, CARD, Conversation } from './conversation.js';

const logs = new LogCapture();
beforeEach(() => void (logs.lines.length = 0));

async function start(options: StartBotOptions = {}): Promise<StartedBot> {
  const started = await startBot('express', {
    modes: ['connection'],
    providers: [Conversation],
    nest: { logger: logs, abortOnError: false },
    ...options,
  });
  await started.bot.connection.opened();
  while (!started.client.isConnected) await sleep(5);
  return started;
}

describe('the long connection of an AI bot', () => {
  let started: StartedBot;
  let conversation: Conversation;

  beforeAll(async () => {
    started = await start({ callback: { deadline: 600 } });
    conversation = started.app.get(Conversation);
  });
  afterAll(() => started.close());
  beforeEach(() => void (conversation.heard.length = 0));

  it('is there once the application has started', () => {
    expect(started.bot.connection).toMatchObject({ isOpen: true, attempts: 1 });
    expect(started.client.isConnected).toBe(true);
  });

  it('brings messages to the handlers and their answers back', async () => {
    expect(await started.bot.ask('hello')).toMatchObject({
      over: 'connection',
      text: 'You said: hello',
      isFinished: true,
    });
    expect((await started.bot.ask('for the team', { chatId: 'wr1' })).text).toBe('bot-message text for bot');
  });

  it('streams what a generator yields, in order, under one id, with an end', async () => {
    const answer = await started.bot.ask('tell me a story');
    expect(answer.text).toBe('Once upon a time there was a bot, and it answered.');
    expect(answer.shown).toEqual(answer.shown.toSorted((left, right) => left.length - right.length));
    const bodies = started.bot.connection.frames
      .filter(({ cmd }) => cmd === 'aibot_respond_msg')
      .map(({ body, errcode }) => ({ ...(body['stream'] as { id: string; finish: boolean }), errcode }))
      .filter(({ id }) => id === answer.streamId);
    expect(bodies.length).toBeGreaterThan(2);
    expect(bodies.map(({ finish }) => finish)).toEqual(bodies.map((_, index) => index === bodies.length - 1));
    expect(bodies.every(({ errcode }) => errcode === 0)).toBe(true);
  });

  it('ends a stream whose generator throws, and tells whose it was', async () => {
    expect(await started.bot.ask('broken')).toMatchObject({ text: 'As far as', isFinished: true });
    expect(logs.of('error')).toEqual([
      expect.stringMatching(/^error Conversation#broken failed in the middle/),
    ]);
  });

  it('answers nothing where a handler fails, gives nothing or is none, and tells of the failure', async () => {
    for (const words of ['hopeless', 'silence', 'nonsense', 'pictures']) {
      expect((await failureOf(started.bot.ask(words, { timeout: 200 }))).name).toBe('SandboxTimeoutError');
    }
    expect(logs.of('error').map((line) => line.split(' ')[1])).toEqual([
      'Conversation#hopeless',
      'Conversation#nonsense',
      'Conversation#pictures',
    ]);
    expect(logs.of('error')[2]).toMatch(/upload them/);
  });

  it('answers late when a handler is slow', async () => {
    expect(await started.bot.ask('slow')).toMatchObject({ text: 'At last.', isFinished: true });
    expect(await started.bot.ask('late words')).toMatchObject({ text: 'one two three', isFinished: true });
    expect(await started.bot.ask('late card')).toMatchObject({ card: CARD, isFinished: true });
  });

  it('answers with cards, alone and below a text', async () => {
    expect(await started.bot.ask('card')).toMatchObject({ card: CARD });
    expect(await started.bot.ask('both')).toMatchObject({
      card: CARD,
      text: 'one two three',
      feedbackId: 'fb-1',
    });
  });

  it('opens files with the key that comes with each', async () => {
    expect((await started.bot.sendFile('image', Buffer.from('a dog'))).text).toBe('a picture of a dog');
  });

  it('welcomes, replaces cards that are tapped, and hears of judgements', async () => {
    expect(await started.bot.enterChat({ userId: 'lisi' })).toMatchObject({ text: 'Welcome, lisi' });
    const { update } = await started.bot.tap({ eventKey: 'approve', taskId: 'leave-1' });
    expect(update).toEqual({ card: APPROVED, userIds: ['zhangsan'] });
    await failureOf(started.bot.judge('fb-1', { type: 1 }, { timeout: 200 }));
    expect(conversation.heard).toEqual(['leave-1', 'fb-1: 1 ']);
  });

  it('sends what is said to a tap as a message of its own', async () => {
    await failureOf(started.bot.tap({ eventKey: 'tell me', taskId: 't' }, { chatId: 'wr1', timeout: 300 }));
    expect(await started.bot.nextMessage()).toEqual({
      by: 'send',
      chatId: 'wr1',
      chatType: 2,
      msgtype: 'markdown',
      text: 'pressed tell me',
    });
  });

  it('runs a handler once for a message that comes twice, and shows its answer once', async () => {
    const chat = { msgId: 'm-1', timeout: 400 };
    expect((await started.bot.ask('twice', chat)).text).toBe('You said: twice');
    expect((await failureOf(started.bot.ask('twice', chat))).name).toBe('SandboxTimeoutError');
    expect(conversation.heard).toEqual(['twice']);
  });

  it('sends messages of the bot’s own accord', async () => {
    await started.client.send('lisi', '**Lunch** is ready', { chatType: 'single' });
    await started.client.send('wr1', botReply.card(CARD));
    const { length } = started.bot.received;
    expect(started.bot.received.slice(length - 2)).toEqual([
      { by: 'send', chatId: 'lisi', chatType: 1, msgtype: 'markdown', text: '**Lunch** is ready' },
      { by: 'send', chatId: 'wr1', msgtype: 'template_card', card: CARD },
    ]);
  });

  it('uploads files of several parts, for answers and messages', async () => {
    const content = Buffer.alloc(1_200_000, 'x');
    const mediaId = await started.client.upload('file', { content, filename: 'report.txt' });
    await started.client.send('lisi', botReply.media('file', mediaId));
    const { media } = started.bot.received.at(-1) ?? {};
    expect(media).toMatchObject({ type: 'file', filename: 'report.txt' });
    expect(media?.content.equals(content)).toBe(true);
  });

  it.each([
    ['a text that is too long', () => started.client.send('lisi', 'x'.repeat(20_481)), RangeError],
    ['a stream', () => started.client.send('lisi', botReply.stream(conversation.quick())), TypeError],
    ['a card in place of another', () => started.client.send('lisi', botReply.updateCard(CARD)), TypeError],
    [
      'an empty file',
      () => started.client.upload('file', { content: Buffer.alloc(0), filename: 'a' }),
      RangeError,
    ],
  ])('refuses to send %s', async (_what, send, kind) => {
    expect(await failureOf(send())).toBeInstanceOf(kind);
  });

  it('tells of a refusal, with its errcode', async () => {
    started.bot.connection.fail('aibot_send_msg', { errcode: 45009, errmsg: 'api freq out of limit' });
    const failure = await failureOf<WeChatApiError>(started.client.send('lisi', 'hello'));
    started.bot.connection.fail('aibot_send_msg');
    expect(failure).toBeInstanceOf(WeChatApiError);
    expect(failure).toMatchObject({
      client: 'bot',
      route: 'aibot_send_msg',
      errcode: 45009,
      retryable: true,
    });
  });

  it('passes over frames that are none, and goes on', async () => {
    const { connection } = started.bot;
    const push = {
      msgid: 'x',
      aibotid: 'another',
      msgtype: 'text',
      from: { userid: 'u' },
      text: { content: 'hi' },
    };
    const headers = { req_id: 'r' };
    for (const raw of [
      'not json',
      '[]',
      '"text"',
      'null',
      '{}',
      '{"cmd":"aibot_msg_callback"}',
      '{"cmd":7,"headers":7,"body":7}',
      '{"headers":{"req_id":"nobody"},"errcode":0}',
      `${'['.repeat(100)}${']'.repeat(100)}`,
      '{"cmd":"aibot_msg_callback","headers":{"req_id":"r"},"body":{"__proto__":{"msgtype":"text"}}}',
      JSON.stringify({ cmd: 'aibot_msg_callback', headers, body: push }),
      JSON.stringify({ cmd: 'aibot_event_callback', headers, body: { ...push, msgtype: 'event', event: 3 } }),
      JSON.stringify({ cmd: 'aibot_new_thing', headers, body: push }),
    ])
      connection.sendRaw(raw);
    expect((await started.bot.ask('still there')).text).toBe('You said: still there');
    expect(conversation.heard).toEqual(['still there']);
    expect(logs.of('warn').join('\n')).toMatch(/the bot "another"/);
    expect(logs.of('error')).toEqual([]);
  });

  it('keeps its secret out of inspection, JSON and logs', () => {
    const { secret } = started.bot.options;
    expect(inspect(started.client, { depth: 10, showHidden: true })).not.toContain(secret);
    expect(JSON.stringify(started.client)).toBe(
      JSON.stringify({ kind: 'work-bot', name: 'bot', id: started.bot.botId }),
    );
    expect(logs.lines.join()).not.toContain(secret);
  });
});

describe('a long connection in trouble', () => {
  let started: StartedBot | undefined;
  afterEach(async () => {
    await started?.close();
    started = undefined;
  });

  it('is had again when it is lost', async () => {
    started = await start();
    const { bot, client } = started;
    bot.connection.drop();
    await bot.connection.closed();
    expect(await failureOf<WeChatHttpError>(client.send('lisi', 'hello'))).toMatchObject({
      name: 'WeChatHttpError',
      reason: 'ENOTCONN',
      retryable: true,
    });
    await bot.connection.opened();
    expect((await bot.ask('again')).text).toBe('You said: again');
    expect(logs.of('warn')).toEqual([expect.stringMatching(/"bot": no long connection: code 1006/)]);
  });

  it('lets a stream end over the next one', async () => {
    started = await start();
    const { bot } = started;
    const asked = bot.ask('tell me a story');
    await sleep(200);
    bot.connection.drop();
    expect(await asked).toMatchObject({
      text: 'Once upon a time there was a bot, and it answered.',
      isFinished: true,
    });
    expect(bot.connection.attempts).toBe(2);
  });

  it('gives way when another connection takes its place, and tells who has to do what', async () => {
    @Injectable()
    class Watch {
      lost = 0;
      @WorkBotEvent('disconnected_event')
      onLost(): void {
        this.lost += 1;
      }
    }
    started = await start({ providers: [Watch] });
    const { bot, client, app } = started;
    bot.connection.kick();
    await bot.connection.closed();
    await sleep(900);
    expect(bot.connection.attempts).toBe(1);
    expect(client.isConnected).toBe(false);
    expect(app.get(Watch).lost).toBe(1);
    expect(logs.of('warn')).toEqual([
      expect.stringMatching(/another connection of this bot.*WeChatCoordination.*next try is in \d+ s/),
    ]);
  });

  it('does not try a wrong secret again and again, and says what to compare', async () => {
    const sandbox = await WeChatSandbox.start();
    const bot = sandbox.workBot();
    started = await startBot('express', {
      modes: ['connection'],
      client: { secret: 'wrong-secret' },
      nest: { logger: logs, abortOnError: false },
      beside: { sandbox, bot },
    });
    await sleep(900);
    expect(bot.connection).toMatchObject({ attempts: 1, isOpen: false });
    expect(logs.of('error')).toEqual([
      expect.stringMatching(/"bot": WeCom refused the subscription with 40001.*botId and secret/),
    ]);
    expect(logs.lines.join()).not.toContain('wrong-secret');
    await started.close();
    started = undefined;
    await sandbox.close();
  });

  it('says so when an answer is refused, and ends its generator', async () => {
    started = await start();
    const { bot, app } = started;
    bot.connection.fail('aibot_respond_msg', { errcode: 846608, errmsg: 'stream message update expired' });
    await failureOf(bot.ask('endless', { timeout: 300 }));
    expect(app.get(Conversation).released).toEqual(['endless']);
    expect(logs.of('error')).toEqual([
      expect.stringMatching(/answer of Conversation#endless did not reach WeCom whole: .*846608/),
    ]);
  });

  it('goes down with the application, and lets what is under way finish', async () => {
    started = await start();
    const { bot, app } = started;
    const asked = bot.ask('tell me a story');
    await sleep(200);
    await app.close();
    expect(await asked).toMatchObject({ text: expect.stringMatching(/it answered\.$/), isFinished: true });
    expect(bot.connection.isOpen).toBe(false);
    expect(bot.connection.attempts).toBe(1);
  });

  it('lets a slow handler answer before it goes down', async () => {
    started = await start({ callback: { deadline: 200 } });
    const asked = started.bot.ask('slow');
    await sleep(400);
    await started.app.close();
    expect(await asked).toMatchObject({ text: 'At last.', isFinished: true });
  });

  it('cannot send without a secret', async () => {
    started = await startBot('express');
    expect(await failureOf(started.client.send('lisi', 'hello'))).toBeInstanceOf(WeChatConfigError);
    expect(started.client.isConnected).toBe(false);
  });
});

describe('bots beside one another', () => {
  it('are added and removed while the application runs, and each has its handlers', async () => {
    @Injectable()
    @WeChatHandlers('night')
    class Night {
      @WorkBotMessage('text')
      answer(message: WorkBotTextMessage): string {
        return `by night: ${message.text.content}`;
      }
    }
    const started = await start({ providers: [Conversation, Night] });
    const night = started.sandbox.workBot();
    const clients = started.app.get(WeChatClients);
    clients.add('night', workBot(night.options));
    await night.connection.opened();
    expect((await night.ask('hello')).text).toBe('by night: hello');
    expect((await started.bot.ask('hello')).text).toBe('You said: hello');
    clients.remove('night');
    await night.connection.closed();
    expect(started.bot.connection.isOpen).toBe(true);
    expect(() => clients.add('twin', workBot(started.bot.options))).toThrow(WeChatConfigError);
    await started.close();
  });

  it('work in an application without a web server', async () => {
    const sandbox = await WeChatSandbox.start();
    const bot = sandbox.workBot();
    const root = {
      module: class RootModule {},
      imports: [WeChatModule.forRoot({ clients: { bot: workBot(bot.options) } })],
      providers: [Conversation],
    };
    const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    await bot.connection.opened();
    expect((await bot.ask('hello')).text).toBe('You said: hello');
    expect(app.get<WorkBot>(getWeChatToken('bot')).isConnected).toBe(true);
    await app.close();
    expect(bot.connection.isOpen).toBe(false);
    await sandbox.close();
  });
});
