import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  officialAccount,
  openPlatform,
  type TextMessage,
  WeChatClients,
  WeChatHandlers,
  WeChatMessage,
  WeChatStorageError,
} from 'nestjs-wechat-sdk';
import { SandboxPushError } from 'nestjs-wechat-sdk/sandbox';
import { writeXml } from '../../../lib/common/index.js';
import { STORE_FORGETS } from '../../../lib/storage/storage.messages.js';
import { LogCapture } from '../../src/log.capture.js';
import { callsWhile } from '../../src/sandbox.reader.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';
import { sealedPush, seconds, sendRaw } from '../../src/wechat.sender.js';

const PAGE = 'https://shop.example/page';
const OTHER_TOKEN = 'another0token';
const OTHER_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

/** A store in plain sight, which may turn what it is given into something else. */
class PlainStore {
  readonly kept = new Map<string, unknown>();
  turn: (value: unknown) => unknown = (value) => value;

  async get(key: string): Promise<unknown> {
    return this.kept.get(key);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.kept.set(key, this.turn(value));
  }

  async delete(key: string): Promise<boolean> {
    return this.kept.delete(key);
  }
}

@WeChatHandlers('platform')
class EchoHandlers {
  @WeChatMessage('text')
  echo({ Content }: TextMessage): string {
    return `heard ${Content}`;
  }
}

let started: StartedPlatform;
let store: PlainStore;
const log = new LogCapture();

const keyOf = (what: 'authorization' | 'identity'): string =>
  `wechat:credentials:${started.console.appId}:${started.shop.appId}:${what}`;
const clients = (): WeChatClients => started.app.get(WeChatClients);

describe.each(ADAPTERS)('a platform on %s', (adapter) => {
  beforeEach(() => {
    log.lines.length = 0;
    store = new PlainStore();
  });
  afterEach(() => started.close());

  const start = async (options: Parameters<typeof startPlatform>[1] = {}): Promise<void> => {
    started = await startPlatform(adapter, {
      module: { credentials: store },
      providers: [EchoHandlers],
      nest: { logger: log },
      ...options,
    });
  };

  describe.each<[string, (value: unknown) => unknown]>([
    ['what String() makes of credentials', String],
    ['their JSON text', (value) => JSON.stringify(value)],
  ])('whose store keeps %s', (_what, turn) => {
    const refused = { status: 500 };

    it('answers the very first ticket with 500, and logs why', async () => {
      store.turn = turn;
      await start({ hasTicket: false });
      const failure: unknown = await started.console.pushTicket().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SandboxPushError);
      expect(started.sandbox.exchanges.at(-1)?.response).toMatchObject(refused);
      expect(log.of('error').join('\n')).toContain(STORE_FORGETS);
      expect(log.lines.join('\n')).not.toContain('TypeError');
    });

    it('takes in no account, by push or by browser, and says why', async () => {
      await start();
      const { console, platform, shop, sandbox } = started;
      store.turn = turn;
      await expect(console.authorize(shop)).rejects.toBeInstanceOf(SandboxPushError);
      expect(sandbox.exchanges.at(-1)?.response).toMatchObject(refused);
      expect(log.of('error').join('\n')).toContain(STORE_FORGETS);
      console.callbackUrl = undefined;
      const { authCode } = await console.authorize(shop);
      await expect(platform.authorization.accept(authCode)).rejects.toBeInstanceOf(WeChatStorageError);
      expect(log.lines.join('\n')).not.toContain('TypeError');
    });
  });

  it.each([['rubbish'], [5], [{}], [{ refreshToken: 5, authorizedAt: 'x' }]])(
    'has an authorization from WeChat again where %j is kept',
    async (rubbish) => {
      await start();
      const { console, platform, shop, sandbox } = started;
      await console.authorize(shop);
      const { account } = platform.officialAccount(shop.appId);
      store.kept.set(keyOf('authorization'), rubbish);
      shop.revokeTokens();
      const calls = await callsWhile(sandbox, () => account.getCallbackIps());
      expect(calls).toEqual([
        'getcallbackip 40001',
        'api_get_authorizer_list',
        'api_authorizer_token',
        'getcallbackip',
      ]);
      expect(store.kept.get(keyOf('authorization'))).toEqual({
        refreshToken: expect.any(String),
        authorizedAt: expect.any(Number),
      });
    },
  );

  it.each([['rubbish'], [null], [{ kind: 'work', originalId: 'gh_1' }], [{ kind: 'mini-program' }]])(
    'asks WeChat again who an account is where %j is kept',
    async (rubbish) => {
      await start();
      const { console, shop, sandbox } = started;
      await console.authorize(shop);
      store.kept.set(keyOf('identity'), rubbish);
      const person = shop.person();
      const calls = await callsWhile(sandbox, async () => {
        expect((await person.say('hello')).text).toBe('heard hello');
        expect((await person.say('again')).text).toBe('heard again');
      });
      expect(calls).toEqual(['api_get_authorizer_info']);
      const whole = { kind: 'official-account', originalId: shop.originalId };
      expect(store.kept.get(keyOf('identity'))).toEqual(whole);
    },
  );

  it('shares no ticket of an account with another platform, or with the account itself', async () => {
    await start();
    const { console, platform, shop, sandbox, url } = started;
    const { api, mp, open } = sandbox.baseUrls;
    const second = sandbox.openPlatform();
    second.callbackUrl = `${url}/wechat/second`;
    const other = clients().add(
      'second',
      openPlatform({ ...second.credentials, baseUrls: { api, mp, open } }),
    );
    await second.pushTicket();
    await console.authorize(shop);
    await second.authorize(shop);
    const own = clients().add('own', officialAccount({ ...shop.credentials, baseUrls: { api, mp, open } }));
    const signAll = async (): Promise<void> => {
      for (const account of [platform.officialAccount(shop.appId), other.officialAccount(shop.appId), own]) {
        await account.jsSdk.config(PAGE, { jsApiList: [] });
        await account.jsSdk.addCard({ cardId: 'p' });
      }
    };
    await signAll();
    expect(shop.ticketFetches).toEqual({ jsapi: 3, wx_card: 3 });
    await signAll();
    expect(shop.ticketFetches).toEqual({ jsapi: 3, wx_card: 3 });
    await console.unauthorize(shop);
    await other.officialAccount(shop.appId).jsSdk.config(PAGE, { jsApiList: [] });
    await own.jsSdk.config(PAGE, { jsApiList: [] });
    expect(shop.ticketFetches).toEqual({ jsapi: 3, wx_card: 3 });
    await expect(platform.officialAccount(shop.appId).jsSdk.config(PAGE, { jsApiList: [] })).rejects.toThrow(
      'has not authorized the platform',
    );
  });

  it('goes with the accounts that are declared with it, and comes back with other keys', async () => {
    await start({
      clients: ({ shop, other }) => ({
        shop: officialAccount({ appId: shop.appId, component: 'platform' }),
        own: officialAccount({ appId: other.appId, appSecret: other.appSecret }),
      }),
    });
    const { console, shop, sandbox, url } = started;
    const { api, mp, open } = sandbox.baseUrls;
    await console.authorize(shop);
    const person = shop.person();
    expect((await person.say('before')).text).toBe('heard before');
    expect(clients().remove('platform')).toBe(true);
    expect(clients().names()).toEqual(['own']);
    for (const key of ['platform', 'shop', console.appId, shop.appId]) expect(clients().has(key)).toBe(false);

    const token = OTHER_TOKEN;
    const encodingAESKey = OTHER_KEY;
    clients().add(
      'platform',
      openPlatform({ ...console.credentials, token, encodingAESKey, baseUrls: { api, mp, open } }),
    );
    const { appId } = console;
    const send = async (path: string, fields: Record<string, string>, keys: object): Promise<number> => {
      const xml = writeXml({ CreateTime: seconds(), ...fields });
      const push = sealedPush(xml, { appId, token, encodingAESKey, ...keys });
      return (await sendRaw(`${url}/wechat/platform${path}`, push)).status;
    };
    const { token: oldToken, encodingAESKey: oldKey } = console;
    const ticket = { AppId: appId, InfoType: 'component_verify_ticket', ComponentVerifyTicket: 'ticket-x' };
    const message = {
      ToUserName: shop.originalId,
      FromUserName: person.openid,
      MsgType: 'text',
      Content: 'after',
    };
    for (const [path, fields] of [
      ['', ticket],
      [`/${shop.appId}`, message],
    ] as const) {
      const old = { token: oldToken, encodingAESKey: oldKey };
      expect(await send(path, fields, old)).toBe(401);
      expect(await send(path, { ...fields, MsgId: '1' }, {})).toBe(200);
    }
  });
});
