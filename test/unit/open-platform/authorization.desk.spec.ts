import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LOCAL_LEASE } from '../lease.js';
import { WeChatHttpError } from '../../../lib/common/index.js';
import { CODE_STALE } from '../../../lib/open-platform/open-platform.messages.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { gate } from '../token/fake.tokens.js';
import { machineOn, shareRooms, type SharedRooms } from './fake.machine.js';
import { authorizationKey, refusal } from './fake.wechat.js';

const QUERY = 'api_query_auth';
const LIST = 'api_get_authorizer_list';
const KEY = authorizationKey('wx1');
const logs = collectLogs();

/** WeChat, which takes each of the codes once: `code-2` is the second one of the same account. */
function shareCodes(codes = ['code-1', 'code-2']): SharedRooms {
  const shared = shareRooms();
  const fresh = new Set(codes);
  shared.wechat.answers.set(QUERY, ({ authorization_code: code }) => {
    if (!fresh.delete(String(code))) throw refusal(61010);
    return {
      authorization_info: {
        authorizer_appid: 'wx1',
        authorizer_access_token: `access of ${String(code)}`,
        expires_in: 7200,
        authorizer_refresh_token: `refresh of ${String(code)}`,
      },
    };
  });
  return shared;
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => logs.clear());
afterAll(() => logs.stop());

describe('AuthorizationDesk.accept', () => {
  it('has the tokens of the account, and says whose they are', async () => {
    const { desk, credentials, tokens, tokenOf, wechat } = machineOn(shareCodes());
    expect(await desk.accept('code-1', 1000)).toBe('wx1');
    expect(credentials.kept.get(KEY)).toEqual({ refreshToken: 'refresh of code-1', authorizedAt: 1000 });
    expect(await tokens.get(tokenOf('wx1'))).toBe('access of code-1');
    expect(wechat.contentsOf(QUERY)).toEqual([
      { body: { component_appid: 'wxcomponent', authorization_code: 'code-1' }, secrets: ['code-1'] },
    ]);
    expect(wechat.call).toHaveBeenCalledTimes(1);
  });

  it('exchanges a code once, for many at once and for those who come later', async () => {
    const { desk, wechat, storage } = machineOn(shareCodes());
    const all = await Promise.all(Array.from({ length: 5 }, () => desk.accept('code-1')));
    expect(new Set(all)).toEqual(new Set(['wx1']));
    expect(await desk.accept('code-1', 1000)).toBe('wx1');
    expect(wechat.timesOf(QUERY)).toBe(1);
    expect(JSON.stringify([...storage.kept.keys()])).not.toContain('code-1');
  });

  it('takes each code for itself', async () => {
    const { desk, credentials, wechat } = machineOn(shareCodes());
    for (const code of ['code-1', 'code-2']) expect(await desk.accept(code)).toBe('wx1');
    expect(wechat.timesOf(QUERY)).toBe(2);
    expect(credentials.kept.get(KEY)).toMatchObject({ refreshToken: 'refresh of code-2' });
  });

  it('keeps the refresh token before anybody has the access token', async () => {
    const { desk, credentials, storage } = machineOn(shareCodes());
    const away = new Error('store is away');
    credentials.write.mockRejectedValueOnce(away);
    expect(await failureOf(desk.accept('code-1'))).toBe(away);
    expect(storage.kept.size).toBe(0);
  });

  it('finds what another machine had, though WeChat takes the code no more', async () => {
    const shared = shareCodes();
    const [first, second] = [machineOn(shared), machineOn(shared)];
    const held = gate();
    const answer = shared.wechat.answers.get(QUERY)!;
    shared.wechat.answers.set(QUERY, async (body) => {
      const said = answer(body); // the second one is refused at once
      await held.promise;
      return said;
    });
    const asked = [first.desk.accept('code-1')];
    await turn();
    asked.push(second.desk.accept('code-1'));
    await turn();
    held.open();
    expect(await Promise.all(asked)).toEqual(['wx1', 'wx1']);
    expect(shared.wechat.timesOf(QUERY)).toBe(2);
  });

  it.each([61009, 61010])('says that a code is refused (%i) once nobody else had it', async (errcode) => {
    const { desk, wechat } = machineOn(shareCodes());
    wechat.call.mockRejectedValue(refusal(errcode));
    expect(await failureOf(desk.accept('rubbish'))).toMatchObject({ errcode });
    expect(wechat.call).toHaveBeenCalledTimes(1);
  });

  it('throws whatever else goes wrong at once, and exchanges the code when it comes again', async () => {
    const { desk, wechat, storage } = machineOn(shareCodes());
    const broken = new WeChatHttpError('broken', { client: 'platform', route: 'x', retryable: true });
    wechat.call.mockRejectedValueOnce(broken);
    expect(await failureOf(desk.accept('code-1'))).toBe(broken);
    expect(storage.read).toHaveBeenCalledTimes(1);
    expect(await desk.accept('code-1')).toBe('wx1');
  });

  it('does not hand out an account that has left since', async () => {
    const { desk, credentials } = machineOn(shareCodes());
    await desk.accept('code-1', 1000);
    expect(await desk.leave('wx1', 1000)).toBe(true);
    expect(await failureOf(desk.accept('code-1'))).toMatchObject({ errcode: 61010 });
    expect(credentials.kept.has(KEY)).toBe(false);
  });
});

describe('AuthorizationDesk.acceptPushed', () => {
  it('exchanges the code, and says when', async () => {
    const { desk, credentials } = machineOn(shareCodes());
    expect(await desk.acceptPushed('wx1', 'code-1', 1000)).toBe(true);
    expect(credentials.kept.get(KEY)).toEqual({ refreshToken: 'refresh of code-1', authorizedAt: 1000 });
  });

  it('dates an authorization that came by browser, once and forwards', async () => {
    const { desk, book, wechat } = machineOn(shareCodes());
    await desk.accept('code-1');
    expect(await book.find('wx1')).toEqual({ refreshToken: 'refresh of code-1', authorizedAt: 0 });
    for (const at of [1000, 900]) {
      expect(await desk.acceptPushed('wx1', 'code-1', at)).toBe(true);
      expect(await book.find('wx1')).toEqual({ refreshToken: 'refresh of code-1', authorizedAt: 1000 });
    }
    expect(wechat.timesOf(QUERY)).toBe(1);
  });

  it('dates it under the lock of the account: a refresh token that comes meanwhile stays', async () => {
    const { desk, book, tokens, tokenOf } = machineOn(shareCodes());
    await desk.accept('code-1');
    const held = gate();
    const renewed = tokens.accept(tokenOf('wx1'), async () => {
      await held.promise;
      await book.keep('wx1', { refreshToken: 'refresh-next', authorizedAt: 0 }, LOCAL_LEASE);
      return { value: 'access-next', expiresIn: 7200 };
    });
    const dated = desk.acceptPushed('wx1', 'code-1', 1000);
    await turn();
    held.open();
    await Promise.all([renewed, dated]);
    expect(await book.find('wx1')).toEqual({ refreshToken: 'refresh-next', authorizedAt: 1000 });
  });

  it('is not told of an older push of an account that has left', async () => {
    const { desk, credentials } = machineOn(shareCodes());
    await desk.acceptPushed('wx1', 'code-1', 1000);
    await desk.leave('wx1', 1100);
    expect(await desk.acceptPushed('wx1', 'code-1', 1000)).toBe(false);
    expect(credentials.kept.has(KEY)).toBe(false);
    expect(logs.at('warn')).toEqual([expect.stringContaining(CODE_STALE('platform', 'wx1'))]);
  });

  it('finds in the list an account whose code came too late', async () => {
    const { desk, book, wechat } = machineOn(shareCodes([]));
    wechat.list('wx1', 'refresh-listed', 990);
    expect(await desk.acceptPushed('wx1', 'code-1', 1000)).toBe(true);
    expect(await book.find('wx1')).toEqual({ refreshToken: 'refresh-listed', authorizedAt: 1000 });
  });

  it('prefers the list to what is kept from before, and asks for none where something newer is kept', async () => {
    const { desk, book, wechat } = machineOn(shareCodes([]));
    await book.keep('wx1', { refreshToken: 'refresh-old', authorizedAt: 900 }, LOCAL_LEASE);
    wechat.list('wx1', 'refresh-listed', 1000);
    expect(await desk.acceptPushed('wx1', 'code-1', 1000)).toBe(true);
    expect(await book.find('wx1')).toEqual({ refreshToken: 'refresh-listed', authorizedAt: 1000 });
    expect(await desk.acceptPushed('wx1', 'code-0', 950)).toBe(true);
    expect(wechat.timesOf(LIST)).toBe(1);
  });

  it('fails with whatever else goes wrong: WeChat repeats the push', async () => {
    const { desk, wechat } = machineOn(shareCodes());
    const busy = refusal(-1);
    wechat.call.mockRejectedValueOnce(busy);
    expect(await failureOf(desk.acceptPushed('wx1', 'code-1', 1000))).toBe(busy);
    expect(wechat.timesOf(LIST)).toBe(0);
    expect(await desk.acceptPushed('wx1', 'code-1', 1000)).toBe(true);
  });
});

describe('AuthorizationDesk.leave', () => {
  it.each([
    ['when it says so', 1000],
    ['later', 1001],
  ])('lets an account go that authorized %s, with all it had', async (_what, at) => {
    const { desk, accounts, credentials, storage, tokens, tokenOf, refresher } = machineOn(shareCodes());
    await desk.accept('code-1', 1000);
    const { tokens: sources } = accounts.officialAccount('wx1');
    expect(Object.keys(sources)).toEqual(['access_token', 'js_api_ticket', 'wx_card_ticket']);
    for (const source of Object.values(sources))
      await tokens.accept(source, async () => ({ value: `value of ${source.key}`, expiresIn: 7200 }));
    expect(await desk.leave('wx1', at)).toBe(true);
    expect(credentials.kept.has(KEY)).toBe(false);
    for (const { key } of [...Object.values(sources), tokenOf('wx1')]) {
      expect(storage.kept.has(key)).toBe(false);
      expect(refresher.plans.has(key)).toBe(false);
      expect(tokens.health(key).isLive).toBe(false);
    }
  });

  it('drops the tokens of one whose credentials are gone already', async () => {
    const { desk, book, storage, tokenOf } = machineOn(shareCodes());
    await desk.accept('code-1', 1000);
    await book.remove('wx1', LOCAL_LEASE);
    expect(await desk.leave('wx1', 500)).toBe(true);
    expect(storage.kept.has(tokenOf('wx1').key)).toBe(false);
  });

  it('leaves one that has come back since as it is', async () => {
    const { desk, credentials, storage, tokens, tokenOf } = machineOn(shareCodes());
    await desk.accept('code-1', 1000);
    expect(await desk.leave('wx1', 999)).toBe(false);
    expect(credentials.kept.get(KEY)).toEqual({ refreshToken: 'refresh of code-1', authorizedAt: 1000 });
    expect(storage.kept.has(tokenOf('wx1').key)).toBe(true);
    expect(await tokens.get(tokenOf('wx1'))).toBe('access of code-1');
  });

  it('does not overtake one that comes back while it looks', async () => {
    const { desk, book, credentials, tokens, tokenOf } = machineOn(shareCodes());
    await desk.accept('code-1', 900);
    const held = gate();
    const read = credentials.read.getMockImplementation()!;
    credentials.read.mockImplementationOnce(async (key) => {
      const kept = await read(key);
      await held.promise;
      return kept;
    });
    const leaving = desk.leave('wx1', 1000);
    await turn();
    const coming = desk.accept('code-2', 1100);
    await turn();
    held.open();
    await Promise.all([leaving, coming]);
    expect(await book.find('wx1')).toEqual({ refreshToken: 'refresh of code-2', authorizedAt: 1100 });
    expect(await tokens.get(tokenOf('wx1'))).toBe('access of code-2');
  });

  it('waits for one that is coming back, and finds it newer', async () => {
    const { desk, book, credentials } = machineOn(shareCodes());
    await desk.accept('code-1', 900);
    const held = gate();
    credentials.write.mockImplementationOnce(async (key, credential) => {
      await held.promise;
      credentials.kept.set(key, credential);
    });
    const coming = desk.accept('code-2', 1100);
    await turn();
    const leaving = desk.leave('wx1', 1000);
    await turn();
    held.open();
    expect(await coming).toBe('wx1');
    expect(await leaving).toBe(false);
    expect(await book.find('wx1')).toEqual({ refreshToken: 'refresh of code-2', authorizedAt: 1100 });
  });

  it('takes nothing away when the store is away', async () => {
    const { desk, credentials, storage, tokenOf } = machineOn(shareCodes());
    await desk.accept('code-1', 900);
    const away = new Error('store is away');
    credentials.read.mockRejectedValueOnce(away);
    expect(await failureOf(desk.leave('wx1', 1000))).toBe(away);
    expect(storage.kept.has(tokenOf('wx1').key)).toBe(true);
    expect(credentials.kept.has(KEY)).toBe(true);
  });
});
