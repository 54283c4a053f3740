import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fen, type PayProfitSharingService } from 'nestjs-wechat-sdk/pay';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const APP_ID = 'wx1234567890abcdef';
const SUB_MCHID = '1900000109';
const SEALED = expect.stringMatching(/^[A-Za-z0-9+/=]{344}$/);
const SHARING = {
  appid: APP_ID,
  transaction_id: '4208450740201411110007820472',
  out_order_no: 'P20260101',
  receivers: [
    { type: 'MERCHANT_ID', account: '86693852', amount: fen(100), description: '分给商户' },
    { type: 'PERSONAL_OPENID', account: 'o-staff', name: '张三', amount: fen(1), description: '分给员工' },
  ],
  unfreeze_unsplit: true,
};
const RETURN = {
  out_order_no: 'P20260101',
  out_return_no: 'R20260101',
  return_mchid: '86693852',
  amount: fen(10),
  description: '用户退款',
};
const END = {
  transaction_id: '4208450740201411110007820472',
  out_order_no: 'E20260101',
  description: '解冻',
};
const RECEIVER = {
  appid: APP_ID,
  type: 'MERCHANT_ID',
  account: '86693852',
  name: '示例商户',
  relation_type: 'SUPPLIER',
};
const GONE = { appid: APP_ID, type: 'MERCHANT_ID', account: '86693852' };

let pay: StartedPay;
beforeAll(async () => {
  pay = await startPay();
});
afterAll(() => pay.close());
beforeEach(() => pay.sandbox.reset());

const whose = {
  'a merchant': () => [pay.shop.profitSharing, {}] as const,
  'a merchant a partner serves': () =>
    [pay.shop.subMerchant(SUB_MCHID).profitSharing, { sub_mchid: SUB_MCHID }] as const,
};

describe.each(Object.entries(whose))('Profit sharing of %s', (_, of) => {
  it.each<[string, (sharing: PayProfitSharingService) => Promise<unknown>, string, object]>([
    [
      'shares out, names sealed',
      (sharing) => sharing.create(SHARING),
      'POST /v3/profitsharing/orders',
      { ...SHARING, receivers: [SHARING.receivers[0], { ...SHARING.receivers[1], name: SEALED }] },
    ],
    [
      'gives a share back',
      (sharing) => sharing.return(RETURN),
      'POST /v3/profitsharing/return-orders',
      RETURN,
    ],
    ['frees what is left', (sharing) => sharing.unfreeze(END), 'POST /v3/profitsharing/orders/unfreeze', END],
    [
      'adds a receiver, its name sealed',
      (sharing) => sharing.addReceiver(RECEIVER),
      'POST /v3/profitsharing/receivers/add',
      { ...RECEIVER, name: SEALED },
    ],
    [
      'removes a receiver',
      (sharing) => sharing.deleteReceiver(GONE),
      'POST /v3/profitsharing/receivers/delete',
      GONE,
    ],
  ])('%s', async (__, act, route, body) => {
    const [sharing, filled] = of();
    await act(sharing);
    expect(lastRequest(pay.sandbox)).toEqual({ route, query: {}, body: { ...body, ...filled } });
  });

  it.each<[string, (sharing: PayProfitSharingService) => Promise<unknown>, string, object]>([
    [
      'asks after shares',
      (sharing) => sharing.query('P20260101', '4208450740201411110007820472'),
      'GET /v3/profitsharing/orders/P20260101',
      { transaction_id: '4208450740201411110007820472' },
    ],
    [
      'asks after a share given back, by its own number',
      (sharing) => sharing.queryReturn('R20260101', 'P20260101'),
      'GET /v3/profitsharing/return-orders/R20260101',
      { out_order_no: 'P20260101' },
    ],
    [
      'asks for the bill of a day',
      (sharing) => sharing.bill({ billDate: '2026-01-01' }),
      'GET /v3/profitsharing/bills',
      { bill_date: '2026-01-01', tar_type: 'GZIP' },
    ],
  ])('%s', async (__, act, route, query) => {
    const [sharing, filled] = of();
    await act(sharing);
    expect(lastRequest(pay.sandbox)).toEqual({ route, query: { ...query, ...filled }, body: undefined });
  });

  it('tells how much can be shared yet', async () => {
    const [sharing] = of();
    expect(await sharing.queryUnsplitAmount('4208450740201411110007820472')).toMatchObject({
      unsplit_amount: expect.any(Number),
    });
    expect(lastRequest(pay.sandbox)).toMatchObject({
      route: 'GET /v3/profitsharing/transactions/4208450740201411110007820472/amounts',
      query: {},
    });
  });

  it('opens the name WeChat Pay answers with', async () => {
    const [sharing] = of();
    expect(await sharing.addReceiver(RECEIVER)).toMatchObject({ name: expect.not.stringMatching(/=$/) });
  });

  it.each<[string, (sharing: PayProfitSharingService) => Promise<unknown>]>([
    ['a number with other signs', (sharing) => sharing.create({ ...SHARING, out_order_no: 'P 1' })],
    ['a number that is too long', (sharing) => sharing.return({ ...RETURN, out_return_no: 'R'.repeat(65) })],
    ['a day that is none', (sharing) => sharing.bill({ billDate: '20260101' })],
    ['no number at all', (sharing) => sharing.query('', '4208450740201411110007820472')],
  ])('sends nothing for %s', async (__, act) => {
    const [sharing] = of();
    await expect(act(sharing)).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });
});

it('A partner asks how much it may share out', async () => {
  const { shop, sandbox } = pay;
  expect(await shop.subMerchant(SUB_MCHID).profitSharing.queryMaxRatio()).toMatchObject({
    max_ratio: expect.any(Number),
  });
  expect(lastRequest(sandbox).route).toBe(`GET /v3/profitsharing/merchant-configs/${SUB_MCHID}`);
});
