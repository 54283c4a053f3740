import { describe, expect, it, jest } from '@jest/globals';
import { SandboxPushError, SandboxUseError } from '../../../lib/sandbox/index.js';
import { sha1Signature } from '../../../lib/crypto/index.js';
import {
  answerMessages,
  encryptOf,
  openedBy,
  openSealed,
  sealedText,
  setPlatformStage,
} from './platform.stage.js';

type FakeableAPI = NonNullable<
  Extract<Parameters<typeof jest.useFakeTimers>[0], { doNotFake?: unknown }>['doNotFake']
>[number];

const REAL: FakeableAPI[] = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
];

describe('what a platform is told', () => {
  it('is sealed with its key, in an envelope that names nobody else', async () => {
    const { app, platform } = await setPlatformStage();
    const ticket = await platform.pushTicket();
    const { body, path, query, contentType } = app.last;
    expect(path).toBe('/wechat/platform');
    expect(contentType).toBe('text/xml');
    expect(body).toMatch(
      new RegExp(
        `^<xml><AppId><!\\[CDATA\\[${platform.appId}\\]\\]></AppId>\\n<Encrypt>.*</Encrypt>\\n</xml>$`,
      ),
    );
    expect(query.get('encrypt_type')).toBe('aes');
    expect(query.has('openid')).toBe(false);
    const [timestamp = '', nonce = ''] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    expect(query.get('msg_signature')).toBe(
      sha1Signature(platform.token, timestamp, nonce, encryptOf(app.last)),
    );
    const { text, receiver } = openSealed(encryptOf(app.last), platform.encodingAESKey);
    expect(receiver).toBe(platform.appId);
    expect(text.startsWith('<xml>')).toBe(true);
    expect(openedBy(platform, app.last)).toEqual({
      AppId: platform.appId,
      CreateTime: expect.stringMatching(/^\d{10}$/),
      InfoType: 'component_verify_ticket',
      ComponentVerifyTicket: ticket,
    });
  });

  it('is JSON when the console says so', async () => {
    const { app, platform } = await setPlatformStage({ format: 'json' });
    await platform.pushTicket();
    expect(app.last.contentType).toBe('application/json');
    expect(JSON.parse(openSealed(encryptOf(app.last), platform.encodingAESKey).text)).toMatchObject({
      InfoType: 'component_verify_ticket',
    });
  });

  it('must be answered with success', async () => {
    const { app, platform } = await setPlatformStage();
    app.respond = () => '';
    await expect(platform.pushTicket()).rejects.toThrow('is not "success"');
    app.respond = () => ({ status: 500 });
    const error = await platform.pushTicket().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SandboxPushError);
    expect(error).toMatchObject({ attempts: 3, status: 500 });
    platform.callbackUrl = undefined;
    await expect(platform.pushTicket()).rejects.toThrow('Builder has no callbackUrl');
  });

  it('is anything a test wants it to be', async () => {
    const { app, platform } = await setPlatformStage();
    await platform.pushInfo({ InfoType: 'notify_third_fasteregister', status: 0, info: { name: 'Tea' } });
    expect(openedBy(platform, app.last)).toMatchObject({
      AppId: platform.appId,
      InfoType: 'notify_third_fasteregister',
      status: '0',
      name: 'Tea',
    });
  });

  it('starts when the platform asks for tickets, and goes on every ten minutes until the sandbox ends', async () => {
    // only the ten minutes are waited for; whatever HTTP needs stays real
    jest.useFakeTimers({ doNotFake: REAL });
    try {
      const { app, platform, client, sandbox } = await setPlatformStage();
      const heard = (): Promise<unknown> => new Promise((resolve) => sandbox.on('exchange', resolve));
      const first = heard();
      const { appId: component_appid, appSecret: component_secret } = platform;
      const path = '/cgi-bin/component/api_start_push_ticket';
      expect(await client.call(path, undefined, { component_appid, component_secret })).toMatchObject({
        errcode: 0,
      });
      await first;
      expect(app.seen).toHaveLength(1);
      expect(await client.call(path, undefined, { component_appid, component_secret: 'x' })).toMatchObject({
        errcode: 40125,
      });
      const second = heard();
      jest.advanceTimersByTime(600_000);
      await second;
      expect(openedBy(platform, app.last)).toMatchObject({ InfoType: 'component_verify_ticket' });
      expect(app.seen).toHaveLength(2);
      await sandbox.close();
      const timers = jest.getTimerCount();
      jest.advanceTimersByTime(600_000);
      expect({ timers, seen: app.seen.length }).toEqual({ timers: 0, seen: 2 });
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('an owner', () => {
  it('who authorizes a platform, again, and then leaves is told of each time', async () => {
    const { app, platform, shop } = await setPlatformStage();
    const { authCode, preAuthCode } = await platform.authorize(shop);
    expect(openedBy(platform, app.last)).toMatchObject({
      InfoType: 'authorized',
      AuthorizerAppid: shop.appId,
      AuthorizationCode: authCode,
      AuthorizationCodeExpiredTime: '600',
      PreAuthCode: preAuthCode,
    });
    const next = await platform.authorize(shop);
    expect(next.authCode).not.toBe(authCode);
    expect(openedBy(platform, app.last)).toMatchObject({
      InfoType: 'updateauthorized',
      AuthorizationCode: next.authCode,
    });
    await platform.unauthorize(shop);
    expect(openedBy(platform, app.last)).toMatchObject({
      InfoType: 'unauthorized',
      AuthorizerAppid: shop.appId,
    });
    expect(platform.authorizers).toEqual([]);
  });

  it('stays authorized when the platform does not take the news', async () => {
    const { app, platform, shop } = await setPlatformStage();
    app.respond = () => 'no';
    await expect(platform.authorize(shop)).rejects.toThrow(SandboxPushError);
    expect(platform.authorizers).toEqual([shop.appId]);
  });

  it('comes with a pre-authorization code that works once', async () => {
    const { client, platform, shop } = await setPlatformStage();
    const { pre_auth_code } = await client.component('/cgi-bin/component/api_create_preauthcode');
    const preAuthCode = String(pre_auth_code);
    expect(await platform.authorize(shop, { preAuthCode })).toMatchObject({ preAuthCode });
    await expect(platform.authorize(shop, { preAuthCode })).rejects.toThrow(SandboxUseError);
  });

  it('must have an account in the same sandbox', async () => {
    const { platform } = await setPlatformStage();
    const other = await setPlatformStage();
    await expect(platform.authorize(other.shop)).rejects.toThrow('no account of this sandbox');
  });
});

describe('a message to an authorizer', () => {
  it('goes to the platform, sealed for it, and its sealed answer is opened', async () => {
    const { app, platform, shop } = await setPlatformStage();
    await platform.authorize(shop);
    const alice = shop.person({ nickname: 'Alice' });
    answerMessages(app, platform, ({ Content }) => `You said ${Content}`);
    expect(await alice.say('hello')).toMatchObject({ kind: 'text', text: 'You said hello', attempts: 1 });
    const { path, query, body } = app.last;
    expect(path).toBe(`/wechat/platform/${shop.appId}`);
    expect(query.get('openid')).toBe(alice.openid);
    expect(body).toContain(`<ToUserName><![CDATA[${shop.originalId}]]></ToUserName>`);
    expect(openSealed(encryptOf(app.last), platform.encodingAESKey).receiver).toBe(platform.appId);
    expect(openedBy(platform, app.last)).toMatchObject({
      ToUserName: shop.originalId,
      FromUserName: alice.openid,
      Content: 'hello',
    });
  });

  it('must be answered with the keys of the platform', async () => {
    const { app, platform, shop, sandbox } = await setPlatformStage();
    await platform.authorize(shop);
    const stranger = sandbox.openPlatform({ token: platform.token });
    app.respond = () => '<xml><MsgType>text</MsgType></xml>';
    await expect(shop.person().say('plain')).rejects.toThrow('not sealed');
    app.respond = (push) => sealedText(stranger, openedBy(platform, push), 'x');
    await expect(shop.person().say('foreign')).rejects.toThrow(/cannot be opened|sealed for/);
  });

  it('goes to the account again once it has left', async () => {
    const { app, platform, shop } = await setPlatformStage();
    const alice = shop.person();
    await platform.authorize(shop);
    await alice.say('to the platform');
    expect(app.last.path).toBe(`/wechat/platform/${shop.appId}`);
    await platform.unauthorize(shop);
    await alice.say('to the account');
    expect(app.last.path).toBe('/wechat/shop');
    expect(app.last.body).toContain('to the account');
  });

  it('goes nowhere when the platform has no address for it', async () => {
    const { platform, shop } = await setPlatformStage();
    await platform.authorize(shop);
    platform.messageUrl = undefined;
    await expect(shop.person().say('x')).rejects.toThrow('Builder has no messageUrl');
  });
});
