import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { MessageCipher, sha1Signature } from '../../../../lib/crypto/index.js';
import { type SandboxWorkBot, WeChatSandbox } from '../../../../lib/sandbox/index.js';
import { failureOf } from '../../failure.js';

type Fields = Record<string, unknown>;
type Ask = (bot: SandboxWorkBot) => Promise<unknown>;

let sandbox: WeChatSandbox;
let bot: SandboxWorkBot;
let server: Server;
/** What the application answers with; nothing when undefined. */
let answer: unknown;
let manner: 'right' | 'plain' | 'wrong signature' | 'a receiver' | 'status' = 'right';

beforeAll(async () => {
  sandbox = await WeChatSandbox.start();
  bot = sandbox.workBot();
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (manner === 'status') response.statusCode = 503;
      response.end(
        answer === undefined ? '' : manner === 'plain' ? JSON.stringify(answer) : seal(request.url ?? ''),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  bot.callbackUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/bot`;
});
afterAll(async () => {
  server.close();
  await sandbox.close();
});

function seal(url: string): string {
  const nonce = new URL(url, 'http://a').searchParams.get('nonce') ?? '';
  const { token, encodingAESKey } = bot.callbackOptions;
  const encrypt = new MessageCipher(encodingAESKey).seal(
    JSON.stringify(answer),
    manner === 'a receiver' ? 'ww1' : '',
  );
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = sha1Signature(token, String(timestamp), nonce, encrypt);
  const msgsignature = manner === 'wrong signature' ? `${signature}0` : signature;
  return JSON.stringify({ encrypt, msgsignature, timestamp, nonce });
}

const ask: Ask = (one) => one.ask('hello');
const enter: Ask = (one) => one.enterChat();
const tap: Ask = (one) => one.tap({ eventKey: 'k', taskId: 't' });
const stream = (fields: Fields): Fields => ({
  msgtype: 'stream',
  stream: { id: 's', finish: true, content: 'a', ...fields },
});
const picture = (bytes: Buffer, md5 = createHash('md5').update(bytes).digest('hex')): Fields => ({
  msgtype: 'image',
  image: { base64: bytes.toString('base64'), md5 },
});
const card = { card_type: 'text_notice' };

describe('a sandbox bot', () => {
  it.each<[string, Ask, Fields, RegExp]>([
    ['a text in answer to a message', ask, { msgtype: 'text', text: { content: 'a' } }, /only enter_chat/],
    [
      'markdown in answer to a callback',
      ask,
      { msgtype: 'markdown', markdown: { content: 'a' } },
      /markdown/,
    ],
    ['a file in answer to a callback', ask, { msgtype: 'file', file: { media_id: 'm' } }, /a file/],
    ['a form nobody knows', ask, { msgtype: 'song' }, /its msgtype is song/],
    ['no form', ask, { said: 'hello' }, /its msgtype is undefined/],
    ['a stream without an id', ask, stream({ id: undefined }), /has no id/],
    ['a finish that is a word', ask, stream({ finish: 'true' }), /another type/],
    ['a text that is too long', ask, stream({ content: 'x'.repeat(20_481) }), /20481 bytes/],
    [
      'pictures before the end',
      ask,
      stream({ finish: false, msg_item: [picture(Buffer.from('a'))] }),
      /before the end/,
    ],
    ['a picture with another md5', ask, stream({ msg_item: [picture(Buffer.from('a'), 'b')] }), /md5/],
    [
      'too many pictures',
      ask,
      stream({ msg_item: Array(11).fill(picture(Buffer.from('a'))) }),
      /more than 10/,
    ],
    ['a card without a type', ask, { msgtype: 'template_card', template_card: {} }, /card_type/],
    [
      'a card nobody tapped in place of another',
      ask,
      { response_type: 'update_template_card', template_card: card },
      /tapped/,
    ],
    ['a stream in answer to enter_chat', enter, stream({}), /stream/],
    [
      'a card of its own in answer to a tap',
      tap,
      { msgtype: 'template_card', template_card: card },
      /an event was answered/,
    ],
  ])('does not take %s', async (_what, act, given, words) => {
    answer = given;
    expect((await failureOf(act(bot))).message).toMatch(words);
  });

  it.each(['plain', 'wrong signature', 'a receiver'] as const)(
    'does not take an answer with %s',
    async (given) => {
      answer = stream({});
      manner = given;
      const failure = await failureOf(bot.ask('hello'));
      manner = 'right';
      expect(failure).toMatchObject({ name: 'SandboxPushError', status: 200 });
    },
  );

  it('does not take another status than 200', async () => {
    manner = 'status';
    const failure = await failureOf(bot.ask('hello'));
    manner = 'right';
    expect(failure).toMatchObject({ name: 'SandboxPushError', status: 503 });
  });

  it('takes no answer for an answer, and asks for an unfinished stream as long as it is told to', async () => {
    answer = undefined;
    expect(await bot.ask('hello')).toMatchObject({ shown: [], isFinished: true });
    answer = stream({ finish: false });
    expect(await bot.ask('hello', { maxPolls: 3, pollEvery: 1 })).toMatchObject({
      polls: 3,
      isFinished: false,
    });
  });

  it('has one connection, which the next one pushes out', async () => {
    const other = sandbox.workBot();
    const connect = async (secret: string): Promise<[WebSocket, Fields[]]> => {
      const wire = new WebSocket(other.options.url);
      const frames: Fields[] = [];
      wire.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Fields));
      await once(wire, 'open');
      wire.send(
        JSON.stringify({
          cmd: 'aibot_subscribe',
          headers: { req_id: 'r' },
          body: { bot_id: other.botId, secret },
        }),
      );
      await once(wire, 'message');
      return [wire, frames];
    };
    const [stranger, refused] = await connect('wrong');
    expect(refused).toEqual([{ headers: { req_id: 'r' }, errcode: 40001, errmsg: 'invalid credential' }]);
    const [first, frames] = await connect(other.options.secret);
    const [second] = await connect(other.options.secret);
    await once(first, 'close');
    expect(frames.at(-1)).toMatchObject({
      cmd: 'aibot_event_callback',
      body: { msgtype: 'event', event: { eventtype: 'disconnected_event' } },
    });
    expect(other.connection.isOpen).toBe(true);
    expect(JSON.stringify(other.connection.frames)).not.toContain(other.options.secret);
    second.send(
      JSON.stringify({ cmd: 'aibot_respond_msg', headers: { req_id: 'nobody' }, body: stream({}) }),
    );
    const [said] = (await once(second, 'message')) as [Buffer];
    expect(JSON.parse(said.toString())).toMatchObject({ errcode: 846605 });
    for (const wire of [stranger, second]) wire.terminate();
  });

  it('is opened once', () => {
    expect(() => sandbox.workBot({ botId: bot.botId })).toThrow(/already/);
  });

  it('takes one further answer for each message', async () => {
    answer = undefined;
    await bot.ask('hello');
    const { opened } = sandbox.exchanges.at(-1)?.request ?? { opened: '{}' };
    const { response_url } = JSON.parse(opened) as { response_url: string };
    const post = async (body: unknown): Promise<unknown> =>
      (await fetch(response_url, { method: 'POST', body: JSON.stringify(body) })).json();
    const text = { msgtype: 'markdown', markdown: { content: 'later' } };
    expect(await post({ msgtype: 'text', text: { content: 'a' } })).toMatchObject({ errcode: 40008 });
    expect(await post(text)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await post(text)).toMatchObject({ errcode: 40058 });
    expect(bot.received.at(-1)).toMatchObject({ by: 'response_url', chatId: 'zhangsan', text: 'later' });
  });
});
