import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WeChatApiError, WeChatDecryptError, WeChatHttpError } from 'nestjs-wechat-sdk';
import { botReply, WorkBotMessage, type WorkBotMessages } from 'nestjs-wechat-sdk/work';
import { AES_KEY } from '../../../src/start-app.js';
import { startBot, type StartedBot } from '../../../src/start-bot.js';
import { failureOf } from '../../../unit/failure.js';
import { CARD } from './conversation.js';

@Injectable()
class Listener {
  readonly messages: Array<WorkBotMessages[keyof WorkBotMessages]> = [];

  @WorkBotMessage()
  listen(message: WorkBotMessages[keyof WorkBotMessages]): void {
    this.messages.push(message);
  }
}

describe('what a bot does of its own accord, in callback mode', () => {
  let started: StartedBot;
  beforeAll(async () => {
    started = await startBot('fastify', { providers: [Listener] });
  });
  afterAll(() => started.close());

  async function heard(act: () => Promise<unknown>): Promise<WorkBotMessages[keyof WorkBotMessages]> {
    await act();
    return started.app.get(Listener).messages.at(-1) as WorkBotMessages[keyof WorkBotMessages];
  }

  it('sends one further answer to a message, a text or a card', async () => {
    const { client, bot } = started;
    for (const [content, expected] of [
      ['**later**', { msgtype: 'markdown', text: '**later**' }],
      [botReply.card(CARD), { msgtype: 'template_card', card: CARD }],
      [botReply.text('judge me', { feedbackId: 'fb-9' }), { text: 'judge me', feedbackId: 'fb-9' }],
    ] as const) {
      const { response_url = '' } = await heard(() => bot.ask('hello', { chatId: 'wr1' }));
      await client.respond(response_url, content);
      expect(bot.received.at(-1)).toMatchObject({ by: 'response_url', chatId: 'wr1', ...expected });
    }
  });

  it('tells of an address that was used, and keeps it to itself', async () => {
    const { client, bot } = started;
    const { response_url = '' } = await heard(() => bot.ask('hello'));
    await client.respond(response_url, 'one');
    const failure = await failureOf<WeChatApiError>(client.respond(response_url, 'two'));
    expect(failure).toBeInstanceOf(WeChatApiError);
    expect(failure).toMatchObject({ client: 'bot', route: 'POST /cgi-bin/aibot/response' });
    const code = new URL(response_url).searchParams.get('response_code') as string;
    expect(JSON.stringify(failure) + failure.stack).not.toContain(code);
  });

  it.each([
    ['no address', '', 'a', RangeError],
    ['another address', 'https://example.com/', 'a', RangeError],
    ['an address without a code', 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response', 'a', RangeError],
    ['a file', 'x', botReply.media('file', 'm1'), TypeError],
    ['a text that is too long', 'x', 'x'.repeat(20_481), RangeError],
  ])('refuses %s', async (_what, url, content, kind) => {
    expect(await failureOf(started.client.respond(url, content))).toBeInstanceOf(kind);
  });

  it('goes to WeCom alone, whatever host the address names', async () => {
    const { client, bot } = started;
    const { response_url = '' } = await heard(() => bot.ask('hello'));
    const elsewhere = new URL(response_url);
    elsewhere.host = 'evil.example';
    await client.respond(elsewhere.toString(), 'still to WeCom');
    expect(bot.received.at(-1)).toMatchObject({ text: 'still to WeCom' });
  });

  it('fetches what people send, and opens it', async () => {
    const { client, bot } = started;
    const content = Buffer.alloc(3_000_001, 7);
    const message = await heard(() => bot.sendFile('video', content));
    expect(message.msgtype === 'video' && (await client.download(message.video)).equals(content)).toBe(true);
  });

  it('says what is wrong with a file, and keeps its address to itself', async () => {
    const { client, bot } = started;
    const message = await heard(() => bot.sendFile('image', Buffer.from('a cat')));
    const { url } = message.msgtype === 'image' ? message.image : { url: '' };
    expect(await failureOf(client.download({ url, aeskey: `${AES_KEY}=` }))).toBeInstanceOf(
      WeChatDecryptError,
    );
    const gone = await failureOf<WeChatHttpError>(
      client.download({ url: url.replace('/files/', '/files/x') }),
    );
    expect(gone).toMatchObject({ name: 'WeChatHttpError', status: 404, retryable: false });
    const sign = new URL(url).searchParams.get('sign') as string;
    expect(JSON.stringify(gone) + gone.stack).not.toContain(sign);
    expect(await failureOf(client.download({ url: 'file:///etc/passwd' }))).toBeInstanceOf(RangeError);
    const ending = AbortSignal.abort(new Error('enough'));
    expect((await failureOf(client.download({ url }, { signal: ending }))).message).toBe('enough');
  });
});
