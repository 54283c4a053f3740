import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Message, WeChatEvent, WeChatMessage } from 'nestjs-wechat-sdk';
import { WeChatPayNotify } from 'nestjs-wechat-sdk/pay';
import { WorkBotMessage } from 'nestjs-wechat-sdk/work';
import { AES_KEY, ADAPTERS, type StartedApp, startApp } from '../src/start-app.js';
import { startBot, type StartedBot } from '../src/start-bot.js';
import { type StartedPay, startPay } from '../src/start-pay.js';
import { WeChatPaySender } from '../src/wechat-pay.sender.js';
import { type RawAnswer, type RawCallback, sealedPush, sendRaw } from '../src/wechat.sender.js';
import { BOT } from './src/consoles.js';
import { changedPrototypes, evilJson } from './src/evil.json.js';
import { PrototypeWatch } from './src/prototype.watch.js';
import { sealedProtocol } from './src/protocols/sealed.protocol.js';

const TOKEN = 'pollution-token';
const NAMES = ['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'then'];

@Injectable()
class Listener {
  readonly heard: unknown[] = [];

  @WeChatMessage()
  message(@Message() message: object, @Message('Content') content: unknown): string {
    this.heard.push(message);
    return `heard ${String(content)}`;
  }

  @WeChatEvent()
  event(@Message() event: object): void {
    this.heard.push(event);
  }

  @WorkBotMessage()
  botMessage(@Message() message: object): string {
    this.heard.push(message);
    return 'heard';
  }

  @WeChatPayNotify()
  notified(@Message() notification: object): void {
    this.heard.push(notification);
  }
}

describe.each(ADAPTERS)('pushes with names that are inherited, on %s', (adapter) => {
  const prototypes = new PrototypeWatch();
  const wechat = new WeChatPaySender();
  let account: StartedApp;
  let bot: StartedBot;
  let pay: StartedPay;
  let listeners: Listener[];
  beforeAll(async () => {
    account = await startApp(adapter, { providers: [Listener], account: { token: TOKEN } });
    bot = await startBot(adapter, { providers: [Listener], client: BOT });
    pay = await startPay(adapter, { providers: [Listener], client: wechat.credentials });
    listeners = [account, bot, pay].map(({ app }) => app.get(Listener));
  });
  afterAll(() => Promise.all([account.close(), bot.close(), pay.close()]));
  beforeEach(() => {
    for (const { heard } of listeners) heard.length = 0;
  });
  afterEach(() => expect(prototypes.isClean).toBe(true));

  const heard = (): unknown[] => listeners.flatMap((one) => one.heard);
  const seal = (text: string, form: 'xml' | 'json'): RawCallback =>
    sealedPush(text, { token: TOKEN, encodingAESKey: AES_KEY, appId: account.account.appId }, form);
  const send = (push: RawCallback): Promise<RawAnswer> => sendRaw(`${account.url}/wechat/shop`, push);
  let last = 0;
  const head = (): string =>
    `<FromUserName>o</FromUserName><MsgId>${(last += 1)}</MsgId><MsgType>text</MsgType>`;

  it.each(NAMES)('has a handler hear of %s as of any other field, in XML and in JSON', async (name) => {
    const fields = `<${name}>1</${name}><a><${name}><polluted>1</polluted></${name}></a><${name}>2</${name}>`;
    const xml = `<xml>${head()}<Content>x</Content>${fields}</xml>`;
    const json = `{"MsgType":"text","FromUserName":"o","MsgId":${(last += 1)},"Content":"x","${name}":["1","2"],"a":{"${name}":{"polluted":1}}}`;
    for (const push of [seal(xml, 'xml'), seal(json, 'json')]) expect((await send(push)).status).toBe(200);
    expect(heard()).toHaveLength(2);
    for (const message of heard()) {
      expect(message).toMatchObject({ Content: 'x', [name]: ['1', '2'], a: { [name]: { polluted: '1' } } });
      expect(changedPrototypes(message)).toEqual([]);
    }
  });

  it.each(NAMES)('finds a handler for the type %s, and for none that is inherited', async (name) => {
    const text = `<xml><FromUserName>o</FromUserName><MsgId>${(last += 1)}</MsgId><MsgType>${name}</MsgType></xml>`;
    const event = `<xml><FromUserName>o</FromUserName><MsgType>event</MsgType><Event>${name}</Event></xml>`;
    for (const xml of [text, event]) expect((await send(seal(xml, 'xml'))).status).toBe(200);
    expect(heard()).toHaveLength(2);
    expect((await sendRaw(`${account.url}/wechat/${name}`, seal(text, 'xml'))).status).toBe(404);
  });

  it.each([
    ['XML', 'xml', '<xml><MsgType>text</MsgType><__proto__><polluted>1</polluted></__proto__></xml>'],
    [
      'XML, below',
      'xml',
      '<xml><MsgType>text</MsgType><a><__proto__><polluted>1</polluted></__proto__></a></xml>',
    ],
    ['JSON', 'json', '{"MsgType":"text","__proto__":{"polluted":1}}'],
    ['JSON in escapes', 'json', '{"MsgType":"text","a":[{"\\u005f_proto__":{"polluted":1}}]}'],
    [
      'a long number beside it',
      'json',
      '{"MsgType":"text","MsgId":12345678901234567890,"__proto__":{"a":1}}',
    ],
  ] as const)('refuses __proto__ in %s', async (_what, form, text) => {
    expect((await send(seal(text, form))).status).toBe(400);
    expect(heard()).toEqual([]);
  });

  it('takes them in an envelope, where nobody reads them', async () => {
    const { query, body } = seal(`<xml>${head()}<Content>x</Content></xml>`, 'xml');
    const more = NAMES.map((name) => `<${name}><polluted>1</polluted></${name}>`).join('');
    const push = {
      query: query as Record<string, string>,
      body: String(body).replace('<xml>', `<xml>${more}`),
    };
    expect((await send(push)).status).toBe(200);
    expect(heard()).toHaveLength(1);
  });

  it('takes them in a query and in headers, and cares for none of them', async () => {
    const { query, body } = seal(`<xml>${head()}<Content>x</Content></xml>`, 'xml');
    const junk = [
      ...NAMES,
      '__proto__',
      '__proto__[polluted]',
      'a[__proto__][polluted]',
      'constructor[prototype][polluted]',
    ];
    const more = junk.map((name) => `${encodeURIComponent(name)}=1`).join('&');
    const headers = Object.fromEntries(
      [...NAMES, '__proto__'].map((name) => [name.toLowerCase(), 'polluted']),
    );
    const text = `${new URLSearchParams(query)}&${more}`;
    expect(
      (await send({ query: text, body, headers: { ...headers, cookie: '__proto__=polluted' } })).status,
    ).toBe(200);
    expect(heard()).toHaveLength(1);
    // pages of the application itself
    for (const page of ['/none', '/wechat', '/wechat/none'])
      expect((await sendRaw(`${account.url}${page}`, { query: more, headers, method: 'GET' })).status).toBe(
        404,
      );
  });

  it('leaves a bot as it is', async () => {
    const message = { msgid: 'm1', aibotid: BOT.botId, msgtype: 'text', text: { content: 'x' } };
    const console = { ...BOT, name: 'bot', receiveId: '', manner: 'bot', samples: [], good: '' } as const;
    const post = async (text: string): Promise<number> => {
      const { wire } = sealedProtocol({ ...console, paths: ['bot'] }).sign(Buffer.from(text), {});
      return (await sendRaw(`${bot.url}/wechat/bot`, { query: wire.query, body: wire.body })).status;
    };
    const evil = evilJson(JSON.stringify(message));
    expect(await post(evil)).toBe(400);
    expect(await post(evil.replaceAll(/"__proto__":\{[^}]*\},/g, ''))).toBe(200);
    expect(heard()).toEqual([expect.objectContaining({ text: expect.objectContaining({ content: 'x' }) })]);
    expect(changedPrototypes(heard())).toEqual([]);
  });

  it('leaves notifications of WeChat Pay as they are', async () => {
    const url = `${pay.url}/wechat/pay`;
    const evil = (value: object): string =>
      evilJson(JSON.stringify(value)).replaceAll(/"__proto__":\{[^}]*\},/g, '');
    const fields = { ...wechat.fields(), resource: wechat.seal(evil(wechat.transaction())) };
    expect((await sendRaw(url, wechat.sign(evil(fields)))).status).toBe(204);
    expect(heard()).toHaveLength(1);
    expect(changedPrototypes(heard())).toEqual([]);
    expect((await sendRaw(url, wechat.sign(evilJson(JSON.stringify(fields))))).status).toBe(400);
    const notice = wechat.v2Order(Object.fromEntries(NAMES.map((name) => [name, '1'])));
    expect((await sendRaw(url, wechat.v2Sign(notice))).status).toBe(200);
    expect(heard()[1]).toEqual(expect.objectContaining({ constructor: '1', toString: '1' }));
    expect(changedPrototypes(heard())).toEqual([]);
  });
});
