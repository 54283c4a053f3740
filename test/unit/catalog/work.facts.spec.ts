import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type FieldFacts, type FieldType, readFacts } from '../../../lib/catalog/index.js';
import {
  type WorkAgentRoute,
  type WorkContactsRoute,
  type WorkDeviceRoute,
  type WorkEndpoints,
  workEventNames,
  type WorkEvents,
  workInfoNames,
  type WorkInfos,
  type WorkModelRoute,
  type WorkProviderRoute,
  type WorkSuiteRoute,
  workTraits,
} from '../../../lib/catalog/work.js';

const facts = readFacts('work');
const pushes = JSON.parse(
  readFileSync(new URL('../../../lib/catalog/facts/work/events.json', import.meta.url), 'utf8'),
) as Record<'messages' | 'events' | 'info', Record<string, { fields: FieldFacts }>>;

const USUAL: Readonly<Record<string, string>> = {
  access_token: 'agent',
  suite_access_token: 'suite',
  provider_access_token: 'provider',
  device_access_token: 'device',
  model_access_token: 'model',
};
const requiredOf = (fields: FieldType | undefined): string[] =>
  Object.keys((fields ?? {}) as FieldFacts).filter((name) => !name.endsWith('?'));

type CallerOf<R extends string> = [
  ...(R extends WorkAgentRoute ? ['agent'] : []),
  ...(R extends WorkContactsRoute ? ['contacts'] : []),
  ...(R extends WorkSuiteRoute ? ['suite'] : []),
  ...(R extends WorkProviderRoute ? ['provider'] : []),
  ...(R extends WorkDeviceRoute ? ['device'] : []),
  ...(R extends WorkModelRoute ? ['model'] : []),
];
/** The compiler looks whether the callers stated here are those of the unions. */
const callersOf = <R extends keyof WorkEndpoints>(route: R, ...callers: CallerOf<R>) =>
  [route, callers as readonly string[]] as const;

describe('the routes of WeCom', () => {
  it.each([
    callersOf('POST /cgi-bin/message/send', 'agent'),
    callersOf('POST /cgi-bin/user/create', 'contacts'),
    callersOf('GET /cgi-bin/user/delete', 'contacts'),
    callersOf('POST /cgi-bin/user/list_id', 'contacts'),
    callersOf('POST /cgi-bin/department/create', 'contacts'),
    callersOf('POST /cgi-bin/batch/syncuser', 'contacts'),
    callersOf('GET /cgi-bin/corp/get_join_qrcode', 'contacts'),
    callersOf('GET /cgi-bin/user/get', 'agent', 'contacts'),
    callersOf('GET /cgi-bin/department/simplelist', 'agent', 'contacts'),
    callersOf('POST /cgi-bin/tag/create', 'agent', 'contacts'),
    callersOf('POST /cgi-bin/media/upload', 'agent', 'contacts'),
    callersOf('POST /cgi-bin/service/v2/get_permanent_code', 'suite'),
    callersOf('GET /cgi-bin/service/auth/getuserinfo3rd', 'suite'),
    callersOf('POST /cgi-bin/service/get_login_info', 'provider'),
    callersOf('POST /cgi-bin/openhw/device/report_checkin_data', 'device'),
    callersOf('POST /cgi-bin/openhw/get_device_token', 'model'),
    callersOf('GET /cgi-bin/gettoken'),
    callersOf('POST /cgi-bin/webhook/send'),
    callersOf('POST /cgi-bin/webhook/upload_media'),
  ])('%s may be called by %j', (route, callers) => {
    const { auth = 'access_token', callers: stated } = facts.get(route) ?? {};
    expect(stated ?? (auth === 'none' ? [] : [USUAL[auth]])).toEqual(callers);
  });

  it('carry the kind of token of all who may call them', () => {
    for (const [route, { auth = 'access_token', callers = [] }] of facts)
      for (const caller of callers)
        expect({ route, token: caller === 'contacts' ? 'access_token' : auth }).toEqual({
          route,
          token: auth,
        });
  });

  it('are told to the wire where they are not applications alone', () => {
    for (const [route, { auth = 'access_token', callers }] of facts)
      if (auth === 'access_token')
        expect({ route, callers: workTraits[route]?.callers ?? ['agent'] }).toEqual({
          route,
          callers: callers ?? ['agent'],
        });
    expect(Object.values(workTraits).filter(({ callers }) => callers?.join() === 'agent')).toEqual([]);
  });

  it('are those of WeCom alone', () => {
    for (const product of ['official', 'pay-v3', 'pay-v2'] as const)
      for (const [route, { callers }] of readFacts(product)) expect({ route, callers }).toEqual({ route });
  });

  it.each([
    ['POST /cgi-bin/user/create', ['userid', 'name']],
    ['POST /cgi-bin/department/create', ['name', 'parentid']],
    ['POST /cgi-bin/message/send', ['msgtype', 'agentid']],
    ['POST /cgi-bin/kf/sync_msg', ['open_kfid']],
    ['POST /cgi-bin/kf/send_msg', ['open_kfid', 'touser', 'msgtype']],
    ['POST /cgi-bin/kf/send_msg_on_event', ['code', 'msgtype']],
    ['POST /cgi-bin/externalcontact/add_msg_template', []],
    ['POST /cgi-bin/oa/getapprovalinfo', ['starttime', 'endtime', 'size']],
    ['POST /cgi-bin/wedrive/space_create', ['space_name']],
    ['POST /cgi-bin/oa/journal/download_wedrive_file', ['journaluuid', 'fileid']],
    ['POST /cgi-bin/service/v2/get_permanent_code', ['auth_code']],
  ])('%s demands just what its page demands', (route, fields) => {
    expect(requiredOf(facts.get(route)?.body).toSorted()).toEqual([...fields].toSorted());
  });

  it('do not repeat what spends a code that works once', () => {
    for (const route of [
      'GET /cgi-bin/auth/getuserinfo',
      'GET /cgi-bin/service/auth/getuserinfo3rd',
      'GET /cgi-bin/miniprogram/jscode2session',
    ])
      expect(workTraits[route]?.read).toBe(false);
    expect(workTraits['POST /cgi-bin/service/get_permanent_code']?.read).toBeUndefined();
    expect(workTraits['POST /cgi-bin/kf/sync_msg']?.read).toBe(true);
  });

  it('tell the messages of customer service apart', () => {
    type Message = WorkEndpoints['POST /cgi-bin/kf/sync_msg']['answer']['msg_list'][number];
    const contentOf = (message: Message): string =>
      message.msgtype === 'text'
        ? message.text.content
        : message.msgtype === 'event' && message.event.event_type === 'enter_session'
          ? (message.event.welcome_code ?? '')
          : message.msgtype;
    const base = { msgid: '1', send_time: 1, origin: 3 };
    expect(contentOf({ ...base, msgtype: 'text', text: { content: 'hello' } })).toBe('hello');
    const entered = { open_kfid: 'wk', external_userid: 'wm', scene: 's', welcome_code: 'CODE' };
    const event = { event_type: 'enter_session', ...entered } as const;
    expect(contentOf({ ...base, msgtype: 'event', event })).toBe('CODE');
  });
});

describe('the pushes of WeCom', () => {
  it('are known by their name on the wire', () => {
    for (const name of ['change_contact', 'change_external_contact', 'template_card_event', 'LOCATION'])
      expect(workEventNames.has(name)).toBe(true);
    for (const name of ['suite_ticket', 'reset_permanent_code', 'change_contact', 'customer_acquisition'])
      expect(workInfoNames.has(name)).toBe(true);
    expect([...workEventNames, ...workInfoNames].filter((name) => name.includes('/'))).toEqual([]);
  });

  it('say in each of several forms which one it is', () => {
    for (const [name, { fields }] of [...Object.entries(pushes.events), ...Object.entries(pushes.info)]) {
      const [, form] = name.split('/');
      // a sample of a page may spell it in another way than the page
      if (form !== undefined) expect(String(fields.ChangeType).split('|')[0]).toBe(`'${form}'`);
    }
  });

  it('have a payload for each kind of change', () => {
    type Created = Extract<WorkEvents['change_contact'], { ChangeType: 'create_user' }>;
    type CreatedAtSuite = Extract<WorkInfos['change_contact'], { ChangeType: 'create_user' }>;
    const pushed: Created = {
      ToUserName: 'ww1',
      FromUserName: 'sys',
      CreateTime: '1403610513',
      MsgType: 'event',
      Event: 'change_contact',
      ChangeType: 'create_user',
      UserID: 'zhangsan',
    };
    const told: CreatedAtSuite = {
      SuiteId: 'ww2',
      AuthCorpId: 'ww1',
      InfoType: 'change_contact',
      TimeStamp: '1403610513',
      ChangeType: 'create_user',
      UserID: 'zhangsan',
    };
    expect([pushed.UserID, told.UserID]).toEqual(['zhangsan', 'zhangsan']);
    const removed = (event: WorkEvents['change_contact']): string | undefined =>
      event.ChangeType === 'delete_party' ? event.Id : undefined;
    expect(removed(pushed)).toBeUndefined();
  });
});
