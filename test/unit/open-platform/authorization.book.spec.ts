import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Authorization, AuthorizationBook } from '../../../lib/open-platform/authorization.book.js';
import { LOCAL_LEASE } from '../lease.js';
import { failureOf } from '../failure.js';
import { gate } from '../token/fake.tokens.js';
import { authorizationKey, FakeWeChat, OpenCredentials } from './fake.wechat.js';

const LIST = 'api_get_authorizer_list';
const OLD: Authorization = { refreshToken: 'refresh-old', authorizedAt: 900 };
const NEW: Authorization = { refreshToken: 'refresh-new', authorizedAt: 1100 };
const LISTED: Authorization = { refreshToken: 'refresh-wx1', authorizedAt: 1000 };
const isOld = ({ refreshToken }: Authorization): boolean => refreshToken === OLD.refreshToken;

function setUp() {
  const wechat = new FakeWeChat();
  const credentials = new OpenCredentials();
  const keptOf = (appId: string) => credentials.kept.get(authorizationKey(appId));
  return { wechat, credentials, keptOf, book: new AuthorizationBook(wechat.calls, credentials) };
}

/** Holds the list until the gate opens: what it says was read before. */
function holdList(wechat: FakeWeChat) {
  const held = gate();
  const answer = wechat.answers.get(LIST);
  wechat.answers.set(LIST, async (body) => {
    const said = answer?.(body);
    await held.promise;
    return said;
  });
  return held;
}

const settled = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('AuthorizationBook.find', () => {
  it('finds what was kept, and nothing once it is removed', async () => {
    const { book, keptOf } = setUp();
    await book.keep('wx1', NEW, LOCAL_LEASE);
    expect(await book.find('wx1')).toEqual(NEW);
    expect(await book.find('wx2')).toBeUndefined();
    await book.remove('wx1', LOCAL_LEASE);
    expect(await book.find('wx1')).toBeUndefined();
    expect(keptOf('wx1')).toBeUndefined();
  });

  it.each<[unknown]>([
    ['rubbish'],
    [{}],
    [[]],
    [{ refreshToken: 'refresh' }],
    [{ authorizedAt: 1 }],
    [{ refreshToken: 5, authorizedAt: 1 }],
    [{ refreshToken: 'refresh', authorizedAt: '1' }],
  ])('takes %j for nothing', async (rubbish) => {
    const { book, credentials, wechat } = setUp();
    credentials.kept.set(authorizationKey('wx1'), rubbish);
    expect(await book.find('wx1')).toBeUndefined();
    wechat.list('wx1');
    expect(await book.recover('wx1')).toEqual(LISTED);
    expect(await book.find('wx1')).toEqual(LISTED);
  });
});

describe('AuthorizationBook.recover', () => {
  it('looks into the store first', async () => {
    const { book, wechat } = setUp();
    wechat.list('wx1');
    await book.keep('wx1', OLD, LOCAL_LEASE);
    expect(await book.recover('wx1')).toEqual(OLD);
    expect(wechat.call).not.toHaveBeenCalled();
  });

  it('finds what was lost in the list, and keeps it', async () => {
    const { book, keptOf, wechat } = setUp();
    wechat.list('wx1');
    expect(await book.recover('wx1')).toEqual(LISTED);
    expect(keptOf('wx1')).toEqual(LISTED);
    expect(await book.recover('wx2')).toBeUndefined();
  });

  it('takes the list for what is kept and of no use', async () => {
    const { book, keptOf, wechat } = setUp();
    wechat.list('wx1');
    await book.keep('wx1', OLD, LOCAL_LEASE);
    expect(await book.recover('wx1', isOld)).toEqual(LISTED);
    expect(keptOf('wx1')).toEqual(LISTED);
  });

  it('passes over an account of which the list holds no token', async () => {
    const { book, keptOf, wechat } = setUp();
    wechat.listed.push({ authorizer_appid: 'wx1', auth_time: 1000 });
    expect(await book.recover('wx1')).toBeUndefined();
    expect(keptOf('wx1')).toBeUndefined();
  });

  it('walks once for all who ask meanwhile, and once more for who asks later', async () => {
    const { book, wechat } = setUp();
    for (const appId of ['wx1', 'wx2']) wechat.list(appId);
    const held = holdList(wechat);
    const asked = ['wx1', 'wx2', 'wx3', 'wx1'].map((appId) => book.recover(appId));
    await settled();
    held.open();
    const found = await Promise.all(asked);
    expect(found.map((one) => one?.refreshToken)).toEqual([
      'refresh-wx1',
      'refresh-wx2',
      undefined,
      'refresh-wx1',
    ]);
    expect(wechat.timesOf(LIST)).toBe(1);
    await book.recover('wx3');
    expect(wechat.timesOf(LIST)).toBe(2);
  });

  it('keeps all that were lost, page by page', async () => {
    const { book, keptOf, wechat } = setUp();
    const appIds = Array.from({ length: 1001 }, (_, index) => `wx${index}`);
    for (const appId of appIds) wechat.list(appId);
    expect(await book.recover('wx0')).toMatchObject({ refreshToken: 'refresh-wx0' });
    expect(wechat.bodiesOf(LIST).map(({ offset }) => offset)).toEqual([0, 500, 1000]);
    for (const appId of appIds)
      expect(keptOf(appId)).toEqual({ refreshToken: `refresh-${appId}`, authorizedAt: 1000 });
  });

  it('overwrites nothing of the accounts nobody asked for', async () => {
    const { book, credentials, keptOf, wechat } = setUp();
    for (const appId of ['wx1', 'wx2']) wechat.list(appId);
    await book.keep('wx2', OLD, LOCAL_LEASE);
    credentials.write.mockClear();
    await book.recover('wx1');
    expect(keptOf('wx2')).toEqual(OLD);
    expect(credentials.write.mock.calls.map(([key]) => key)).toEqual([authorizationKey('wx1')]);
  });

  it.each([
    ['for one that was lost', undefined],
    ['for one of no use', OLD],
  ])('prefers what another process has kept while the list was read, %s', async (_what, before) => {
    const { book, credentials, keptOf, wechat } = setUp();
    wechat.list('wx1');
    if (before) await book.keep('wx1', before, LOCAL_LEASE);
    const held = holdList(wechat);
    const asked = book.recover('wx1', isOld);
    await settled();
    credentials.kept.set(authorizationKey('wx1'), NEW);
    held.open();
    expect(await asked).toEqual(NEW);
    expect(keptOf('wx1')).toEqual(NEW);
  });

  it('does so too for one the list does not hold', async () => {
    const { book, credentials, wechat } = setUp();
    const held = holdList(wechat);
    const asked = book.recover('wx1');
    await settled();
    credentials.kept.set(authorizationKey('wx1'), NEW);
    held.open();
    expect(await asked).toEqual(NEW);
  });

  it('writes 50 at once at most, and as many where it can', async () => {
    const { book, credentials, wechat } = setUp();
    for (let index = 0; index < 120; index += 1) wechat.list(`wx${index}`);
    let active = 0;
    let most = 0;
    credentials.write.mockImplementation(async (key, credential) => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setTimeout(resolve, 10));
      active -= 1;
      credentials.kept.set(key, credential);
    });
    const asked = book.recover('wx0');
    await jest.advanceTimersByTimeAsync(100);
    await asked;
    expect(credentials.kept.size).toBe(120);
    expect(most).toBe(50);
  });

  it('fails for all who share a walk that fails, and walks anew for the next', async () => {
    const { book, wechat } = setUp();
    wechat.list('wx1');
    wechat.call.mockRejectedValueOnce(new Error('WeChat is away'));
    const asked = [book.recover('wx1'), book.recover('wx2')].map((work) => failureOf(work));
    expect((await Promise.all(asked)).map(({ message }) => message)).toEqual([
      'WeChat is away',
      'WeChat is away',
    ]);
    expect(await book.recover('wx1')).toEqual(LISTED);
  });
});

describe('AuthorizationBook, when an account leaves while it is being found', () => {
  const leavesNothing = async ({ book, keptOf }: ReturnType<typeof setUp>, asked: Promise<unknown>) => {
    expect(await asked).toBeUndefined();
    expect(keptOf('wx1')).toBeUndefined();
    expect(await book.find('wx1')).toBeUndefined();
  };

  it('does not bring it back after the list was read', async () => {
    const all = setUp();
    all.wechat.list('wx1');
    const held = holdList(all.wechat);
    const asked = all.book.recover('wx1');
    await settled();
    await all.book.remove('wx1', LOCAL_LEASE);
    held.open();
    await leavesNothing(all, asked);
    expect(all.credentials.write).not.toHaveBeenCalled();
  });

  it('does not bring it back for one who asked for another', async () => {
    const all = setUp();
    for (const appId of ['wx1', 'wx2']) all.wechat.list(appId);
    const held = holdList(all.wechat);
    const asked = all.book.recover('wx2');
    await settled();
    await all.book.remove('wx1', LOCAL_LEASE);
    held.open();
    expect(await asked).toMatchObject({ refreshToken: 'refresh-wx2' });
    expect(all.keptOf('wx1')).toBeUndefined();
  });

  it('does not bring it back when it was of no use before', async () => {
    const all = setUp();
    all.wechat.list('wx1');
    await all.book.keep('wx1', OLD, LOCAL_LEASE);
    const held = holdList(all.wechat);
    const asked = all.book.recover('wx1', isOld);
    await settled();
    await all.book.remove('wx1', LOCAL_LEASE);
    held.open();
    await leavesNothing(all, asked);
  });

  it('does not bring it back while the store is looked into', async () => {
    const all = setUp();
    all.wechat.list('wx1');
    const held = gate();
    const read = all.credentials.read.getMockImplementation()!;
    const listed = holdList(all.wechat);
    const asked = all.book.recover('wx1');
    await settled();
    all.credentials.read.mockImplementationOnce(async (key) => {
      const kept = await read(key);
      await held.promise;
      return kept;
    });
    listed.open();
    await settled();
    await all.book.remove('wx1', LOCAL_LEASE);
    held.open();
    await leavesNothing(all, asked);
  });

  it('takes it away again when its write lands last', async () => {
    const all = setUp();
    all.wechat.list('wx1');
    const held = gate();
    all.credentials.write.mockImplementationOnce(async (key, credential) => {
      await held.promise;
      all.credentials.kept.set(key, credential);
    });
    const asked = all.book.recover('wx1');
    await settled();
    expect(all.credentials.write).toHaveBeenCalledTimes(1);
    await all.book.remove('wx1', LOCAL_LEASE);
    held.open();
    await leavesNothing(all, asked);
  });

  it('lets it go when its write lands first', async () => {
    const all = setUp();
    all.wechat.list('wx1');
    const held = gate();
    all.credentials.write.mockImplementationOnce(async (key, credential) => {
      all.credentials.kept.set(key, credential);
      await held.promise;
    });
    const asked = all.book.recover('wx1');
    await settled();
    expect(all.keptOf('wx1')).toEqual(LISTED);
    await all.book.remove('wx1', LOCAL_LEASE);
    held.open();
    await leavesNothing(all, asked);
  });

  it('keeps what it comes back with', async () => {
    const { book, keptOf, wechat } = setUp();
    wechat.list('wx1');
    const held = holdList(wechat);
    const asked = book.recover('wx1');
    await settled();
    await book.remove('wx1', LOCAL_LEASE);
    await book.keep('wx1', NEW, LOCAL_LEASE);
    held.open();
    expect(await asked).toEqual(NEW);
    expect(keptOf('wx1')).toEqual(NEW);
  });

  it('keeps what it comes back with while a write is under way that landed before', async () => {
    const { book, credentials, keptOf, wechat } = setUp();
    wechat.list('wx1');
    const held = gate();
    credentials.write.mockImplementationOnce(async (key, credential) => {
      credentials.kept.set(key, credential);
      await held.promise;
    });
    const asked = book.recover('wx1');
    await settled();
    await book.remove('wx1', LOCAL_LEASE);
    await book.keep('wx1', NEW, LOCAL_LEASE);
    held.open();
    expect(await asked).toEqual(NEW);
    expect(keptOf('wx1')).toEqual(NEW);
  });

  it('finds it once a later list holds it', async () => {
    const { book, wechat } = setUp();
    await book.remove('wx1', LOCAL_LEASE);
    expect(await book.recover('wx1')).toBeUndefined();
    await book.remove('wx1', LOCAL_LEASE);
    wechat.list('wx1');
    expect(await book.recover('wx1')).toEqual(LISTED);
  });
});

describe('AuthorizationBook.findListed', () => {
  it('walks once a minute at most, whichever account is named', async () => {
    const { book, wechat } = setUp();
    expect(await book.findListed('wx1')).toBeUndefined();
    expect(wechat.timesOf(LIST)).toBe(1);
    wechat.list('wx1');
    jest.advanceTimersByTime(59_999);
    for (const appId of ['wx1', 'wx2', 'wx3']) expect(await book.findListed(appId)).toBeUndefined();
    expect(wechat.timesOf(LIST)).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await book.findListed('wx1')).toEqual(LISTED);
    expect(await book.findListed('wx2')).toBeUndefined();
    expect(wechat.timesOf(LIST)).toBe(2);
  });

  it('finds what is kept all the while, and asks nobody', async () => {
    const { book, wechat } = setUp();
    await book.keep('wx1', NEW, LOCAL_LEASE);
    expect(await book.findListed('wx1')).toEqual(NEW);
    expect(wechat.call).not.toHaveBeenCalled();
    await book.findListed('wx2');
    await book.keep('wx2', OLD, LOCAL_LEASE);
    expect(await book.findListed('wx2')).toEqual(OLD);
  });

  it('counts a walk for those it must find as well, but none that failed', async () => {
    const { book, wechat } = setUp();
    wechat.call.mockRejectedValueOnce(new Error('WeChat is away'));
    expect((await failureOf(book.findListed('wx1'))).message).toBe('WeChat is away');
    wechat.list('wx1');
    expect(await book.recover('wx1')).toEqual(LISTED);
    await book.findListed('wx2');
    expect(wechat.timesOf(LIST)).toBe(2);
  });

  it('does not hold back those who must find theirs', async () => {
    const { book, wechat } = setUp();
    await book.findListed('wx1');
    wechat.list('wx1');
    expect(await book.recover('wx1')).toEqual(LISTED);
  });
});
