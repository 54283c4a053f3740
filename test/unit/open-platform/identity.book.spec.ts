import { describe, expect, it } from '@jest/globals';
import { IdentityBook } from '../../../lib/open-platform/identity.book.js';
import { LAUNCH_CHECK_ACCOUNTS } from '../../../lib/open-platform/launch-check.accounts.js';
import { failureOf } from '../failure.js';
import { gate } from '../token/fake.tokens.js';
import { FakeWeChat, identityKey, OpenCredentials, refusal } from './fake.wechat.js';

const INFO = 'api_get_authorizer_info';
const KEY = identityKey('wx1');
const SHOP = { kind: 'official-account', originalId: 'gh_1' };

/** WeChat knows `wx1` as an official account, and `wx2` as a mini program. */
function setUp() {
  const wechat = new FakeWeChat();
  wechat.answers.set(INFO, ({ authorizer_appid: appId }) => {
    if (appId === 'wx1') return { authorizer_info: { user_name: 'gh_1' } };
    if (appId === 'wx2') return { authorizer_info: { user_name: 'gh_2', MiniProgramInfo: {} } };
    throw refusal(61003);
  });
  const credentials = new OpenCredentials();
  const open = () => new IdentityBook(wechat.calls, credentials);
  return { wechat, credentials, open, identities: open() };
}

describe('IdentityBook', () => {
  it('knows both kinds of accounts, and what messages call them', async () => {
    const { identities, wechat } = setUp();
    expect(await identities.find('wx1')).toEqual(SHOP);
    expect(await identities.find('wx2')).toEqual({ kind: 'mini-program', originalId: 'gh_2' });
    expect(wechat.bodiesOf(INFO)).toEqual([
      { component_appid: 'wxcomponent', authorizer_appid: 'wx1' },
      { component_appid: 'wxcomponent', authorizer_appid: 'wx2' },
    ]);
  });

  it('asks once, however many ask', async () => {
    const { identities, wechat, credentials } = setUp();
    const held = gate();
    const answer = wechat.answers.get(INFO)!;
    wechat.answers.set(INFO, async (body) => {
      await held.promise;
      return answer(body);
    });
    const asked = Array.from({ length: 5 }, () => identities.find('wx1'));
    held.open();
    for (const identity of await Promise.all(asked)) expect(identity).toEqual(SHOP);
    expect(wechat.timesOf(INFO)).toBe(1);
    expect(credentials.read).toHaveBeenCalledTimes(1);
    expect(await identities.find('wx1')).toEqual(SHOP);
    expect(credentials.read).toHaveBeenCalledTimes(1);
  });

  it('spares all other processes the question', async () => {
    const { identities, credentials, open, wechat } = setUp();
    await identities.find('wx1');
    expect([...credentials.kept]).toEqual([[KEY, SHOP]]);
    expect(await open().find('wx1')).toEqual(SHOP);
    identities.clear();
    expect(await identities.find('wx1')).toEqual(SHOP);
    expect(wechat.timesOf(INFO)).toBe(1);
    expect(credentials.write).toHaveBeenCalledTimes(1);
  });

  it('forgets one that was removed, everywhere', async () => {
    const { identities, credentials, wechat } = setUp();
    await identities.find('wx1');
    await identities.remove('wx1');
    expect(credentials.kept.size).toBe(0);
    expect(await identities.find('wx1')).toEqual(SHOP);
    expect(wechat.timesOf(INFO)).toBe(2);
  });

  it.each<[unknown]>([
    ['rubbish'],
    [{}],
    [[]],
    [{ kind: 'official-account' }],
    [{ originalId: 'gh_1' }],
    [{ kind: 'work', originalId: 'gh_9' }],
    [{ kind: 'constructor', originalId: 'gh_9' }],
    [{ kind: 'mini-program', originalId: 9 }],
  ])('asks anew where %j is kept, and keeps the answer', async (rubbish) => {
    const { identities, credentials, wechat } = setUp();
    credentials.kept.set(KEY, rubbish);
    expect(await identities.find('wx1')).toEqual(SHOP);
    expect(wechat.timesOf(INFO)).toBe(1);
    expect(credentials.kept.get(KEY)).toEqual(SHOP);
  });

  it('fails for a stranger, for all who asked, and asks again for the next', async () => {
    const { identities, credentials, wechat } = setUp();
    for (const times of [1, 2]) {
      const failures = await Promise.all(
        [identities.find('wx3'), identities.find('wx3')].map((asked) => failureOf(asked)),
      );
      for (const failure of failures) expect(failure).toMatchObject({ errcode: 61003 });
      expect(wechat.timesOf(INFO)).toBe(times);
    }
    expect(credentials.kept.size).toBe(0);
  });

  it('tells nobody what could not be kept', async () => {
    const { identities, credentials } = setUp();
    const away = new Error('store is away');
    credentials.write.mockRejectedValueOnce(away);
    expect(await failureOf(identities.find('wx1'))).toBe(away);
    expect(await identities.find('wx1')).toEqual(SHOP);
    expect(credentials.kept.get(KEY)).toEqual(SHOP);
  });

  it('needs nobody for the accounts of the launch check, which never leave for good', async () => {
    const { identities, credentials, wechat } = setUp();
    expect(LAUNCH_CHECK_ACCOUNTS.size).toBe(10);
    for (const [appId, identity] of LAUNCH_CHECK_ACCOUNTS) {
      expect(await identities.find(appId)).toEqual(identity);
      await identities.remove(appId);
      identities.clear();
      expect(await identities.find(appId)).toEqual(identity);
    }
    expect(wechat.call).not.toHaveBeenCalled();
    expect(credentials.read).not.toHaveBeenCalled();
    expect(credentials.write).not.toHaveBeenCalled();
  });
});
