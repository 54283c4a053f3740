import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatPayError } from 'nestjs-wechat-sdk';
import {
  type Fen,
  fen,
  type PayPartnerJsapiOrder,
  type PayBillRow,
  type PaySubMerchant,
  readBill,
  type WeChatPay,
} from 'nestjs-wechat-sdk/pay';
import { isSignedBy } from '../../src/cashier.signature.js';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const CAFE = '1900000109';
const BAKERY = '1900000110';
const STRANGER = '1900000111';
const NOTIFY_URL = 'https://partner.example.com/wechat/pay';
const SP_APP_ID = 'wx1234567890abcdef';
const SUB_APP_ID = 'wx00000000000000ab';
const ORDER = {
  sp_appid: SP_APP_ID,
  sub_appid: SUB_APP_ID,
  description: '一杯咖啡',
  out_trade_no: 'coffee-0001',
  amount: { total: fen(1288) },
};
const JSAPI_ORDER: PayPartnerJsapiOrder = { ...ORDER, payer: { sub_openid: 'o-somebody' } };
const REFUND = {
  out_trade_no: 'coffee-0001',
  out_refund_no: 'refund-0001',
  amount: { refund: fen(88), total: fen(1288) },
};
/** The date in Beijing. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

let pay: StartedPay;
let cafe: PaySubMerchant;
let bakery: PaySubMerchant;
beforeEach(async () => {
  const subMchIds = [CAFE, BAKERY];
  pay = await startPay('express', { merchant: { subMchIds }, client: { subMchIds, notifyUrl: NOTIFY_URL } });
  cafe = pay.shop.subMerchant(CAFE);
  bakery = pay.shop.subMerchant(BAKERY);
});
afterEach(() => pay.close());

/** Places an order of a merchant, and has it paid. */
async function paid(merchant: PaySubMerchant, out_trade_no: string): Promise<void> {
  await merchant.transactions.native({ ...ORDER, out_trade_no, notify_url: `${pay.url}/wechat/pay` });
  await pay.merchant.pay(out_trade_no, { repeat: 0 });
}

describe('An order of a merchant a partner serves', () => {
  it('names both, and is opened for the appid it was placed at', async () => {
    const { sandbox, merchant } = pay;
    const { prepay_id } = await cafe.transactions.jsapi(JSAPI_ORDER);
    expect(lastRequest(sandbox)).toEqual({
      route: 'POST /v3/pay/partner/transactions/jsapi',
      query: {},
      body: { ...JSAPI_ORDER, sp_mchid: merchant.mchId, sub_mchid: CAFE, notify_url: NOTIFY_URL },
    });
    const payment = cafe.transactions.jsapiPayment(SUB_APP_ID, prepay_id);
    const { appId, timeStamp, nonceStr, package: packageText, paySign } = payment;
    expect({ appId, packageText }).toEqual({ appId: SUB_APP_ID, packageText: `prepay_id=${prepay_id}` });
    expect(isSignedBy(merchant, paySign, SUB_APP_ID, timeStamp, nonceStr, packageText)).toBe(true);
  });

  it('of an app is opened for the merchant, and signed by the partner', async () => {
    const { prepay_id } = await cafe.transactions.app(ORDER);
    const payment = cafe.transactions.appPayment(SP_APP_ID, prepay_id);
    expect(payment).toMatchObject({ appid: SP_APP_ID, partnerid: CAFE, prepayid: prepay_id });
    const { timestamp, noncestr, sign } = payment;
    expect(isSignedBy(pay.merchant, sign, SP_APP_ID, timestamp, noncestr, prepay_id)).toBe(true);
  });

  it('is placed from a phone, and for a QR code', async () => {
    const scene_info = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } };
    expect(await cafe.transactions.h5({ ...ORDER, scene_info })).toEqual({
      h5_url: expect.stringMatching(/^http/),
    });
    expect(await cafe.transactions.native({ ...ORDER, out_trade_no: 'coffee-0002' })).toEqual({
      code_url: expect.stringMatching(/^weixin:/),
    });
  });

  it('is found by either number, and by nobody else', async () => {
    await paid(cafe, 'coffee-0001');
    const found = await cafe.transactions.queryByOutTradeNo('coffee-0001');
    expect(found).toMatchObject({
      sp_mchid: pay.merchant.mchId,
      sub_mchid: CAFE,
      trade_state: 'SUCCESS',
      amount: { total: 1288 },
    });
    expect(await cafe.transactions.queryById(found.transaction_id ?? '')).toEqual(found);
    await expect(bakery.transactions.queryByOutTradeNo('coffee-0001')).rejects.toMatchObject({
      errcode: 'ORDER_NOT_EXIST',
    });
  });

  it('is closed once', async () => {
    await cafe.transactions.jsapi(JSAPI_ORDER);
    await expect(bakery.transactions.close('coffee-0001')).rejects.toThrow(WeChatPayError);
    expect(await cafe.transactions.close('coffee-0001')).toBeUndefined();
    expect(lastRequest(pay.sandbox).body).toEqual({ sp_mchid: pay.merchant.mchId, sub_mchid: CAFE });
    expect(await cafe.transactions.queryByOutTradeNo('coffee-0001')).toMatchObject({ trade_state: 'CLOSED' });
  });

  it('is placed once, however often the same is asked for', async () => {
    pay.sandbox.fail('POST /v3/pay/partner/transactions/jsapi', { truncate: true, times: 1 });
    const first = await cafe.transactions.jsapi(JSAPI_ORDER);
    expect(await cafe.transactions.jsapi(JSAPI_ORDER)).toEqual(first);
    expect(pay.merchant.orders.size).toBe(1);
  });

  it('is refused for a merchant the partner does not serve', async () => {
    const order = pay.shop.subMerchant(STRANGER).transactions.jsapi(JSAPI_ORDER);
    await expect(order).rejects.toMatchObject({
      status: 403,
      errcode: 'NO_AUTH',
      route: 'POST /v3/pay/partner/transactions/jsapi',
    });
  });

  it.each([
    ['part of a fen', { amount: { total: 12.88 as Fen } }],
    ['a number that is too short', { out_trade_no: 'c-1' }],
  ])('is not sent with %s', async (_, change) => {
    const { transactions } = cafe;
    await expect(transactions.jsapi({ ...JSAPI_ORDER, ...change })).rejects.toThrow(RangeError);
    await expect(transactions.native({ ...ORDER, ...change })).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });
});

describe('A refund of a merchant a partner serves', () => {
  it('names the merchant wherever it is spoken of', async () => {
    await paid(cafe, 'coffee-0001');
    const { refund_id } = await cafe.refunds.create(REFUND);
    expect(lastRequest(pay.sandbox).body).toMatchObject({ sub_mchid: CAFE, notify_url: NOTIFY_URL });
    expect(await cafe.refunds.query('refund-0001')).toMatchObject({ refund_id, status: 'PROCESSING' });
    expect(lastRequest(pay.sandbox).query).toEqual({ sub_mchid: CAFE });
    await pay.merchant.finishRefund('refund-0001', 'ABNORMAL', { url: `${pay.url}/wechat/pay`, repeat: 0 });
    await cafe.refunds.applyAbnormal(refund_id, { out_refund_no: 'refund-0001', type: 'MERCHANT_BANK_CARD' });
    expect(lastRequest(pay.sandbox).body).toMatchObject({ sub_mchid: CAFE });
  });

  it('is none of another’s', async () => {
    await paid(cafe, 'coffee-0001');
    await expect(bakery.refunds.create(REFUND)).rejects.toThrow(WeChatPayError);
    await cafe.refunds.create(REFUND);
    await expect(bakery.refunds.query('refund-0001')).rejects.toMatchObject({
      errcode: 'RESOURCE_NOT_EXISTS',
    });
  });
});

describe('A bill of a merchant a partner serves', () => {
  const rowsOf = async (merchant: PaySubMerchant | WeChatPay): Promise<PayBillRow[]> => {
    const bill = await merchant.bills.tradeBill({ billDate: today() });
    const rows: PayBillRow[] = [];
    for await (const row of readBill(await merchant.bills.download(bill))) rows.push(row);
    return rows;
  };

  it('lists its own orders, and the partner’s those of all', async () => {
    await paid(cafe, 'coffee-0001');
    await paid(bakery, 'cake-0001');
    expect(await rowsOf(cafe)).toMatchObject([{ 特约商户号: CAFE, 商户订单号: 'coffee-0001' }]);
    expect(await rowsOf(bakery)).toMatchObject([{ 特约商户号: BAKERY, 商户订单号: 'cake-0001' }]);
    expect(await rowsOf(pay.shop)).toHaveLength(2);
  });

  it('of what moved comes sealed for the partner', async () => {
    const { download_bill_list } = await cafe.bills.fundFlowBill({ billDate: '2026-05-04' });
    expect(lastRequest(pay.sandbox)).toMatchObject({
      route: 'GET /v3/bill/sub-merchant-fundflowbill',
      query: {
        bill_date: '2026-05-04',
        account_type: 'BASIC',
        algorithm: 'AEAD_AES_256_GCM',
        sub_mchid: CAFE,
      },
    });
    expect(download_bill_list.length).toBeGreaterThan(0);
  });
});

describe('The view of a merchant a partner serves', () => {
  it('says whose it is, and calls any route as the partner', async () => {
    expect({ name: cafe.name, mchId: cafe.mchId, subMchId: cafe.subMchId }).toEqual({
      name: 'pay',
      mchId: pay.merchant.mchId,
      subMchId: CAFE,
    });
    await paid(cafe, 'coffee-0001');
    const order = await cafe.request('GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}', {
      path: { out_trade_no: 'coffee-0001' },
      query: { sp_mchid: cafe.mchId, sub_mchid: cafe.subMchId },
    });
    expect(order).toEqual(await cafe.transactions.queryByOutTradeNo('coffee-0001'));
  });
});
