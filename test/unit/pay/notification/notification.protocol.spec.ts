import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallbackRefusal } from '../../../../lib/callback/index.js';
import type { CallbackRequest, OpenedPush } from '../../../../lib/client/index.js';
import { WeChatClockError, WeChatDecryptError, WeChatSignatureError } from '../../../../lib/common/index.js';
import { ApiV3Cipher, PlatformKey } from '../../../../lib/crypto/index.js';
import { KeyRing } from '../../../../lib/pay/keys/key.ring.js';
import {
  NotificationProtocol,
  type NotificationSetup,
} from '../../../../lib/pay/notification/notification.protocol.js';
import type { PlatformCertificates } from '../../../../lib/pay/keys/platform.certificates.js';
import { toXml, WeChatPaySender } from '../../../src/wechat-pay.sender.js';
import type { RawCallback } from '../../../src/wechat.sender.js';
import { failureOf } from '../../failure.js';
import { headersOf, payVector } from '../pay.vectors.js';

const NOTIFIED = payVector('v3-notify-signed-end-to-end');
const NOW = Number(headersOf(NOTIFIED)['wechatpay-timestamp']) * 1000;
const DAY = 24 * 3600 * 1000;
const wechat = new WeChatPaySender();

const ringOf = (serial: string, key: string): KeyRing =>
  new KeyRing('shop', { publicKey: { serial, key: new PlatformKey(key) } });
const protocolOf = (change: Partial<NotificationSetup> = {}): NotificationProtocol =>
  new NotificationProtocol({
    client: 'shop',
    mchId: wechat.mchId,
    subMchIds: undefined,
    ring: ringOf(wechat.publicKeyId, wechat.credentials.publicKey),
    cipher: new ApiV3Cipher(wechat.apiV3Key),
    apiV2Key: wechat.apiV2Key,
    tolerance: 300,
    ...change,
  });
const requestOf = ({ method = 'POST', headers = {}, body = '' }: RawCallback): CallbackRequest => ({
  method,
  query: {},
  headers,
  rawBody: Buffer.from(body),
});
const open = (given: RawCallback, protocol = protocolOf()): OpenedPush<never> => {
  const push = protocol.open(requestOf(given));
  if (push instanceof Promise) throw new Error('This was to be opened at once');
  return push;
};

beforeEach(() => void jest.useFakeTimers({ now: NOW, doNotFake: ['setImmediate', 'nextTick'] }));
afterEach(() => void jest.useRealTimers());

describe('NotificationProtocol.open', () => {
  it('opens the notification of the vectors at its time, with a certificate that is looked up', async () => {
    const key = new PlatformKey(NOTIFIED.input.platformCertificatePem as string);
    const find = async (serial: string) => (serial === 'BE2A2344B984167B' ? key : undefined);
    const protocol = protocolOf({
      mchId: '1230000109',
      cipher: new ApiV3Cipher(NOTIFIED.input.apiV3Key as string),
      ring: new KeyRing('shop', { certificates: { find } as PlatformCertificates }),
    });
    const request = requestOf({ headers: headersOf(NOTIFIED), body: NOTIFIED.input.rawBody });
    const push = await protocol.open(request);
    expect(push).toMatchObject({
      kind: 'notification',
      name: 'TRANSACTION.SUCCESS',
      onceKey: 'EV-2018022511223320873',
      message: { resource: { out_trade_no: '1217752501201407033233368018' } },
    });
    jest.setSystemTime(NOW + 301_000);
    expect(await failureOf(async () => protocol.open(request))).toBeInstanceOf(WeChatClockError);
  });

  it('says what a notification is, and that it must be handled', () => {
    const given = wechat.notification();
    const { id } = JSON.parse(String(given.body)) as { id: string };
    const push = open(given);
    expect(push).toMatchObject({
      kind: 'notification',
      name: 'TRANSACTION.SUCCESS',
      onceKey: id,
      signature: given.headers['wechatpay-signature'],
      acceptedUntil: NOW + 300_000,
      mustBeHandled: true,
    });
    expect(push.repeatedFor).toBeGreaterThan(DAY + 4 * 60_000);
    expect(push.answer(undefined)).toEqual({ status: 204, contentType: '', body: '' });
  });

  it.each([['text'], [{ code: 'FAIL' }], [false], [Symbol('x')]])(
    'does not look at what a handler returns: %p',
    (value) => {
      expect(open(wechat.notification()).toReply(value)).toBeUndefined();
    },
  );

  it('verifies before it reads', async () => {
    const { headers } = wechat.notification();
    const error = await failureOf(() => open({ headers, body: '{' }));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toMatch(/^the notification is not to be believed: its signature is wrong/);
  });

  it('takes as long a way off the clock as it is told, and accepts it as long', () => {
    const timestamp = String(NOW / 1000 - 900);
    const given = wechat.notification(undefined, undefined, { timestamp });
    const push = open(given, protocolOf({ tolerance: 1000 }));
    expect(push.acceptedUntil).toBe(NOW + 100_000);
  });

  it('refuses to verify an address: WeChat Pay asks for none', async () => {
    expect(await failureOf(() => protocolOf().verifyUrl())).toMatchObject({ status: 405 });
    expect(await failureOf(() => protocolOf().verifyUrl())).toBeInstanceOf(CallbackRefusal);
  });

  it('shows no key when it is looked at', () => {
    const shown = inspect(protocolOf(), { depth: 10, showHidden: true });
    expect(shown).not.toMatch(new RegExp(`${wechat.apiV3Key}|${wechat.apiV2Key}`));
  });
});

describe('NotificationProtocol.open, of v2,', () => {
  const order = wechat.v2Order();
  const keyOf = (given: RawCallback): string | undefined => open(given).onceKey;

  it.each(['MD5', 'HMAC-SHA256'] as const)('opens an order signed with %s', (signType) => {
    const push = open(wechat.v2Sign(order, signType));
    expect(push).toMatchObject({ kind: 'notice', name: 'order', message: order, mustBeHandled: true });
    expect(push.repeatedFor).toBeGreaterThan(DAY);
    const { expected } = payVector('v2-notify-reply-success');
    expect(push.answer(undefined)).toMatchObject({ status: 200, body: expected.xml });
    expect(push.answer(undefined).contentType).toContain('xml');
  });

  it('opens what is sealed in a refund', () => {
    const push = open(toXml(wechat.v2Refund({ out_refund_no: 'refund-1' })));
    expect(push).toMatchObject({
      kind: 'notice',
      name: 'refund',
      message: { req_info: { out_refund_no: 'refund-1', refund_status: 'SUCCESS' } },
    });
  });

  it('knows a repeat with another nonce for the same notice, and another order for another', () => {
    const key = keyOf(wechat.v2Sign(order));
    expect(keyOf(wechat.v2Sign({ ...order, nonce_str: 'other' }))).toBe(key);
    expect(keyOf(wechat.v2Sign({ ...order, out_trade_no: 'other' }))).not.toBe(key);
  });

  it('knows an order a stranger wrote otherwise, as far as the signature lets him, for the same', () => {
    const signed = String(wechat.v2Sign(order).body);
    const key = keyOf({ body: signed });
    const elements = signed.slice(5, -6).match(/<(\w+)>.*?<\/\1>/g) as string[];
    const xml = (parts: string[]) => ({ body: `<xml>${parts.join('\n ')}</xml>` });
    expect(keyOf(xml(elements.toReversed()))).toBe(key);
    expect(keyOf(xml([...elements, '<attach></attach>']))).toBe(key);
    for (const telling of ['contract_id', 'vehicle_event_type', 'change_type', 'contract_code']) {
      const disguised = xml([...elements, `<${telling}/>`]);
      expect(open(disguised).name).toBe('order');
      expect(keyOf(disguised)).toBe(key);
    }
  });

  it('knows a refund by what is sealed in it: all else anybody could have written', () => {
    const refund = wechat.v2Refund();
    const key = keyOf(toXml(refund));
    expect(keyOf(toXml({ ...refund, appid: 'wx', nonce_str: 'x', return_msg: 'y', out_trade_no: 'z' }))).toBe(
      key,
    );
    expect(keyOf(toXml(wechat.v2Refund()))).not.toBe(key);
  });

  it('tells no repeat from a replay: both are the same bytes', () => {
    expect(open(wechat.v2Sign(order)).signature).toBeUndefined();
  });

  it.each([
    ['an order', (fields: Record<string, string>) => wechat.v2Sign({ ...order, ...fields })],
    ['a refund', (fields: Record<string, string>) => toXml({ ...wechat.v2Refund(), ...fields })],
  ])('refuses %s of a merchant the partner does not serve', async (_what, make) => {
    const serving = protocolOf({ subMchIds: new Set(['1900000010']) });
    expect(open(make({ sub_mch_id: '1900000010' }), serving).kind).toBe('notice');
    const error = await failureOf(() => open(make({ sub_mch_id: '1900000011' }), serving));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).toContain('another merchant');
  });

  it('refuses the altered notice of the vectors', async () => {
    const { xml, key } = payVector('v2-notify-verify-md5-tampered').input;
    const protocol = protocolOf({ mchId: '10000100', apiV2Key: key });
    expect(await failureOf(() => open({ body: xml }, protocol))).toBeInstanceOf(WeChatSignatureError);
  });

  it('opens the refund of the vectors', () => {
    const { input, expected } = payVector('v2-refund-notify-easywechat');
    const protocol = protocolOf({ mchId: '10000100', apiV2Key: input.key });
    const body = toXml({ return_code: 'SUCCESS', mch_id: '10000100', req_info: input.reqInfo as string });
    expect(open(body, protocol).message['req_info']).toEqual(expected.fields);
  });

  it('refuses notices where no key is set, and names client and option', async () => {
    const protocol = protocolOf({ apiV2Key: undefined });
    const error = await failureOf(() => open(wechat.v2Sign(order), protocol));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toMatch(/shop.*apiV2Key/);
  });
});

describe('NotificationProtocol.failure', () => {
  const failure = (body: string | undefined) =>
    protocolOf().failure(500, '500', body === undefined ? undefined : Buffer.from(body));

  it.each([undefined, '', '{}', '\u00a0<xml/>'])('is told in JSON, to a body like %j', (body) => {
    expect(failure(body)).toEqual({
      status: 500,
      contentType: 'application/json; charset=utf-8',
      body: '{"code":"FAIL","message":"500"}',
    });
  });

  it.each(['<xml></xml>', ' \n<'])('is told in XML, to a body like %j', (body) => {
    const { expected } = payVector('v2-notify-reply-fail');
    expect(failure(body)).toMatchObject({ status: 500, body: expected.xml });
    expect(failure(body).contentType).toContain('xml');
  });
});
