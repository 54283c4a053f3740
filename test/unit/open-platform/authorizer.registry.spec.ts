import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CallbackRefusal } from '../../../lib/callback/callback.refusal.js';
import type { ClientDefinition, ClientRegistration } from '../../../lib/client/index.js';
import { WeChatSignatureError } from '../../../lib/common/index.js';
import { miniProgram } from '../../../lib/mini-program/index.js';
import { officialAccount } from '../../../lib/official-account/index.js';
import { DECLARED_OTHERWISE } from '../../../lib/open-platform/open-platform.messages.js';
import { KEY, pushOf, TEXT } from '../callback/push.maker.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { machineOn } from './fake.machine.js';
import { authorizationKey, identityKey, PLATFORM, refusal } from './fake.wechat.js';

const LIST = 'api_get_authorizer_list';
const INFO = 'api_get_authorizer_info';
const logs = collectLogs();
const byPlatform = { appId: 'wx1', component: 'platform' };
const bySecret = { appId: 'wx1', appSecret: 's3cret' };
const push = (options: object = {}) =>
  pushOf({ mode: 'encrypted', key: KEY, appId: PLATFORM, tree: TEXT, ...options });

/** A platform with one authorizer, `wx1`: an official account unless said otherwise. */
function setUp({ isMiniProgram = false, isAuthorized = true } = {}) {
  const machine = machineOn();
  if (isAuthorized)
    machine.credentials.kept.set(authorizationKey('wx1'), { refreshToken: 'refresh-1', authorizedAt: 900 });
  machine.wechat.answers.set(INFO, ({ authorizer_appid: appId }) => {
    if (appId !== 'wx1' || !isAuthorized) throw refusal(61003);
    return { authorizer_info: { user_name: 'gh_1', ...(isMiniProgram ? { MiniProgramInfo: {} } : {}) } };
  });
  return machine;
}

beforeEach(() => logs.clear());
afterAll(() => logs.stop());

describe('AuthorizerRegistry', () => {
  it('makes one client of each kind for an account, and asks nobody', () => {
    const { accounts, wechat, credentials } = setUp();
    const shop = accounts.officialAccount('wx1');
    const mini = accounts.miniProgram('wx1');
    expect(shop.client).toMatchObject({ kind: 'official-account', name: 'wx1', appId: 'wx1' });
    expect(mini.client).toMatchObject({ kind: 'mini-program', name: 'wx1', appId: 'wx1' });
    expect(shop.parent?.name).toBe('platform');
    expect(accounts.officialAccount('wx1')).toBe(shop);
    expect(accounts.miniProgram('wx1')).toBe(mini);
    expect(accounts.officialAccount('wx2')).not.toBe(shop);
    expect(wechat.call).not.toHaveBeenCalled();
    expect(credentials.read).not.toHaveBeenCalled();
  });

  it.each([[''], [' wx1'], ['wx1\n'], [undefined], [null], [5], [{}]])(
    'takes %j for no appid',
    async (appId) => {
      const { accounts } = setUp();
      for (const make of [
        () => accounts.officialAccount(appId as string),
        () => accounts.miniProgram(appId as string),
      ]) {
        const failure = await failureOf(make);
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toBe(
          `An account of a platform is named by its appid, not by "${String(appId)}"`,
        );
      }
    },
  );

  it('knows those it has met, by the kind WeChat says', async () => {
    for (const isMiniProgram of [false, true]) {
      const { accounts } = setUp({ isMiniProgram });
      expect(accounts.known('wx1')).toBeUndefined();
      const found = await accounts.find('wx1');
      expect(found).toBe(isMiniProgram ? accounts.miniProgram('wx1') : accounts.officialAccount('wx1'));
      expect(accounts.known('wx1')).toBe(found);
      expect(logs.lines).toEqual([]);
    }
  });

  it('does not ask who a stranger is', async () => {
    const { accounts, wechat } = setUp({ isAuthorized: false });
    for (const appId of ['wx1', 'wx2', 'constructor']) expect(await accounts.find(appId)).toBeUndefined();
    expect(wechat.timesOf(INFO)).toBe(0);
    expect(wechat.timesOf(LIST)).toBe(1);
  });

  it('meets the receiver of a push, and asks once', async () => {
    const { accounts, wechat } = setUp();
    const met = await accounts.receiver('wx1', push());
    expect(met).toBe(accounts.officialAccount('wx1'));
    expect(accounts.receiver('wx1', push())).toBe(met);
    expect(wechat.timesOf(INFO)).toBe(1);
  });

  it('asks nobody about the receiver of a push that WeChat did not sign', async () => {
    const { accounts, wechat, credentials } = setUp();
    const asked = Promise.resolve(accounts.receiver('wx1', push({ token: 'other' })));
    expect(await failureOf(asked)).toBeInstanceOf(WeChatSignatureError);
    expect(wechat.call).not.toHaveBeenCalled();
    expect(credentials.read).not.toHaveBeenCalled();
    expect(accounts.known('wx1')).toBeUndefined();
  });

  it('refuses a push for one that is no authorizer, and throws whatever else goes wrong', async () => {
    const { accounts, wechat } = setUp({ isAuthorized: false });
    const refused = await failureOf<CallbackRefusal>(Promise.resolve(accounts.receiver('wx1', push())));
    expect(refused).toBeInstanceOf(CallbackRefusal);
    expect(refused.status).toBe(404);
    const busy = refusal(-1);
    wechat.call.mockRejectedValueOnce(busy);
    expect(await failureOf(Promise.resolve(accounts.receiver('wx1', push())))).toBe(busy);
  });
});

describe('AuthorizerRegistry and clients that are declared', () => {
  it.each<[string, ClientDefinition, 'officialAccount' | 'miniProgram']>([
    ['an official account', officialAccount(byPlatform), 'officialAccount'],
    ['a mini program', miniProgram(byPlatform), 'miniProgram'],
  ])('has %s as it is declared, from then on and until it is removed', async (_what, definition, kind) => {
    const { accounts, declare, undeclare, wechat } = setUp({ isMiniProgram: kind === 'miniProgram' });
    const own: ClientRegistration = accounts[kind]('wx1');
    expect(await accounts.find('wx1')).toBe(own);
    const declared = declare('shop', 'wx1', definition);
    expect(accounts[kind]('wx1')).toBe(declared);
    expect(await accounts.find('wx1')).toBe(declared);
    expect(accounts.receiver('wx1', push())).toBe(declared);
    undeclare('shop', 'wx1');
    expect(accounts[kind]('wx1')).toBe(own);
    expect(await accounts.find('wx1')).toBe(own);
    expect(wechat.timesOf(INFO)).toBe(1);
    expect(logs.lines).toEqual([]);
  });

  it('needs no question about one that is declared from the start', async () => {
    const { accounts, declare, wechat, credentials } = setUp();
    const declared = declare('shop', 'wx1', officialAccount(byPlatform));
    expect(await accounts.find('wx1')).toBe(declared);
    expect(accounts.receiver('wx1', push())).toBe(declared);
    expect(accounts.known('wx1')).toBeUndefined();
    expect(wechat.call).not.toHaveBeenCalled();
    expect(credentials.read).not.toHaveBeenCalled();
  });

  it('gives a client of the other kind all the same: views of one account', () => {
    const { accounts, declare } = setUp();
    declare('shop', 'wx1', officialAccount(byPlatform));
    expect(accounts.miniProgram('wx1').client).toMatchObject({ kind: 'mini-program', name: 'wx1' });
  });

  it.each<[string, ClientDefinition, boolean]>([
    ['with its own secret', officialAccount(bySecret), false],
    ['with its own secret, as the other kind', miniProgram(bySecret), false],
    ['with its own secret, though a mini program', officialAccount(bySecret), true],
  ])('warns once of one that is declared %s', async (_what, definition, isMiniProgram) => {
    const { accounts, declare } = setUp({ isMiniProgram });
    const declared = declare('shop', 'wx1', definition);
    const own = isMiniProgram ? accounts.miniProgram('wx1') : accounts.officialAccount('wx1');
    for (let times = 0; times < 2; times += 1) {
      expect(await accounts.find('wx1')).toBe(own);
      expect(await accounts.receiver('wx1', push())).toBe(own);
    }
    const actual = isMiniProgram ? 'mini-program' : 'official-account';
    const told = DECLARED_OTHERWISE(declared.client, 'wx1', actual, 'platform');
    expect(logs.at('warn')).toEqual([expect.stringContaining(told)]);
  });
});

describe('AuthorizerRegistry.drop', () => {
  it('leaves nothing of an account', async () => {
    const { accounts, credentials, storage, refresher, tokens, tokenOf } = setUp();
    const shop = (await accounts.find('wx1')) as ClientRegistration;
    const mini = accounts.miniProgram('wx1');
    for (const source of [tokenOf('wx1'), ...Object.values(shop.tokens)])
      await tokens.accept(source, async () => ({ value: 'secret', expiresIn: 7200 }));
    expect(credentials.kept.has(identityKey('wx1'))).toBe(true);
    expect(await accounts.drop('wx1', async () => true)).toBe(true);
    expect(credentials.kept.size).toBe(0);
    expect(storage.kept.size).toBe(0);
    expect(refresher.plans.size).toBe(0);
    expect(accounts.known('wx1')).toBeUndefined();
    expect(await accounts.find('wx1')).toBeUndefined();
    expect(accounts.officialAccount('wx1')).not.toBe(shop);
    expect(accounts.miniProgram('wx1')).not.toBe(mini);
  });

  it('drops what other processes have put into the storage, of an account this one has not met', async () => {
    const { accounts, storage, tokenOf } = setUp();
    const names = Object.values(machineOn().accounts.officialAccount('wx1').tokens).map(({ key }) => key);
    for (const key of new Set([...names, tokenOf('wx1').key, `${PLATFORM}:wx2:access_token`]))
      storage.kept.set(key, { value: 'secret', fetchedAt: Date.now(), expiresAt: Date.now() + 1000 });
    expect(await accounts.drop('wx1', async () => true)).toBe(true);
    expect([...storage.kept.keys()]).toEqual([`${PLATFORM}:wx2:access_token`]);
  });

  it('leaves everything of one that has not left', async () => {
    const { accounts, credentials, storage, tokens, tokenOf } = setUp();
    const shop = await accounts.find('wx1');
    await tokens.accept(tokenOf('wx1'), async () => ({ value: 'secret', expiresIn: 7200 }));
    expect(await accounts.drop('wx1', async () => false)).toBe(false);
    expect(credentials.kept.size).toBe(2);
    expect(storage.kept.size).toBe(1);
    expect(accounts.known('wx1')).toBe(shop);
  });

  it('leaves a declared client where it is: its owner may come back', async () => {
    const { accounts, declare } = setUp();
    const declared = declare('shop', 'wx1', officialAccount(byPlatform));
    expect(await accounts.drop('wx1', async () => true)).toBe(true);
    expect(accounts.officialAccount('wx1')).toBe(declared);
  });
});

describe('AuthorizerRegistry.forget', () => {
  it('drops what this process knows, and leaves the storages to others', async () => {
    const { accounts, credentials, storage, refresher, tokens, wechat } = setUp();
    const shop = (await accounts.find('wx1')) as ClientRegistration;
    for (const source of Object.values(shop.tokens))
      await tokens.accept(source, async () => ({ value: 'secret', expiresIn: 7200 }));
    accounts.forget();
    expect(accounts.known('wx1')).toBeUndefined();
    expect(refresher.plans.size).toBe(0);
    expect(storage.kept.size).toBe(3);
    expect(credentials.kept.size).toBe(2);
    const again = await accounts.find('wx1');
    expect(again).toBeDefined();
    expect(again).not.toBe(shop);
    expect(wechat.timesOf(INFO)).toBe(1);
  });
});
