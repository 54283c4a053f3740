import { createDecipheriv, createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { SandboxAccount } from '../../../lib/sandbox/index.js';
import type { SeenPush } from './application.js';
import { setStage } from './stage.js';

const sha1 = (...parts: (string | null)[]) =>
  createHash('sha1').update(parts.map(String).toSorted().join('')).digest('hex');

/** Opens an envelope as the official samples do, without this library. */
function open(sealed: string, { encodingAESKey, appId }: SandboxAccount): string {
  const key = Buffer.from(`${encodingAESKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
  const content = padded.subarray(0, padded.length - Number(padded.at(-1)));
  const end = 20 + content.readUInt32BE(16);
  expect(content.subarray(end).toString()).toBe(appId);
  return content.subarray(20, end).toString();
}

const encryptOf = ({ body }: SeenPush) =>
  (/"Encrypt":"([^"]+)"/.exec(body) ?? /<Encrypt><!\[CDATA\[([^\]]+)\]\]>/.exec(body))?.[1] ?? '';

describe.each(['xml', 'json'] as const)('a push as %s', (format) => {
  it('in plain mode is signed and shows everything', async () => {
    const { app, shop } = await setStage({ mode: 'plain', format });
    const alice = shop.person();
    await alice.say('a ]]> & "b" 中');
    const { query, body, contentType } = app.last;
    expect(contentType).toBe(format === 'xml' ? 'text/xml' : 'application/json');
    expect(query.get('signature')).toBe(sha1(shop.token, query.get('timestamp'), query.get('nonce')));
    expect(Math.abs(Number(query.get('timestamp')) - Date.now() / 1000)).toBeLessThan(5);
    expect(query.get('openid')).toBe(alice.openid);
    expect(query.has('encrypt_type')).toBe(false);
    const id = /MsgId\W+(\d+)/.exec(body)?.[1] ?? '';
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    if (format === 'json') {
      expect(JSON.parse(body)).toMatchObject({
        ToUserName: shop.originalId,
        FromUserName: alice.openid,
        MsgType: 'text',
        Content: 'a ]]> & "b" 中',
      });
      expect(body).toContain(`"MsgId":${id}`);
    } else {
      expect(body).toContain(`<FromUserName><![CDATA[${alice.openid}]]></FromUserName>`);
      expect(body).toContain('<Content><![CDATA[a ]]]]><![CDATA[> & "b" 中]]></Content>');
      expect(body).toContain(`<MsgId>${id}</MsgId>`);
    }
  });

  it('in encrypted mode hides everything but the receiver', async () => {
    const { app, shop } = await setStage({ mode: 'encrypted', format });
    await shop.person().say('hidden');
    const { query, body } = app.last;
    expect(body).not.toContain('FromUserName');
    expect(body).toContain(shop.originalId);
    const sealed = encryptOf(app.last);
    expect(query.get('encrypt_type')).toBe('aes');
    expect(query.get('msg_signature')).toBe(
      sha1(shop.token, query.get('timestamp'), query.get('nonce'), sealed),
    );
    const opened = open(sealed, shop);
    expect(opened).toContain('hidden');
    expect(opened.startsWith(format === 'xml' ? '<xml>' : '{')).toBe(true);
  });

  it('in compatible mode carries both forms', async () => {
    const { app, shop } = await setStage({ mode: 'compatible', format });
    await shop.person().say('both');
    expect(app.last.body).toContain('both');
    expect(app.last.body).toContain('FromUserName');
    expect(app.last.query.has('msg_signature')).toBe(true);
    expect(open(encryptOf(app.last), shop)).toContain('both');
  });
});

describe('an account', () => {
  it('seals when a key is given and not otherwise, and its credentials say so', async () => {
    const { sandbox } = await setStage();
    const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
    const sealed = sandbox.officialAccount({ encodingAESKey: key });
    expect(sealed.mode).toBe('encrypted');
    expect(sealed.credentials).toEqual({
      appId: sealed.appId,
      appSecret: sealed.appSecret,
      token: sealed.token,
      encodingAESKey: key,
    });
    const open = sandbox.officialAccount();
    expect(open.mode).toBe('plain');
    expect(open.credentials).not.toHaveProperty('encodingAESKey');
    open.mode = 'compatible';
    expect(open.credentials.encodingAESKey).toMatch(/^[A-Za-z0-9+/]{43}$/);
    expect([open.appId, open.appSecret, open.originalId]).toEqual([
      expect.stringMatching(/^wx[0-9a-f]{16}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^gh_[0-9a-f]{12}$/),
    ]);
    expect(() => sandbox.officialAccount({ appId: open.appId })).toThrow('already');
  });

  it('verifies its URL with an echo', async () => {
    const { app, shop } = await setStage();
    app.respond = ({ query }) => query.get('echostr') ?? '';
    await shop.verifyUrl();
    const { method, query } = app.last;
    expect(method).toBe('GET');
    expect(query.get('signature')).toBe(sha1(shop.token, query.get('timestamp'), query.get('nonce')));
    app.respond = ({ query }) => `"${query.get('echostr')}"`;
    await expect(shop.verifyUrl()).rejects.toThrow('echostr alone');
    app.respond = () => ({ status: 403 });
    await expect(shop.verifyUrl()).rejects.toMatchObject({ name: 'SandboxPushError', status: 403 });
    shop.callbackUrl = undefined;
    await expect(shop.verifyUrl()).rejects.toThrow('no callbackUrl');
  });

  it('keeps the query its callback URL has', async () => {
    const { app, shop } = await setStage();
    shop.callbackUrl = `${app.url}?tenant=7`;
    await shop.person().say('hi');
    expect(app.last.query.get('tenant')).toBe('7');
    expect(app.last.query.has('signature')).toBe(true);
  });
});

describe('a person', () => {
  it('sends every kind of message', async () => {
    const { app, shop } = await setStage({ format: 'json' });
    const alice = shop.person({ openid: 'o-alice', nickname: 'Alice' });
    await alice.sendImage();
    await alice.sendVoice();
    await alice.sendVideo();
    await alice.sendLocation({ latitude: 23.1, longitude: 113.3, label: '广州' });
    await alice.sendLink({ title: 'T', description: 'D', url: 'https://example.com' });
    await alice.send({ MsgType: 'event', Event: 'LOCATION', Latitude: 1.5 });
    const sent = app.seen.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(sent.map((push) => push['MsgType'])).toEqual([
      'image',
      'voice',
      'video',
      'location',
      'link',
      'event',
    ]);
    expect(sent[1]).toMatchObject({ Format: 'amr', MediaId: expect.any(String) });
    expect(sent[2]).toMatchObject({ MediaId: expect.any(String), ThumbMediaId: expect.any(String) });
    expect(sent[3]).toMatchObject({ Location_X: 23.1, Location_Y: 113.3, Scale: 16, Label: '广州' });
    expect(sent[4]).toMatchObject({ Title: 'T', Description: 'D', Url: 'https://example.com' });
    expect(sent[5]).toMatchObject({ FromUserName: 'o-alice', Event: 'LOCATION', Latitude: 1.5 });
    expect(sent[5]).not.toHaveProperty('MsgId');
    expect(() => shop.person({ openid: 'o-alice' })).toThrow('already');
    expect(shop.people).toEqual([alice]);
  });

  it('follows and turns away', async () => {
    const { app, sandbox, shop } = await setStage();
    const told: boolean[] = [];
    sandbox.on('people', ({ following }) => told.push(following));
    const alice = shop.person();
    await alice.subscribe();
    expect(app.last.body).toContain(
      '<Event><![CDATA[subscribe]]></Event>\n<EventKey><![CDATA[]]></EventKey>\n</xml>',
    );
    await alice.unsubscribe();
    expect(app.last.body).toContain('<Event><![CDATA[unsubscribe]]></Event>');
    expect(told).toEqual([false, true, false]);
  });

  it('cannot reach an account without callback URL', async () => {
    const { shop } = await setStage();
    shop.callbackUrl = undefined;
    await expect(shop.person().say('hi')).rejects.toMatchObject({ name: 'SandboxPushError', attempts: 0 });
  });
});
