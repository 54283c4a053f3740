import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { reply } from '../../../lib/callback/index.js';
import type { CallbackProtocol, CallbackRequest, OpenedPush, Push } from '../../../lib/client/index.js';
import { type MessageTree, writeXml, type XmlTree } from '../../../lib/common/index.js';
import { ApiV3Cipher, MessageKeys, PlatformKey } from '../../../lib/crypto/index.js';
import { KeyRing } from '../../../lib/pay/keys/key.ring.js';
import { NotificationProtocol } from '../../../lib/pay/notification/notification.protocol.js';
import { agentProtocol } from '../../../lib/work/inbound/agent.protocol.js';
import { vectors } from '../../fixtures/vectors.js';
import { WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { workPush } from '../../src/work.sender.js';
import { NOW, protocolOf, pushOf, SCAN, TEXT } from '../callback/push.maker.js';

const CORP_ID = 'ww0123456789abcdef';
const WORK_KEYS = {
  token: 'pamtest',
  encodingAESKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: CORP_ID,
};
const deliverLate = jest.fn<(given: unknown, message: unknown) => Promise<void>>(async () => undefined);

/** What another process has of a push. */
function throughTheQueue({ kind, name, message }: Push): Pick<Push, 'kind' | 'name' | 'message'> {
  return JSON.parse(JSON.stringify({ kind, name, message })) as Pick<Push, 'kind' | 'name' | 'message'>;
}

/** Opens a request, and makes the push again of what was kept. */
function bothOf(
  protocol: CallbackProtocol,
  request: CallbackRequest,
): { opened: OpenedPush; reopened: Push } {
  const opened = protocol.open(request);
  if (opened instanceof Promise || !protocol.reopen) throw new Error('This was to be opened at once');
  return { opened, reopened: protocol.reopen(throughTheQueue(opened)) };
}

const identityOf = ({ kind, name, message, sender, mustBeHandled, repeatedFor }: Push): object => ({
  kind,
  name,
  message,
  sender,
  mustBeHandled,
  repeatedFor,
});

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  deliverLate.mockClear();
});
afterEach(() => void jest.useRealTimers());

describe('A push of an account made again', () => {
  const protocol = protocolOf({ deliverLate });
  const both = (tree: object, format: 'xml' | 'json' = 'xml') =>
    bothOf(protocol, pushOf({ mode: 'plain', format, tree }));

  it.each(vectors('messages', 'inbound-xml', 'inbound-json').map((one) => [one.name, one] as const))(
    'is what it was: %s',
    (_, { input }) => {
      const text = (input.xml ?? input.json) as string;
      const { opened, reopened } = bothOf(protocol, {
        ...pushOf({ mode: 'plain' }),
        rawBody: Buffer.from(text),
      });
      expect(identityOf(reopened)).toEqual(identityOf(opened));
      expect(reopened.onceKey).toBe(opened.onceKey);
    },
  );

  it.each(['xml', 'json'] as const)('understands replies and delivers them (%s)', async (format) => {
    const { reopened } = both(TEXT, format);
    const given = await reopened.toReply('hello');
    expect(given).toEqual(reply.text('hello'));
    await reopened.deliverLate?.(given);
    expect(deliverLate).toHaveBeenCalledWith(given, TEXT);
  });

  it.each<[object, string | undefined]>([
    [TEXT, 'o1'],
    [SCAN, 'o1'],
    [{ InfoType: 'authorized', AppId: 'wx1', AuthorizerAppid: 'wx2', CreateTime: '1' }, 'wx2'],
    [{ InfoType: 'component_verify_ticket', AppId: 'wx1', CreateTime: '1' }, undefined],
  ])('stands in the order of whoever sent it, or whom it is about: %j', (tree, sender) => {
    const { opened, reopened } = both(tree);
    expect([opened.sender, reopened.sender]).toEqual([sender, sender]);
  });
});

describe('A push of WeCom made again', () => {
  const unfold = jest.fn(() => ({ kinds: [], run: async () => undefined }));
  const protocol = agentProtocol({ keys: new MessageKeys(WORK_KEYS), deliverLate, unfold });
  const both = (tree: MessageTree) => {
    const { query, body } = workPush(writeXml(tree as XmlTree), WORK_KEYS);
    return bothOf(protocol, { method: 'POST', query, headers: {}, rawBody: Buffer.from(body) });
  };
  const event = (more: MessageTree): MessageTree => ({
    ToUserName: CORP_ID,
    FromUserName: 'sys',
    CreateTime: '1767225600',
    MsgType: 'event',
    ...more,
  });

  it.each(vectors('work-messages', 'inbound-xml').map((one) => [one.name, one] as const))(
    'is what it was: %s',
    (_, { input }) => {
      const { query, body } = workPush(input.xml as string, WORK_KEYS);
      const request = { method: 'POST', query, headers: {}, rawBody: Buffer.from(body) };
      const { opened, reopened } = bothOf(
        agentProtocol({ keys: new MessageKeys(WORK_KEYS), deliverLate }),
        request,
      );
      expect(identityOf(reopened)).toEqual(identityOf(opened));
    },
  );

  it.each<[MessageTree, string | undefined]>([
    [event({ Event: 'click', FromUserName: 'alice' }), 'alice'],
    [event({ Event: 'change_external_contact', UserID: 'bob', ExternalUserID: 'wm1' }), 'wm1'],
    [event({ Event: 'change_external_chat', ChatId: 'wr1' }), 'wr1'],
    [event({ Event: 'change_contact', UserID: 'bob' }), 'bob'],
    [event({ Event: 'batch_job_result' }), undefined],
  ])('stands in the order of whoever sent it, or whom it is about: %j', (tree, sender) => {
    const { opened, reopened } = both(tree);
    expect([opened.sender, reopened.sender]).toEqual([sender, sender]);
  });

  it('announces what it announced', () => {
    const { reopened } = both(event({ Event: 'kf_msg_or_event', OpenKfId: 'wk1', Token: 't' }));
    expect(reopened.unfolding).toBeDefined();
  });
});

describe('A notification of WeChat Pay made again', () => {
  const sender = new WeChatPaySender();
  const protocol = new NotificationProtocol({
    client: 'shop',
    mchId: sender.mchId,
    subMchIds: undefined,
    ring: new KeyRing('shop', {
      publicKey: { serial: sender.publicKeyId, key: new PlatformKey(sender.credentials.publicKey) },
    }),
    cipher: new ApiV3Cipher(sender.apiV3Key),
    apiV2Key: sender.apiV2Key,
    tolerance: 300,
  });
  const requestOf = ({ headers = {}, body = '' }: { headers?: object; body?: Buffer | string }) =>
    ({ method: 'POST', query: {}, headers, rawBody: Buffer.from(body) }) as CallbackRequest;

  it('is what it was, long numbers too', () => {
    jest.useRealTimers();
    const signed = sender.notification(sender.transaction({ attach: '9007199254740993', payer: { n: 1.5 } }));
    const { opened, reopened } = bothOf(protocol, requestOf(signed));
    expect(identityOf(reopened)).toEqual(identityOf(opened));
    expect(reopened).toMatchObject({
      kind: 'notification',
      name: 'TRANSACTION.SUCCESS',
      mustBeHandled: true,
    });
    expect(reopened.sender).toBeUndefined();
  });

  it('of the second version: the same', () => {
    const notice = sender.v2Sign(sender.v2Order({ total_fee: '100' }));
    const { opened, reopened } = bothOf(protocol, requestOf(notice as { body: string }));
    expect(identityOf(reopened)).toEqual(identityOf(opened));
    expect(reopened).toMatchObject({ kind: 'notice', name: 'order', mustBeHandled: true });
  });
});
