import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MessageCipher, sha1Signature } from '../../../../lib/crypto/index.js';
import { LogCapture } from '../../../src/log.capture.js';
import { ADAPTERS, AES_KEY } from '../../../src/start-app.js';
import { startBot, type StartedBot } from '../../../src/start-bot.js';
import { type RawAnswer, seconds, sendRaw } from '../../../src/wechat.sender.js';
import { Conversation } from './conversation.js';

const logs = new LogCapture();

describe.each(ADAPTERS)('what is no callback of the bot, on %s', (adapter) => {
  let started: StartedBot;
  let conversation: Conversation;

  beforeAll(async () => {
    started = await startBot(adapter, {
      providers: [Conversation],
      callback: { replayProtection: true },
      nest: { logger: logs, abortOnError: false },
    });
    conversation = started.app.get(Conversation);
  });
  afterAll(() => started.close());
  beforeEach(() => {
    conversation.heard.length = 0;
    logs.lines.length = 0;
  });

  interface Sealing {
    token?: string;
    key?: string;
    receiver?: string;
    timestamp?: string;
    message?: object | string;
  }

  const message = (given: object = {}): object => ({
    msgid: `m-${Math.random()}`,
    aibotid: started.bot.botId,
    chattype: 'single',
    from: { userid: 'zhangsan' },
    msgtype: 'text',
    text: { content: 'hello' },
    ...given,
  });

  function seal({
    token,
    key,
    receiver = '',
    timestamp = seconds(),
    message: given = message(),
  }: Sealing = {}) {
    const own = started.bot.callbackOptions;
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    const encrypt = new MessageCipher(key ?? own.encodingAESKey).seal(text, receiver);
    const nonce = 'n0nce';
    const msg_signature = sha1Signature(token ?? own.token, timestamp, nonce, encrypt);
    return { query: { msg_signature, timestamp, nonce }, body: JSON.stringify({ encrypt }) };
  }

  const post = (given: {
    query?: Record<string, string> | string;
    body?: string | Buffer;
  }): Promise<RawAnswer> => sendRaw(`${started.url}/wechat/bot`, given);

  const changed = (text: string): string => (text.startsWith('0') ? '1' : '0') + text.slice(1);

  it('takes what is right, so that the table below is about what is wrong with it', async () => {
    expect(await post(seal())).toMatchObject({ status: 200 });
    expect(conversation.heard).toEqual(['hello']);
  });

  it.each<[string, number, () => Parameters<typeof post>[0]]>([
    ['the token of another bot', 401, () => seal({ token: 'another' })],
    ['the key of another bot, and its token', 401, () => seal({ token: 'another', key: AES_KEY })],
    ['the key of another bot under this token', 400, () => seal({ key: AES_KEY })],
    ['what was sealed for an application', 400, () => seal({ receiver: 'ww0123456789abcdef' })],
    ['a message for another bot', 400, () => seal({ message: message({ aibotid: 'aib-other' }) })],
    ['a message for no bot', 400, () => seal({ message: message({ aibotid: undefined }) })],
    ['a timestamp of yesterday', 401, () => seal({ timestamp: String(Number(seconds()) - 86_400) })],
    ['a timestamp of tomorrow', 401, () => seal({ timestamp: String(Number(seconds()) + 86_400) })],
    ['a timestamp that is none', 401, () => seal({ timestamp: 'now' })],
    ['no query', 401, () => ({ ...seal(), query: {} })],
    [
      'a signature with one letter changed',
      401,
      () => {
        const { query, body } = seal();
        return { query: { ...query, msg_signature: changed(query.msg_signature) }, body };
      },
    ],
    [
      'a parameter that comes twice',
      400,
      () => {
        const { query, body } = seal();
        return { query: `${new URLSearchParams(query).toString()}&nonce=n0nce`, body };
      },
    ],
    ['a cipher text of another request', 401, () => ({ query: seal().query, body: seal().body })],
    ['a plain body', 400, () => ({ query: seal().query, body: JSON.stringify(message()) })],
    ['an XML body', 400, () => ({ query: seal().query, body: '<xml><Encrypt>a</Encrypt></xml>' })],
    ['an empty body', 400, () => ({ query: seal().query })],
    ['a list', 400, () => ({ query: seal().query, body: '[]' })],
    ['null', 400, () => ({ query: seal().query, body: 'null' })],
    ['an encrypt that is no text', 400, () => ({ query: seal().query, body: '{"encrypt":7}' })],
    ['a body of bytes', 400, () => ({ query: seal().query, body: Buffer.from([0, 255, 254, 1]) })],
    ['a body that is too large', 413, () => ({ query: seal().query, body: Buffer.alloc(2_000_000, 'x') })],
    ['sealed words that are not JSON', 400, () => seal({ message: 'hello' })],
    ['sealed XML', 400, () => seal({ message: '<xml/>' })],
    ['a sealed list', 400, () => seal({ message: '[]' })],
    ['a message without a type', 400, () => seal({ message: message({ msgtype: undefined }) })],
    ['a message without an id', 400, () => seal({ message: message({ msgid: 7 }) })],
    ['an event without a name', 400, () => seal({ message: message({ msgtype: 'event', event: {} }) })],
    ['a question for no stream', 400, () => seal({ message: message({ msgtype: 'stream' }) })],
    ['nesting beyond measure', 400, () => seal({ message: `{"a":${'['.repeat(500)}${']'.repeat(500)}}` })],
    ['a key that is a trap', 400, () => seal({ message: `{"__proto__":{"msgtype":"text"},"msgid":"1"}` })],
  ])('refuses %s with %d, and nobody hears of it', async (_what, status, make) => {
    const answer = await post(make());
    expect(answer.status).toBe(status);
    expect(conversation.heard).toEqual([]);
    expect(answer.text.length).toBeLessThan(40);
    expect(logs.of('error')).toEqual([]);
  });

  it('refuses a request that comes again, word for word', async () => {
    const request = seal();
    expect((await post(request)).status).toBe(200);
    expect((await post(request)).status).toBe(401);
    expect(conversation.heard).toEqual(['hello']);
  });

  it('refuses methods but GET and POST, and an echo that was sealed for another', async () => {
    const { query } = seal();
    expect((await sendRaw(`${started.url}/wechat/bot`, { method: 'PUT', query })).status).toBe(405);
    expect((await sendRaw(`${started.url}/wechat/bot`, { method: 'GET', query })).status).toBe(400);
    const { msg_signature, timestamp, nonce } = query;
    const echo = { msg_signature, timestamp, nonce, echostr: 'hello' };
    expect((await sendRaw(`${started.url}/wechat/bot`, { method: 'GET', query: echo })).status).toBe(401);
  });

  it('says in the log which bot a message was for', async () => {
    await post(seal({ message: message({ aibotid: 'aib-other' }) }));
    expect(logs.of('warn')).toEqual([expect.stringMatching(/for the bot "aib-other".*botId/)]);
  });
});
