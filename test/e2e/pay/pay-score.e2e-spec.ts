import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fen, type PayPartnerScoreService, type PayScoreService } from 'nestjs-wechat-sdk/pay';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const NOTIFY_URL = 'https://shop.example.com/wechat/pay';
const APP_ID = 'wx1234567890abcdef';
const SERVICE = '500001';
const SUB_MCHID = '1900000109';
const NO = 'umbrella-0001';
const ORDER = {
  appid: APP_ID,
  out_order_no: NO,
  service_id: SERVICE,
  service_introduction: '雨伞租借',
  time_range: { start_time: '20260101091010' },
  risk_fund: { name: 'DEPOSIT', amount: fen(9900) },
  post_payments: [{ name: '租金', amount: fen(100), count: 1 }],
  need_user_confirm: true,
};
const OF = { service_id: SERVICE, appid: APP_ID };
const CANCEL = { ...OF, reason: '用户不用了' };
const COMPLETION = {
  ...OF,
  post_payments: [{ name: '租金', amount: fen(300) }],
  post_discounts: [{ name: '满减', description: '满三减一', amount: fen(100) }],
  total_amount: fen(200),
};
const MODIFICATION = {
  ...OF,
  post_payments: [{ name: '租金', amount: fen(100) }],
  total_amount: fen(100),
  reason: '少收',
};
const PAYMENT = { ...OF, type: 'Order_Paid', detail: { paid_time: '20260102101010', paid_amount: fen(200) } };
const PERMISSION = { ...OF, authorization_code: 'permission-1' };
const WHY = { service_id: SERVICE, reason: '用户要求' };

let pay: StartedPay;
beforeAll(async () => {
  pay = await startPay('express', { client: { notifyUrl: NOTIFY_URL } });
});
afterAll(() => pay.close());
beforeEach(() => pay.sandbox.reset());

type Step<Score> = [title: string, act: (score: Score) => Promise<unknown>, route: string, contents: object];

describe('Service orders of a merchant', () => {
  const ORDERS = '/v3/payscore/serviceorder';
  const PERMISSIONS = '/v3/payscore/permissions';

  it.each<Step<PayScoreService>>([
    ['are made', (score) => score.create(ORDER), ORDERS, { ...ORDER, notify_url: NOTIFY_URL }],
    ['are cancelled', (score) => score.cancel(NO, CANCEL), `${ORDERS}/${NO}/cancel`, CANCEL],
    ['are completed', (score) => score.complete(NO, COMPLETION), `${ORDERS}/${NO}/complete`, COMPLETION],
    ['are modified', (score) => score.modify(NO, MODIFICATION), `${ORDERS}/${NO}/modify`, MODIFICATION],
    ['are paid in another way', (score) => score.sync(NO, PAYMENT), `${ORDERS}/${NO}/sync`, PAYMENT],
    [
      'are allowed for ever',
      (score) => score.applyPermission(PERMISSION),
      PERMISSIONS,
      { ...PERMISSION, notify_url: NOTIFY_URL },
    ],
    [
      'are allowed no more, by the number of the permission',
      (score) => score.terminatePermissionByCode('permission-1', WHY),
      `${PERMISSIONS}/authorization-code/permission-1/terminate`,
      WHY,
    ],
    [
      'are allowed no more, by the person',
      (score) => score.terminatePermissionByOpenid('o-somebody', { ...WHY, appid: APP_ID }),
      `${PERMISSIONS}/openid/o-somebody/terminate`,
      { ...WHY, appid: APP_ID },
    ],
  ])('%s', async (_, act, path, body) => {
    await act(pay.shop.payScore);
    expect(lastRequest(pay.sandbox)).toEqual({ route: `POST ${path}`, query: {}, body });
  });

  it.each<Step<PayScoreService>>([
    [
      'are asked after by the merchant’s number',
      (score) => score.queryByOutOrderNo(NO, OF),
      ORDERS,
      { ...OF, out_order_no: NO },
    ],
    [
      'are asked after by the number the person comes back with',
      (score) => score.queryByQueryId('15646546545165651651', OF),
      ORDERS,
      { ...OF, query_id: '15646546545165651651' },
    ],
    [
      'are allowed or not, by the number of the permission',
      (score) => score.queryPermissionByCode('permission-1', SERVICE),
      `${PERMISSIONS}/authorization-code/permission-1`,
      { service_id: SERVICE },
    ],
    [
      'are allowed or not, by the person',
      (score) => score.queryPermissionByOpenid('o-somebody', OF),
      `${PERMISSIONS}/openid/o-somebody`,
      OF,
    ],
  ])('%s', async (_, act, path, query) => {
    expect(await act(pay.shop.payScore)).toMatchObject({ service_id: expect.any(String) });
    expect(lastRequest(pay.sandbox)).toEqual({ route: `GET ${path}`, query, body: undefined });
  });

  it('hand out what the front end opens a page with', async () => {
    const { payScore } = pay.shop;
    expect(await payScore.create(ORDER)).toMatchObject({ package: expect.any(String) });
    expect(await payScore.applyPermission(PERMISSION)).toEqual(expect.stringMatching(/./));
  });

  it.each<[string, (score: PayScoreService) => Promise<unknown>]>([
    ['a number with other signs', (score) => score.create({ ...ORDER, out_order_no: '雨伞' })],
    ['a number that leads elsewhere', (score) => score.cancel('..', CANCEL)],
    [
      'an amount in parts of a fen',
      (score) => score.complete(NO, { ...COMPLETION, total_amount: 0.5 as ReturnType<typeof fen> }),
    ],
  ])('send nothing for %s', async (_, act) => {
    await expect(act(pay.shop.payScore)).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });
});

describe('Service orders of a merchant a partner serves', () => {
  const ORDERS = '/v3/payscore/partner/serviceorder';
  const PERMISSIONS = '/v3/payscore/partner/permissions';
  const FILLED = { sub_mchid: SUB_MCHID };
  const PERSON = { appid: APP_ID, service_id: SERVICE, openid: 'o-somebody' };

  it.each<Step<PayPartnerScoreService>>([
    ['are made', (score) => score.create(ORDER), ORDERS, { ...ORDER, notify_url: NOTIFY_URL }],
    ['are cancelled', (score) => score.cancel(NO, CANCEL), `${ORDERS}/${NO}/cancel`, CANCEL],
    ['are completed', (score) => score.complete(NO, COMPLETION), `${ORDERS}/${NO}/complete`, COMPLETION],
    ['are modified', (score) => score.modify(NO, MODIFICATION), `${ORDERS}/${NO}/modify`, MODIFICATION],
    ['are paid in another way', (score) => score.sync(NO, PAYMENT), `${ORDERS}/${NO}/sync`, PAYMENT],
    [
      'are allowed for ever',
      (score) => score.applyPermission(PERMISSION),
      PERMISSIONS,
      { ...PERMISSION, notify_url: NOTIFY_URL },
    ],
    [
      'are allowed no more, by the number of the permission',
      (score) => score.terminatePermissionByCode('permission-1', WHY),
      `${PERMISSIONS}/authorization-code/permission-1/terminate`,
      WHY,
    ],
    [
      'are allowed no more, by the person',
      (score) => score.terminatePermissionByOpenid({ ...PERSON, reason: '用户要求' }),
      `${PERMISSIONS}/terminate`,
      { ...PERSON, reason: '用户要求' },
    ],
  ])('%s', async (_, act, path, body) => {
    await act(pay.shop.subMerchant(SUB_MCHID).payScore);
    expect(lastRequest(pay.sandbox)).toEqual({
      route: `POST ${path}`,
      query: {},
      body: { ...body, ...FILLED },
    });
  });

  it.each<Step<PayPartnerScoreService>>([
    [
      'are asked after by the merchant’s number',
      (score) => score.queryByOutOrderNo(NO, SERVICE),
      ORDERS,
      { service_id: SERVICE, out_order_no: NO },
    ],
    [
      'are asked after by the number the person comes back with',
      (score) => score.queryByQueryId('15646546545165651651', SERVICE),
      ORDERS,
      { service_id: SERVICE, query_id: '15646546545165651651' },
    ],
    [
      'are allowed or not, by the number of the permission',
      (score) => score.queryPermissionByCode('permission-1', SERVICE),
      `${PERMISSIONS}/authorization-code/permission-1`,
      { service_id: SERVICE },
    ],
    [
      'are allowed or not, by the person',
      (score) => score.queryPermissionByOpenid(PERSON),
      `${PERMISSIONS}/search`,
      PERSON,
    ],
  ])('%s', async (_, act, path, query) => {
    await act(pay.shop.subMerchant(SUB_MCHID).payScore);
    expect(lastRequest(pay.sandbox)).toEqual({
      route: `GET ${path}`,
      query: { ...query, ...FILLED },
      body: undefined,
    });
  });
});
