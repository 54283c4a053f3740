import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatDecryptError, WeChatParseError, WeChatSignatureError } from '../../../lib/common/index.js';
import type { AuthorizationDesk } from '../../../lib/open-platform/authorization.desk.js';
import { InfoProtocol } from '../../../lib/open-platform/info.protocol.js';
import type { VerifyTicket } from '../../../lib/open-platform/verify-ticket.js';
import { failureOf } from '../failure.js';
import { APP_ID, KEY, NOW, protocolOf, pushOf, TEXT } from '../callback/push.maker.js';

const AT = NOW / 1000;
const AUTHORIZED = { AuthorizerAppid: 'wx1', AuthorizationCode: 'code-1' };

function setUp() {
  const keep = jest.fn(async (_ticket: string, _at: number): Promise<void> => undefined);
  const acceptPushed = jest.fn(async (_appId: string, _code: string, _at: number) => true);
  const leave = jest.fn(async (_appId: string, _at: number) => true);
  const protocol = new InfoProtocol(
    protocolOf({ encodingAESKey: KEY }),
    { keep } as unknown as VerifyTicket,
    { acceptPushed, leave } as unknown as AuthorizationDesk,
  );
  const open = (tree: object) =>
    protocol.open(pushOf({ mode: 'encrypted', tree: { AppId: APP_ID, CreateTime: String(AT), ...tree } }));
  const done = () =>
    [keep, acceptPushed, leave].flatMap(({ mock }) => mock.calls as ReadonlyArray<readonly unknown[]>);
  return { protocol, open, done, keep, acceptPushed, leave };
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('InfoProtocol', () => {
  it.each<['keep' | 'acceptPushed' | 'leave', object, readonly unknown[]]>([
    ['keep', { InfoType: 'component_verify_ticket', ComponentVerifyTicket: 'ticket-1' }, ['ticket-1', AT]],
    ['acceptPushed', { InfoType: 'authorized', ...AUTHORIZED }, ['wx1', 'code-1', AT]],
    ['acceptPushed', { InfoType: 'updateauthorized', ...AUTHORIZED }, ['wx1', 'code-1', AT]],
    [
      'acceptPushed',
      { InfoType: 'notify_third_fasteregister', appid: 'wx2', auth_code: 'code-2', status: '0' },
      ['wx2', 'code-2', AT],
    ],
    ['leave', { InfoType: 'unauthorized', AuthorizerAppid: 'wx1' }, ['wx1', AT]],
  ])('does its own part (%s) of %o, before handlers hear of it', async (part, tree, given) => {
    const all = setUp();
    const push = all.open(tree);
    expect(push).toMatchObject({ kind: 'info', message: tree });
    expect(all.done()).toEqual([]);
    expect(await push.prepare?.()).toBe(true);
    expect(all[part].mock.calls).toEqual([given]);
    expect(all.done()).toHaveLength(1);
  });

  it.each(['xml', 'json'] as const)('reads a time in %s', async (format) => {
    const { protocol, leave } = setUp();
    const tree = { InfoType: 'unauthorized', AuthorizerAppid: 'wx1', CreateTime: AT };
    await protocol.open(pushOf({ mode: 'encrypted', format, tree })).prepare?.();
    expect(leave.mock.calls).toEqual([['wx1', AT]]);
  });

  it.each<['acceptPushed' | 'leave', object]>([
    ['acceptPushed', { InfoType: 'authorized', ...AUTHORIZED }],
    ['acceptPushed', { InfoType: 'notify_third_fasteregister', appid: 'wx2', auth_code: 'code-2' }],
    ['leave', { InfoType: 'unauthorized', AuthorizerAppid: 'wx1' }],
  ])('tells no handler what its own part (%s) passed over', async (part, tree) => {
    const all = setUp();
    all[part].mockResolvedValue(false);
    expect(await all.open(tree).prepare?.()).toBe(false);
  });

  it('lets WeChat repeat what its own part failed at', async () => {
    const all = setUp();
    const away = new Error('store is away');
    all.keep.mockRejectedValue(away);
    const push = all.open({ InfoType: 'component_verify_ticket', ComponentVerifyTicket: 'ticket-1' });
    expect(await failureOf(push.prepare!())).toBe(away);
  });

  it('has no part in a registration that went wrong, of which handlers hear', async () => {
    const { open, done } = setUp();
    const push = open({ InfoType: 'notify_third_fasteregister', appid: '', status: '89251' });
    expect(await push.prepare?.()).toBe(true);
    expect(done()).toEqual([]);
  });

  it.each(['something_new', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'has no part in %s',
    (InfoType) => {
      const push = setUp().open({ InfoType, CreateTime: 'abc' });
      expect(push).toMatchObject({ kind: 'info', name: InfoType });
      expect(push.prepare).toBeUndefined();
    },
  );

  it.each([
    ['abc'],
    ['1e400'],
    ['1e3'],
    ['-1'],
    ['1.5'],
    ['0x10'],
    [' '],
    [''],
    ['1'.repeat(13)],
    [undefined],
  ])('refuses a CreateTime of %j', async (CreateTime) => {
    const { open, done } = setUp();
    for (const tree of [
      { InfoType: 'component_verify_ticket', ComponentVerifyTicket: 'ticket-1' },
      { InfoType: 'authorized', ...AUTHORIZED },
      { InfoType: 'unauthorized', AuthorizerAppid: 'wx1' },
    ])
      expect(await failureOf(() => open({ ...tree, CreateTime }))).toBeInstanceOf(WeChatParseError);
    expect(done()).toEqual([]);
  });

  it.each([
    ['as it says', -86_400, -86_400],
    ['as it says, when clocks differ a little', 300, 300],
    ['as five minutes from now', 301, 300],
    ['as five minutes from now', 999_999_999_999 - AT, 300],
  ])('takes the time of a push %s', async (_what, ahead, taken) => {
    const { open, leave } = setUp();
    const CreateTime = String(AT + ahead);
    await open({ InfoType: 'unauthorized', AuthorizerAppid: 'wx1', CreateTime }).prepare?.();
    expect(leave.mock.calls).toEqual([['wx1', AT + taken]]);
  });

  it.each([
    ['ComponentVerifyTicket', { InfoType: 'component_verify_ticket' }],
    ['AuthorizerAppid', { InfoType: 'authorized', AuthorizationCode: 'code-1' }],
    ['AuthorizationCode', { InfoType: 'updateauthorized', AuthorizerAppid: 'wx1' }],
    ['AuthorizerAppid', { InfoType: 'unauthorized', AuthorizerAppid: '' }],
    ['appid', { InfoType: 'notify_third_fasteregister', auth_code: 'code-2' }],
  ])('names the %s a push lacks', async (field, tree) => {
    const { open, done } = setUp();
    const failure = await failureOf(async () => open(tree).prepare?.());
    expect(failure).toBeInstanceOf(WeChatParseError);
    expect(failure.message).toContain(`${tree.InfoType} push holds no ${field}`);
    expect(done()).toEqual([]);
  });

  it('refuses what is no push of its own: a message of an account, and says where that belongs', async () => {
    const failure = await failureOf(() => setUp().open(TEXT));
    expect(failure).toBeInstanceOf(WeChatParseError);
    expect(failure.message).toContain('/<path>/<platform>/$APPID$');
  });

  it('takes nothing that is signed or sealed otherwise', async () => {
    const { protocol } = setUp();
    const tree = { InfoType: 'unauthorized', AuthorizerAppid: 'wx1', CreateTime: String(AT) };
    const openBy = (options: object) =>
      failureOf(() => protocol.open(pushOf({ mode: 'encrypted', tree, ...options })));
    expect(await openBy({ token: 'other' })).toBeInstanceOf(WeChatSignatureError);
    expect(await openBy({ appId: 'wxother' })).toBeInstanceOf(WeChatDecryptError);
    expect(await openBy({ mode: 'plain' })).toBeInstanceOf(WeChatDecryptError);
  });
});
