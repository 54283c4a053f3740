import { describe, expect, it } from '@jest/globals';
import { WeChatDecryptError, WeChatParseError } from '../../../../lib/common/index.js';
import { ApiV3Cipher } from '../../../../lib/crypto/index.js';
import {
  checkServed,
  type NotifiedMerchant,
  openNotification,
} from '../../../../lib/pay/notification/notification.reader.js';
import { failureOf } from '../../failure.js';
import { payVector } from '../pay.vectors.js';

const NOTIFIED = payVector('v3-notify-signed-end-to-end');
const CIPHER = new ApiV3Cipher(NOTIFIED.input.apiV3Key as string);
const OFFICIAL: NotifiedMerchant = { mchId: '1230000109', subMchIds: undefined };

const seal = (plaintext: string, associatedData = 'transaction') => ({
  original_type: 'transaction',
  algorithm: 'AEAD_AES_256_GCM',
  ...CIPHER.seal(plaintext, associatedData),
});
const fieldsOf = (resource: object, event_type = 'TRANSACTION.SUCCESS') => ({
  id: 'EV-1',
  create_time: '2026-01-01T12:00:00+08:00',
  resource_type: 'encrypt-resource',
  event_type,
  summary: '支付成功',
  resource: seal(JSON.stringify(resource)),
});
const open = (body: string | object, merchant = OFFICIAL) =>
  openNotification(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), CIPHER, merchant);

describe('openNotification', () => {
  it('opens the sample of the official page', () => {
    const rawBody = NOTIFIED.input.rawBody as string;
    const { resource: _sealed, ...others } = JSON.parse(rawBody) as Record<string, unknown>;
    expect(open(rawBody)).toEqual({
      id: 'EV-2018022511223320873',
      event_type: 'TRANSACTION.SUCCESS',
      message: {
        ...others,
        resource: JSON.parse(payVector('v3-gcm-transaction').expected.plaintext as string),
      },
    });
  });

  it('loses no digit of a number, inside the seal and outside', () => {
    const fields = fieldsOf({});
    const text = JSON.stringify({ ...fields, resource: seal('{"order_id":12345678901234567890}') });
    const { message } = open(text.replace('{', '{"extra":98765432109876543210,'));
    expect(message).toMatchObject({
      extra: '98765432109876543210',
      resource: { order_id: '12345678901234567890' },
    });
  });

  it('takes a resource without associated_data for one with none', () => {
    const { associated_data, ...sealed } = seal('{}', '');
    expect(associated_data).toBe('');
    expect(open({ ...fieldsOf({}), resource: sealed }).message['resource']).toEqual({});
  });

  const good = fieldsOf({ mchid: OFFICIAL.mchId });
  const withResource = (change: object) => ({ ...good, resource: { ...good.resource, ...change } });
  const bytes = Buffer.from(good.resource.ciphertext, 'base64');
  const flipped = (at: number): string => {
    const copy = Buffer.from(bytes);
    copy[copy.length + at] = (copy.at(at) as number) ^ 1;
    return copy.toString('base64');
  };
  const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  it.each<[string, string | object]>([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a BOM in front', `\ufeff${JSON.stringify(good)}`],
    ['XML', '<xml/>'],
    ['an array', [good]],
    ['null', 'null'],
    ['a number', '12345678901234567890'],
    ['a text', '"EV-1"'],
    ['an id that is missing', { ...good, id: undefined }],
    ['an empty id', { ...good, id: '' }],
    ['an id that is a number', { ...good, id: 1 }],
    ['an event_type that is missing', { ...good, event_type: undefined }],
    ['an event_type that is an object', { ...good, event_type: { toString: 1 } }],
    ['a resource that is missing', { ...good, resource: undefined }],
    ['a resource that is null', { ...good, resource: null }],
    ['a resource that is an array', { ...good, resource: [good.resource] }],
    ['a resource in clear', { ...good, resource: { mchid: OFFICIAL.mchId } }],
    ['a resource that is a text', { ...good, resource: JSON.stringify(good.resource) }],
    ['a nonce that is missing', withResource({ nonce: undefined })],
    ['a nonce that is a number', withResource({ nonce: 123456789012 })],
    ['a ciphertext that is empty', withResource({ ciphertext: '' })],
    ['a ciphertext that is an array', withResource({ ciphertext: [good.resource.ciphertext] })],
    ['an associated_data that is null', withResource({ associated_data: null })],
    ['a key that would be a prototype', JSON.stringify(good).replace('{', '{"__proto__":{"id":"EV-2"},')],
    [
      'such a key further down, beside a number of many digits',
      JSON.stringify(good).replace('{', '{"a":[{"b":12345678901234567890,"\\u005f_proto__":1}],'),
    ],
    ['deep nesting', JSON.stringify(good).replace('{', `{"a":${deep(16)},`)],
    [
      'nesting deeper than any parser takes',
      JSON.stringify(good).replace('{', `{"a":${deep(200_000)},"b":12345678901234567890,`),
    ],
    ['nesting deeper than any parser takes, of plain numbers', `{"a":${deep(200_000)}}`],
    ['a sealed text that is no JSON', { ...good, resource: seal('mchid=1230000109') }],
    ['a sealed array', { ...good, resource: seal('[]') }],
    ['a sealed null', { ...good, resource: seal('null') }],
    ['nothing sealed', { ...good, resource: seal('') }],
    ['a sealed key that would be a prototype', { ...good, resource: seal('{"__proto__":{"mchid":1}}') }],
    ['a sealed nest', { ...good, resource: seal(deep(17)) }],
  ])('refuses %s', async (_what, body) => {
    expect(await failureOf(() => open(body))).toBeInstanceOf(WeChatParseError);
  });

  it.each<[string, object]>([
    ['another algorithm', withResource({ algorithm: 'AEAD_SM4_GCM' })],
    ['no algorithm', withResource({ algorithm: undefined })],
    ['an associated_data that is not the one it was sealed for', withResource({ associated_data: 'refund' })],
    ['an associated_data that is missing', withResource({ associated_data: undefined })],
    ['another nonce', withResource({ nonce: '0123456789ab' })],
    ['a ciphertext that was cut', withResource({ ciphertext: good.resource.ciphertext.slice(0, -4) })],
    ['a ciphertext shorter than its tag', withResource({ ciphertext: 'AAAA' })],
    ['a ciphertext that is no base64', withResource({ ciphertext: '*'.repeat(64) })],
    ['a ciphertext that was altered', withResource({ ciphertext: flipped(-20) })],
    ['a tag that was altered', withResource({ ciphertext: flipped(-1) })],
  ])('refuses %s', async (_what, body) => {
    expect(await failureOf(() => open(body))).toBeInstanceOf(WeChatDecryptError);
  });

  it('refuses what was sealed with another key, and says neither key nor text', async () => {
    const other = new ApiV3Cipher('0123456789abcdef0123456789abcdef');
    const resource = { ...good.resource, ...other.seal('{"name":"张三"}', 'transaction') };
    const error = await failureOf(() => open({ ...good, resource }));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).not.toMatch(/张三|0123456789abcdef/);
  });

  it('leaves prototypes alone', async () => {
    await failureOf(() => open(JSON.stringify(good).replace('{', '{"__proto__":{"polluted":1},')));
    open({ ...good, resource: seal('{"constructor":{"prototype":{"polluted":1}}}') });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('openNotification, of whom it is about,', () => {
  const mine = { mchId: '1900000001', subMchIds: undefined };
  const serving = { ...mine, subMchIds: new Set(['1900000010', '1900000011']) };
  const share = { transaction_id: 't', receiver: { type: 'MERCHANT_ID', account: '1900000001', amount: 1 } };

  it.each<[string, string, object, NotifiedMerchant]>([
    ['a merchant of its own', 'TRANSACTION.SUCCESS', { mchid: '1900000001' }, mine],
    ['a partner', 'REFUND.SUCCESS', { sp_mchid: '1900000001', sub_mchid: '1900000099' }, mine],
    ['a partner of this one', 'REFUND.CLOSED', { sp_mchid: '1900000001', sub_mchid: '1900000010' }, serving],
    ['a partner in the older words', 'PAYSCORE.USER_PAID', { mch_id: '1900000001', sub_mch_id: '' }, serving],
    ['combined orders', 'TRANSACTION.SUCCESS', { combine_mchid: '1900000001' }, mine],
    [
      'combined orders of merchants it serves',
      'TRANSACTION.SUCCESS',
      { combine_mchid: '1900000001', sub_orders: [{ mchid: '1900000077', sub_mchid: '1900000011' }] },
      serving,
    ],
    ['nobody', 'MCHTRANSFER.BILL.FINISHED', { out_bill_no: 'b' }, mine],
    ['a share another merchant gave', 'PROFITSHARING.SUCCESS', { mchid: '1900000002', ...share }, mine],
    [
      'a share of a merchant another partner serves',
      'PROFITSHARING.SUCCESS',
      { sp_mchid: '1900000002', sub_mchid: '1900000099', ...share },
      serving,
    ],
    ['another merchant in a mall', 'MALL_TRANSACTION.SUCCESS', { mchid: '1900000002' }, mine],
    ['the maker of a coupon', 'COUPON.USE', { stock_creator_mchid: '1900000002' }, mine],
    ['a merchant that was punished', 'VIOLATION.PUNISH', { sub_mchid: '1900000099' }, serving],
  ])('takes %s: %s', (_whom, event, resource, merchant) => {
    expect(open(fieldsOf(resource, event), merchant).message['resource']).toEqual(resource);
  });

  it.each<[string, string, object, NotifiedMerchant]>([
    ['another merchant', 'TRANSACTION.SUCCESS', { mchid: '1900000002' }, mine],
    ['the number as a number', 'TRANSACTION.SUCCESS', { mchid: 1900000001 }, mine],
    ['another partner', 'REFUND.SUCCESS', { sp_mchid: '1900000002', sub_mchid: '1900000010' }, serving],
    [
      'another partner, this one as sub-merchant',
      'REFUND.SUCCESS',
      { sp_mchid: '2', sub_mchid: '1900000001' },
      mine,
    ],
    [
      'a merchant it does not serve',
      'TRANSACTION.SUCCESS',
      { sp_mchid: '1900000001', sub_mchid: '3' },
      serving,
    ],
    [
      'one it does not serve, as a number',
      'REFUND.SUCCESS',
      { sp_mchid: '1900000001', sub_mchid: 3 },
      serving,
    ],
    ['one in the older words', 'PAYSCORE.USER_PAID', { mch_id: '1900000001', sub_mch_id: '3' }, serving],
    [
      'one among combined orders',
      'TRANSACTION.SUCCESS',
      { combine_mchid: '1900000001', sub_orders: [{ sub_mchid: '1900000010' }, { sub_mchid: '3' }] },
      serving,
    ],
    ['combined orders of another', 'TRANSACTION.SUCCESS', { combine_mchid: '1900000002' }, mine],
    [
      'a share of another for another',
      'PROFITSHARING.SUCCESS',
      { mchid: '1900000002', receiver: { account: '1900000003' } },
      mine,
    ],
    ['a transfer of another', 'MCHTRANSFER.BILL.FINISHED', { mchid: '1900000002' }, mine],
    ['a contract of another', 'PAPAY.SIGN', { sp_mchid: '1900000002' }, mine],
  ])('refuses %s: %s', async (_whom, event, resource, merchant) => {
    const error = await failureOf(() => open(fieldsOf(resource, event), merchant));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).toContain('another merchant');
  });

  it('takes no merchant at all where none is served', async () => {
    const none = { ...mine, subMchIds: new Set<string>() };
    expect(await failureOf(() => checkServed({ sub_mch_id: '1900000010' }, none))).toBeInstanceOf(
      WeChatDecryptError,
    );
    expect(() => checkServed({}, none)).not.toThrow();
    expect(() => checkServed({ sub_mch_id: '' }, none)).not.toThrow();
  });
});
