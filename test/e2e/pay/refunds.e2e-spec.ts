import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatPayError } from 'nestjs-wechat-sdk';
import { type Fen, fen, inYuan, type PayRefundRequest } from 'nestjs-wechat-sdk/pay';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const REFUND = {
  out_trade_no: 'coffee-0001',
  out_refund_no: 'refund-0001',
  reason: '咖啡凉了',
  amount: { refund: fen(88), total: fen(1288) },
};
const SEALED = expect.stringMatching(/^[A-Za-z0-9+/=]{344}$/);

let pay: StartedPay;
let transaction_id: string;
let before: number;
beforeEach(async () => {
  pay = await startPay();
  const { shop, merchant, url } = pay;
  await shop.transactions.native({
    appid: 'wx1234567890abcdef',
    description: '一杯咖啡',
    out_trade_no: 'coffee-0001',
    notify_url: `${url}/wechat/pay`,
    amount: { total: fen(1288) },
  });
  await merchant.pay('coffee-0001', { repeat: 0 });
  transaction_id = merchant.orders.get('coffee-0001')?.transactionId as string;
  before = pay.sandbox.requests.length;
});
afterEach(() => pay.close());

/** What was asked since the order was paid. */
const asked = () => pay.sandbox.requests.slice(before);

describe('A refund', () => {
  it('is made by the merchant’s number of the order, in CNY', async () => {
    const { shop, sandbox, merchant } = pay;
    expect(await shop.refunds.create(REFUND)).toMatchObject({
      out_refund_no: 'refund-0001',
      transaction_id,
      status: 'PROCESSING',
      amount: { refund: 88, total: 1288, currency: 'CNY' },
    });
    expect(lastRequest(sandbox)).toEqual({
      route: 'POST /v3/refund/domestic/refunds',
      query: {},
      body: { ...REFUND, amount: { refund: 88, total: 1288, currency: 'CNY' } },
    });
    expect(merchant.orders.get('coffee-0001')).toMatchObject({ refunded: 88, state: 'REFUND' });
  });

  it('is made by WeChat Pay’s number of the order, without a reason', async () => {
    const { refunds } = pay.shop;
    const { refund_id } = await refunds.create({
      transaction_id,
      out_refund_no: 'refund-0002',
      amount: { refund: fen(1288), total: fen(1288) },
    });
    expect(await refunds.query('refund-0002')).toMatchObject({ refund_id, out_trade_no: 'coffee-0001' });
  });

  it('tells the client’s own address of its end, unless it names another', async () => {
    const notifyUrl = 'https://shop.example.com/wechat/pay';
    const other = await startPay('express', { client: { notifyUrl } });
    try {
      await other.shop.refunds.create(REFUND).catch(() => undefined);
      expect(lastRequest(other.sandbox).body).toMatchObject({ notify_url: notifyUrl });
      const notify_url = 'https://shop.example.com/refunds';
      await other.shop.refunds.create({ ...REFUND, notify_url }).catch(() => undefined);
      expect(lastRequest(other.sandbox).body).toMatchObject({ notify_url });
    } finally {
      await other.close();
    }
  });

  it('is made once, however often it is asked for, and when the answer was lost', async () => {
    const { shop, sandbox, merchant } = pay;
    sandbox.fail('POST /v3/refund/domestic/refunds', { truncate: true, times: 1 });
    const first = await shop.refunds.create(REFUND);
    expect(asked()).toHaveLength(2);
    expect(await shop.refunds.create(REFUND)).toEqual(first);
    expect(merchant.orders.get('coffee-0001')?.refunds).toHaveLength(1);
  });

  it('may be one of several, as long as there is something left', async () => {
    const { refunds } = pay.shop;
    await refunds.create(REFUND);
    await refunds.create({
      ...REFUND,
      out_refund_no: 'refund-0002',
      amount: { refund: fen(1200), total: fen(1288) },
    });
    const third = refunds.create({ ...REFUND, out_refund_no: 'refund-0003' });
    await expect(third).rejects.toThrow(WeChatPayError);
    await expect(third).rejects.toMatchObject({
      errcode: 'INVALID_REQUEST',
      errmsg: expect.stringContaining('可退金额'),
    });
  });

  it('is not made of other contents under a number that was used', async () => {
    await pay.shop.refunds.create(REFUND);
    const other = pay.shop.refunds.create({ ...REFUND, amount: { refund: fen(89), total: fen(1288) } });
    await expect(other).rejects.toMatchObject({ errcode: 'INVALID_REQUEST' });
  });

  it('waits for money when the balance is too low, and says so', async () => {
    pay.merchant.balance = fen(87);
    await expect(pay.shop.refunds.create(REFUND)).rejects.toMatchObject({
      status: 403,
      errcode: 'NOT_ENOUGH',
      hint: expect.stringContaining('keeps its number'),
    });
  });

  it('that nobody made is not found', async () => {
    await expect(pay.shop.refunds.query('refund-0009')).rejects.toMatchObject({
      status: 404,
      errcode: 'RESOURCE_NOT_EXISTS',
      route: 'GET /v3/refund/domestic/refunds/{out_refund_no}',
    });
  });

  it('that cannot go back the way it came goes to a card, whose number and owner travel sealed', async () => {
    const { shop, sandbox, merchant } = pay;
    const { refund_id } = await shop.refunds.create(REFUND);
    const card = {
      out_refund_no: 'refund-0001',
      type: 'USER_BANK_CARD',
      bank_type: 'ICBC_DEBIT',
      bank_account: '6222020200112233445',
      real_name: '张三',
    };
    await expect(shop.refunds.applyAbnormal(refund_id, card)).rejects.toMatchObject({
      errcode: 'INVALID_REQUEST',
    });
    await merchant.finishRefund('refund-0001', 'ABNORMAL', { url: `${pay.url}/wechat/pay`, repeat: 0 });
    expect(await shop.refunds.query('refund-0001')).toMatchObject({ status: 'ABNORMAL' });
    expect(await shop.refunds.applyAbnormal(refund_id, card)).toMatchObject({ status: 'PROCESSING' });
    expect(lastRequest(sandbox)).toMatchObject({
      route: `POST /v3/refund/domestic/refunds/${refund_id}/apply-abnormal-refund`,
      body: { ...card, bank_account: SEALED, real_name: SEALED },
    });
  });
});

describe('A refund that cannot be', () => {
  const { out_trade_no: _, ...OF_NOTHING } = REFUND;
  it.each<[string, object]>([
    ['of no order', OF_NOTHING],
    ['of an order with two numbers', { ...REFUND, transaction_id: '4200000000000000000000000001' }],
    ['of part of a fen', { ...REFUND, amount: { refund: 0.5 as Fen, total: fen(1288) } }],
    ['of an amount that is no number', { ...REFUND, amount: { refund: NaN as Fen, total: fen(1288) } }],
    ['whose number has other signs', { ...REFUND, out_refund_no: 'refund 1' }],
    ['whose number is too long', { ...REFUND, out_refund_no: 'r'.repeat(65) }],
    ['whose number is empty', { ...REFUND, out_refund_no: '' }],
  ])('is not sent: %s', async (_name, refund) => {
    await expect(pay.shop.refunds.create(refund as PayRefundRequest)).rejects.toThrow(RangeError);
    expect(asked()).toEqual([]);
  });

  it('is not asked for by an empty number: all refunds would be meant', async () => {
    await expect(pay.shop.refunds.query('')).rejects.toThrow(RangeError);
    expect(asked()).toEqual([]);
  });

  it('of more than was paid is refused by WeChat Pay', async () => {
    const refund = { ...REFUND, amount: { refund: fen(1289), total: fen(1288) } };
    await expect(pay.shop.refunds.create(refund)).rejects.toThrow(WeChatPayError);
    expect(inYuan(pay.merchant.orders.get('coffee-0001')?.refunded ?? NaN)).toBe('0.00');
  });
});
