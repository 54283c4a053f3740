import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Reply, reply } from '../../../../lib/callback/index.js';
import type { CallbackRequest, OpenedPush } from '../../../../lib/client/index.js';
import {
  readXml,
  WeChatDecryptError,
  WeChatParseError,
  WeChatSignatureError,
  writeXml,
} from '../../../../lib/common/index.js';
import { MessageKeys } from '../../../../lib/crypto/index.js';
import { agentProtocol, type AgentCallback } from '../../../../lib/work/inbound/agent.protocol.js';
import { WorkProtocol, type WorkRules } from '../../../../lib/work/inbound/work.protocol.js';
import { workReply } from '../../../../lib/work/index.js';
import { asStrings, vectors } from '../../../fixtures/vectors.js';
import {
  openWorkAnswer,
  workEcho,
  type WorkForm,
  workPush,
  workText,
  workTextXml,
} from '../../../src/work.sender.js';

const CORP_ID = 'ww0123456789abcdef';
const KEYS = { token: 'pamtest', encodingAESKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const SEAL = { ...KEYS, receiveId: CORP_ID };
const NOW = Date.UTC(2026, 0, 1);
const FORMS: WorkForm[] = ['xml', 'json'];

const protocolOf = (rules: Omit<AgentCallback, 'keys'> = {}): WorkProtocol =>
  agentProtocol({ keys: new MessageKeys(SEAL), ...rules });
const requestOf = ({ query, body }: { query: Record<string, string>; body: string }): CallbackRequest => ({
  method: 'POST',
  query,
  headers: {},
  rawBody: Buffer.from(body),
});
const pushOf = (tree: object, form: WorkForm = 'xml', seal = SEAL): CallbackRequest =>
  requestOf(
    workPush(form === 'json' ? JSON.stringify(tree) : writeXml(tree as Record<string, string>), seal, {
      form,
    }),
  );
/** What goes back, opened. */
const answerOf = (push: OpenedPush<Reply>, result: unknown) =>
  openWorkAnswer({ text: push.answer(push.toReply(result) as Reply).body }, SEAL);

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('The protocol of an agent', () => {
  it.each(FORMS)('opens a message in %s, every digit of its ids kept', (form) => {
    const push = protocolOf().open(pushOf(workText('你好', { MsgId: '4561255354251345929' }), form));
    expect(push).toMatchObject({
      kind: 'work-message',
      name: 'text',
      onceKey: 'alice:4561255354251345929',
      acceptedUntil: NOW + 300_000,
    });
    expect(push.message).toMatchObject({ Content: '你好', AgentID: '1000002', MsgId: '4561255354251345929' });
  });

  it('takes an envelope of JSON in either spelling', () => {
    const { query, body } = workPush(JSON.stringify(workText('x')), SEAL, { form: 'json' });
    const { encrypt } = JSON.parse(body) as { encrypt: string };
    const other = JSON.stringify({ ToUserName: CORP_ID, AgentID: '', Encrypt: encrypt });
    expect(protocolOf().open(requestOf({ query, body: other })).name).toBe('text');
  });

  it('answers the check of the address with what was sealed', () => {
    const { query = {} } = workEcho('1616140317555161061', SEAL);
    const answer = protocolOf().verifyUrl({ method: 'GET', query, headers: {}, rawBody: Buffer.alloc(0) });
    expect(answer).toEqual({
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      body: '1616140317555161061',
    });
  });

  it.each(FORMS)('seals a reply in %s for the corporation, as the message was', (form) => {
    const push = protocolOf().open(pushOf(workText('x'), form));
    const { contentType } = push.answer(reply.text('y'));
    expect(contentType).toContain(form);
    expect(answerOf(push, '好')).toEqual({
      ToUserName: 'alice',
      FromUserName: CORP_ID,
      CreateTime: String(NOW / 1000),
      MsgType: 'text',
      Content: '好',
    });
  });

  it('answers success where there is no reply', () => {
    const push = protocolOf().open(pushOf(workText('x')));
    expect(push.answer(undefined).body).toBe('success');
  });

  it.each(['news', 'image', 'voice', 'video'] as const)('takes a reply of type %s', (type) => {
    const replies = {
      news: [{ title: 'a', description: 'b', url: 'c', picUrl: 'd' }],
      image: reply.image('m'),
      voice: reply.voice('m'),
      video: reply.video({ mediaId: 'm', title: 't' }),
    };
    const push = protocolOf().open(pushOf(workText('x')));
    expect(answerOf(push, replies[type])).toMatchObject({ MsgType: type, ToUserName: 'alice' });
  });

  it.each([
    ['music', reply.music({ thumbMediaId: 'm' })],
    ['transfer_customer_service', reply.transferToCustomerService()],
  ])('refuses a reply of type %s, and says what WeCom knows', (type, given) => {
    const push = protocolOf().open(pushOf(workText('x')));
    expect(() => push.toReply(given)).toThrow(new RegExp(`TypeError|${type}.*workReply`));
    expect(() => push.toReply(given)).toThrow(TypeError);
  });

  it.each([
    ['update_button', workReply.updateButton('Done'), 'template_card_event'],
    [
      'update_template_card',
      workReply.templateCard({ card_type: 'text_notice', main_title: { title: 'Done' } }),
      'template_card_event',
    ],
    ['update_taskcard', workReply.taskCard('Done'), 'taskcard_click'],
  ])('takes a reply of type %s to a tap on a card alone', (type, given, event) => {
    const text = protocolOf().open(pushOf(workText('x')));
    expect(() => text.toReply(given)).toThrow(TypeError);
    expect(() => text.toReply(given)).toThrow(new RegExp(`${type} answers a tap.*${event}`));
    const tap = { MsgType: 'event', Event: event, TaskId: 'task', ResponseCode: 'code', Content: '' };
    expect(
      protocolOf()
        .open(pushOf(workText('', tap)))
        .toReply(given),
    ).toBe(given);
  });

  it('writes the fields of reply.raw() and nothing else', () => {
    const push = protocolOf().open(pushOf(workText('x')));
    expect(answerOf(push, reply.raw({ Any: 'thing' }))).toEqual({ Any: 'thing' });
  });

  it('takes no reply to what a service provider is told', () => {
    const info = { InfoType: 'suite_ticket', SuiteId: 's', TimeStamp: 1, SuiteTicket: 't' };
    const push = protocolOf().open(pushOf(info));
    expect(push).toMatchObject({ kind: 'work-info', name: 'suite_ticket' });
    expect(push.toReply(undefined)).toBeUndefined();
    expect(() => push.toReply('x')).toThrow(TypeError);
  });

  it('tells events apart by all they say', () => {
    const event = { ...workText(''), MsgId: undefined, MsgType: 'event', Event: 'click', EventKey: 'A' };
    const first = protocolOf().open(pushOf(event)).onceKey;
    expect(protocolOf().open(pushOf(event)).onceKey).toBe(first);
    expect(protocolOf().open(pushOf({ ...event, EventKey: 'B' })).onceKey).not.toBe(first);
  });

  it('refuses what is for another AgentID, where it knows its own', () => {
    const other = pushOf(workText('x', { AgentID: 1000003 }));
    expect(() => protocolOf({ agentId: '1000002' }).open(other)).toThrow(WeChatDecryptError);
    expect(protocolOf().open(other).name).toBe('text');
    for (const AgentID of ['', undefined])
      expect(protocolOf({ agentId: '1000002' }).open(pushOf(workText('x', { AgentID }))).name).toBe('text');
  });

  it('holds to the tolerance it is given, on both sides', () => {
    const at = (shift: number): CallbackRequest =>
      requestOf(workPush(workTextXml('x'), SEAL, { timestamp: String(NOW / 1000 + shift) }));
    const strict = protocolOf({ timestampTolerance: 10 });
    for (const shift of [-11, 11]) expect(() => strict.open(at(shift))).toThrow(WeChatSignatureError);
    for (const shift of [-10, 10]) expect(strict.open(at(shift)).name).toBe('text');
  });

  it('hands a late reply on with the message, and what unfolds is asked of the message', async () => {
    const deliverLate = jest.fn((_given: Reply, _message: object) => Promise.resolve());
    const unfold = jest.fn((_message: object) => undefined);
    const push = protocolOf({ deliverLate, unfold }).open(pushOf(workText('x')));
    const given = reply.text('late');
    await push.deliverLate?.(given);
    expect(deliverLate).toHaveBeenCalledWith(given, push.message);
    expect(unfold).toHaveBeenCalledWith(push.message);
    expect(protocolOf().open(pushOf(workText('x'))).deliverLate).toBeUndefined();
  });
});

describe('The protocol with receivers by kind of push', () => {
  const rules: WorkRules = {
    receiverOf: (message) => {
      if (message === undefined) return 'provider';
      return message.InfoType === undefined ? String(message.ToUserName) : 'suite';
    },
  };
  const protocol = new WorkProtocol(new MessageKeys(SEAL), rules);
  const info = { InfoType: 'suite_ticket', SuiteId: 'suite', TimeStamp: 1, SuiteTicket: 't' };

  it('seals the reply for whom the message was sealed', () => {
    const push = protocol.open(
      pushOf(workText('x', { ToUserName: 'ww1' }), 'xml', { ...SEAL, receiveId: 'ww1' }),
    );
    const { body } = push.answer(reply.text('y'));
    expect(openWorkAnswer({ text: body }, { ...SEAL, receiveId: 'ww1' })).toMatchObject({ Content: 'y' });
  });

  it.each([
    ['an info sealed for the corporation', () => pushOf(info), 'open'],
    [
      'a message sealed for the suite',
      () => pushOf(workText('x'), 'xml', { ...SEAL, receiveId: 'suite' }),
      'open',
    ],
    [
      'a check sealed for the suite',
      () => ({ ...pushOf(info), query: workEcho('e', { ...SEAL, receiveId: 'suite' }).query }),
      'verifyUrl',
    ],
  ] as const)('refuses %s', (_what, request, method) => {
    expect(() => protocol[method](request())).toThrow(WeChatDecryptError);
  });

  it('takes each with its own', () => {
    expect(protocol.open(pushOf(info, 'xml', { ...SEAL, receiveId: 'suite' })).kind).toBe('work-info');
    const { query } = workEcho('e', { ...SEAL, receiveId: 'provider' });
    expect(protocol.verifyUrl({ ...pushOf(info), query }).body).toBe('e');
  });
});

describe('What is refused says why, and no secret', () => {
  it.each([
    [
      'plain',
      () => ({ ...pushOf(workText('x')), rawBody: Buffer.from(workTextXml('x')) }),
      WeChatDecryptError,
    ],
    ['without echostr', () => pushOf(workText('x')), WeChatParseError],
    ['for another', () => pushOf(workText('x'), 'xml', { ...SEAL, receiveId: 'ww1' }), WeChatDecryptError],
    [
      'with another token',
      () => pushOf(workText('x'), 'xml', { ...SEAL, token: 'other' }),
      WeChatSignatureError,
    ],
  ] as const)('%s', (what, request, kind) => {
    let thrown: unknown;
    try {
      if (what === 'without echostr') protocolOf().verifyUrl(request());
      else protocolOf().open(request());
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(kind);
    for (const secret of Object.values(KEYS)) expect((thrown as Error).message).not.toContain(secret);
  });
});

describe('The vectors of WeCom', () => {
  const inbound = vectors('work-messages', 'inbound-xml', 'inbound-json');

  it.each(inbound.map((vector) => [vector.name, vector] as const))('%s', (_name, { input, expected }) => {
    const form = input.xml === undefined ? 'json' : 'xml';
    const request = requestOf(workPush((input.xml ?? input.json) as string, SEAL, { form }));
    const push = protocolOf().open(request);
    const parsed = asStrings(expected.parsed) as Record<string, string>;
    expect(push.message).toEqual(parsed);
    const kind = parsed.MsgType === undefined ? 'info' : parsed.MsgType === 'event' ? 'event' : 'message';
    expect(push.kind).toBe(`work-${kind}`);
    expect(push.name).toBe({ info: parsed.InfoType, event: parsed.Event, message: parsed.MsgType }[kind]);
  });

  it.each(vectors('work-messages', 'outbound-xml').map((vector) => [vector.name, vector] as const))(
    'the reply %s',
    (_name, { input, expected }) => {
      const { CreateTime, ToUserName, FromUserName, MsgType } = input.message as Record<string, string>;
      jest.setSystemTime(Number(CreateTime) * 1000);
      const push = protocolOf().open(
        pushOf(workText('x', { ToUserName: FromUserName, FromUserName: ToUserName, TaskId: 'task' })),
      );
      const given = MsgType === 'voice' ? reply.voice('ddfefesfsdfef') : workReply.taskCard('已驳回');
      expect(answerOf(push, given)).toEqual(readXml(expected.xml as string));
    },
  );
});
