import { describe, expect, it } from '@jest/globals';
import { MessageCipher, sha1Signature } from '../../../lib/crypto/index.js';
import { type SandboxAccount, SandboxPushError } from '../../../lib/sandbox/index.js';
import { textReply } from './application.js';
import { setStage } from './stage.js';

interface Envelope {
  Encrypt?: string;
  MsgSignature?: string;
  TimeStamp?: string;
  Nonce?: string;
}

/** Seals a reply; each part can be put wrong. */
function sealed(
  shop: SandboxAccount,
  text: string,
  wrong: Envelope & { receiveId?: string; key?: string } = {},
): string {
  const { receiveId = shop.appId, key = shop.encodingAESKey, ...parts } = wrong;
  const Encrypt = new MessageCipher(key).seal(text, receiveId);
  const MsgSignature = sha1Signature(shop.token, '1700000000', '42', Encrypt);
  const envelope = { Encrypt, MsgSignature, TimeStamp: '1700000000', Nonce: '42', ...parts };
  return `<xml>${Object.entries(envelope)
    .map(([name, value]) => (value === undefined ? '' : `<${name}>${value}</${name}>`))
    .join('')}</xml>`;
}

describe('an answer', () => {
  it.each([
    ['nothing', ''],
    ['success', 'success'],
    ['success with a line break', 'success\n'],
  ])('of %s is no reply', async (_, body) => {
    const { app, shop } = await setStage();
    app.respond = () => body;
    expect(await shop.person().say('hi')).toEqual({ kind: 'none', fields: {}, attempts: 1, raw: body });
  });

  it('in text is read, sealed or not', async () => {
    const { app, shop } = await setStage({ mode: 'compatible' });
    const alice = shop.person();
    const text = textReply(alice.openid, shop.originalId, '你好 & <b>');
    app.respond = () => text;
    expect(await alice.say('hi')).toMatchObject({ kind: 'text', text: '你好 & <b>', raw: text });
    app.respond = () => sealed(shop, text);
    expect(await alice.say('hi')).toMatchObject({
      kind: 'text',
      text: '你好 & <b>',
      fields: { Content: '你好 & <b>' },
    });
    shop.mode = 'encrypted';
    expect(await alice.say('hi')).toMatchObject({ kind: 'text' });
  });

  it('in JSON is read where the account speaks JSON', async () => {
    const { app, shop } = await setStage({ format: 'json' });
    const alice = shop.person();
    const head = { ToUserName: alice.openid, FromUserName: shop.originalId, CreateTime: 1 };
    app.respond = () => JSON.stringify({ ...head, MsgType: 'text', Content: 'hello' });
    expect(await alice.say('hi')).toMatchObject({ kind: 'text', text: 'hello' });
    app.respond = () =>
      JSON.stringify({ ...head, MsgType: 'news', ArticleCount: 1, Articles: [{ Title: 'T' }] });
    expect(await alice.say('hi')).toMatchObject({ kind: 'news', articles: [{ title: 'T' }] });
    shop.format = 'xml';
    await expect(alice.say('hi')).rejects.toThrow('set to XML');
  });

  const kinds: [string, string, object][] = [
    ['image', '<Image><MediaId>m</MediaId></Image>', { fields: { Image: { MediaId: 'm' } } }],
    ['voice', '<Voice><MediaId>m</MediaId></Voice>', {}],
    ['video', '<Video><MediaId>m</MediaId><Title>T</Title></Video>', {}],
    ['music', '<Music><ThumbMediaId>m</ThumbMediaId></Music>', {}],
    ['transfer_customer_service', '<TransInfo><KfAccount>a@b</KfAccount></TransInfo>', {}],
    [
      'news',
      '<ArticleCount>2</ArticleCount><Articles><item><Title>A</Title><Description>D</Description><PicUrl>P</PicUrl><Url>U</Url></item><item><Title>B</Title></item></Articles>',
      {
        articles: [
          { title: 'A', description: 'D', picUrl: 'P', url: 'U' },
          { title: 'B', description: '', picUrl: '', url: '' },
        ],
      },
    ],
  ];
  const reply = (to: string, from: string, type: string, inner: string) =>
    `<xml><ToUserName>${to}</ToUserName><FromUserName>${from}</FromUserName><CreateTime>1</CreateTime><MsgType>${type}</MsgType>${inner}</xml>`;

  it.each(kinds)('of kind %s is read', async (kind, inner, expected) => {
    const { app, shop } = await setStage();
    const alice = shop.person();
    app.respond = () => reply(alice.openid, shop.originalId, kind, inner);
    expect(await alice.say('hi')).toMatchObject({ kind, ...expected });
  });

  it.each([
    ['prose', 'Thank you!', 'neither empty nor'],
    ['half a message', '<xml><ToUserName>', 'neither empty nor'],
    ['another receiver', reply('other', 'ACCOUNT', 'text', '<Content>x</Content>'), 'ToUserName'],
    ['another sender', reply('PERSON', 'other', 'text', '<Content>x</Content>'), 'FromUserName'],
    ['an unknown type', reply('PERSON', 'ACCOUNT', 'smell', ''), 'MsgType "smell"'],
    ['a property for a type', reply('PERSON', 'ACCOUNT', 'toString', ''), 'MsgType "toString"'],
    ['a text without content', reply('PERSON', 'ACCOUNT', 'text', ''), 'Content is missing'],
    ['an image without medium', reply('PERSON', 'ACCOUNT', 'image', '<Image/>'), 'Image.MediaId'],
    [
      'news without articles',
      reply('PERSON', 'ACCOUNT', 'news', '<ArticleCount>0</ArticleCount>'),
      '0 articles',
    ],
    [
      'miscounted news',
      reply(
        'PERSON',
        'ACCOUNT',
        'news',
        '<ArticleCount>2</ArticleCount><Articles><item><Title>A</Title></item></Articles>',
      ),
      'ArticleCount',
    ],
  ])('of %s is out of service', async (_, body, why) => {
    const { app, shop } = await setStage();
    const alice = shop.person();
    app.respond = () => body.replace('PERSON', alice.openid).replace('ACCOUNT', shop.originalId);
    const failure = await alice.say('hi').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SandboxPushError);
    expect(failure).toMatchObject({ message: expect.stringContaining(why), attempts: 1, status: 200 });
    expect(app.seen).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof sealed>[2], string]>([
    ['with a wrong signature', { MsgSignature: 'a'.repeat(40) }, 'MsgSignature is not'],
    ['without signature', { MsgSignature: undefined }, 'MsgSignature is missing'],
    ['with a time that was not signed', { TimeStamp: '1' }, 'MsgSignature is not'],
    ['for somebody else', { receiveId: 'wx0' }, 'sealed for wx0'],
    ['with another key', { key: 'b'.repeat(43) }, 'cannot be opened'],
  ])('sealed %s is out of service', async (_, wrong, why) => {
    const { app, shop } = await setStage({ mode: 'encrypted' });
    const alice = shop.person();
    app.respond = () => sealed(shop, textReply(alice.openid, shop.originalId, 'x'), wrong);
    await expect(alice.say('hi')).rejects.toThrow(why);
  });

  it('must be sealed in encrypted mode and open in plain mode', async () => {
    const { app, shop } = await setStage({ mode: 'encrypted' });
    const alice = shop.person();
    const text = textReply(alice.openid, shop.originalId, 'x');
    app.respond = () => text;
    await expect(alice.say('hi')).rejects.toThrow('not sealed');
    shop.mode = 'plain';
    app.respond = () => sealed(shop, text);
    await expect(alice.say('hi')).rejects.toThrow('is sealed');
  });
});
