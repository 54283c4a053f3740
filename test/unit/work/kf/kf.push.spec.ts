import { describe, expect, it, jest } from '@jest/globals';
import type { WorkKfMessage } from '../../../../lib/work/index.js';
import { kfPush, unfoldKf } from '../../../../lib/work/kf/kf.push.js';
import type { WorkAgent } from '../../../../lib/work/index.js';
import { KF_ID, textOf } from './kf.client.js';

type Sender = Parameters<typeof kfPush>[1];

const senderOf = () => ({
  send: jest.fn<Sender['send']>().mockResolvedValue('m'),
  sendOnEvent: jest.fn<Sender['sendOnEvent']>().mockResolvedValue('m'),
});

const eventOf = (event: object): WorkKfMessage =>
  ({ msgid: 'e1', send_time: 1, origin: 4, msgtype: 'event', event }) as unknown as WorkKfMessage;
const entering = (code?: string): WorkKfMessage =>
  eventOf({
    event_type: 'enter_session',
    open_kfid: KF_ID,
    external_userid: 'wm1',
    scene: 's',
    ...(code && { welcome_code: code }),
  });

describe('A message of customer service', () => {
  it('is answered with a text or contents, never in the answer to the push', async () => {
    const sender = senderOf();
    const push = kfPush(textOf('1'), sender);
    expect(push).toMatchObject({ kind: 'kf-message', name: 'text', onceKey: 'kf:1' });
    for (const nothing of [undefined, null, '']) expect(push.toReply(nothing)).toBeUndefined();
    const text = await push.toReply('hello');
    const image = await push.toReply({ msgtype: 'image', image: { media_id: 'm' } });
    expect(push.takesInAnswer?.(text!)).toBe(false);
    await push.deliverLate?.(text!);
    await push.deliverLate?.(image!);
    expect(sender.send.mock.calls).toEqual([
      [KF_ID, 'wm1', { msgtype: 'text', text: { content: 'hello' } }],
      [KF_ID, 'wm1', { msgtype: 'image', image: { media_id: 'm' } }],
    ]);
  });

  it.each<[string, unknown]>([
    ['a number', 1],
    ['an object without msgtype', { text: { content: 'hello' } }],
    ['an object without contents', { msgtype: 'text' }],
    ['a list', ['hello']],
  ])('is not answered with %s', (_, result) => {
    expect(() => kfPush(textOf('1'), senderOf()).toReply(result)).toThrow(TypeError);
  });

  it('of a member is answered with nothing', () => {
    const push = kfPush({ ...textOf('1'), origin: 5 } as WorkKfMessage, senderOf());
    expect(push.kind).toBe('kf-servicer-message');
    expect(push.toReply(undefined)).toBeUndefined();
    expect(() => push.toReply('hello')).toThrow('Nobody is answered to what a member said');
  });
});

describe('An event of customer service', () => {
  it('is answered with its code', async () => {
    const sender = senderOf();
    const welcome = kfPush(entering('code1'), sender);
    expect(welcome).toMatchObject({ kind: 'kf-event', name: 'enter_session' });
    await welcome.deliverLate?.((await welcome.toReply('hello'))!);
    const changed = kfPush(eventOf({ event_type: 'session_status_change', msg_code: 'code2' }), sender);
    await changed.deliverLate?.((await changed.toReply('bye'))!);
    expect(sender.sendOnEvent.mock.calls).toEqual([
      ['code1', { msgtype: 'text', text: { content: 'hello' } }],
      ['code2', { msgtype: 'text', text: { content: 'bye' } }],
    ]);
  });

  it('is answered with nothing when WeCom gave no code', () => {
    expect(kfPush(entering(), senderOf()).toReply('hello')).toBeUndefined();
  });

  it('is answered with a text or a menu alone', () => {
    const image = { msgtype: 'image', image: { media_id: 'm' } };
    expect(() => kfPush(entering('code'), senderOf()).toReply(image)).toThrow(
      'The event "enter_session" is answered with a text or a menu (msgmenu), not with "image"',
    );
  });

  it.each(['msg_send_fail', 'toString'])('of the type %s is answered with nothing', (name) => {
    const push = kfPush(eventOf({ event_type: name }), senderOf());
    expect(push.toReply(undefined)).toBeUndefined();
    expect(() => push.toReply('hello')).toThrow(`Nobody is answered to the event "${name}"`);
  });
});

describe('What kf_msg_or_event announces', () => {
  const agent = {} as WorkAgent;
  const news = { MsgType: 'event', Event: 'kf_msg_or_event', Token: 't', OpenKfId: KF_ID };

  it('is for handlers of customer service', () => {
    expect(unfoldKf(news, agent)?.kinds).toEqual(['kf-message', 'kf-servicer-message', 'kf-event']);
  });

  it('is nothing for other pushes', () => {
    expect(unfoldKf({ ...news, Event: 'subscribe' }, agent)).toBeUndefined();
    expect(unfoldKf({ ...news, MsgType: 'text' }, agent)).toBeUndefined();
    expect(unfoldKf({ ...news, OpenKfId: '' }, agent)).toBeUndefined();
  });
});
