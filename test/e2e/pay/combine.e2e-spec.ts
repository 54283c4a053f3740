import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatPayError } from 'nestjs-wechat-sdk';
import { type PayCombineJsapiOrder, type Fen, fen, yuan } from 'nestjs-wechat-sdk/pay';
import { isSignedBy } from '../../src/cashier.signature.js';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const NOTIFY_URL = 'https://shop.example.com/wechat/pay';
const APP_ID = 'wx1234567890abcdef';
const COFFEE = {
  attach: '1',
  description: '一杯咖啡',
  out_trade_no: 'coffee-0001',
  amount: { total_amount: fen(1288), currency: 'CNY' },
};
const CAKE = {
  attach: '2',
  description: '一块蛋糕',
  out_trade_no: 'cake-0001',
  amount: { total_amount: yuan('20'), currency: 'CNY' },
};
const ORDER = {
  combine_appid: APP_ID,
  combine_out_trade_no: 'basket-0001',
  sub_orders: [COFFEE, CAKE],
};
const JSAPI_ORDER: PayCombineJsapiOrder = { ...ORDER, combine_payer_info: { openid: 'o-somebody' } };
const CLOSING = {
  combine_appid: APP_ID,
  sub_orders: [{ out_trade_no: 'coffee-0001' }, { out_trade_no: 'cake-0001' }],
};

let pay: StartedPay;
beforeEach(async () => {
  pay = await startPay('express', { client: { notifyUrl: NOTIFY_URL } });
});
afterEach(() => pay.close());

describe('Combined orders', () => {
  it('are placed for a page in WeChat, with the numbers of the merchant filled in', async () => {
    const { shop, sandbox, merchant } = pay;
    const { mchId: mchid } = merchant;
    const { prepay_id } = await shop.combineTransactions.jsapi(JSAPI_ORDER);
    expect(prepay_id).toMatch(/^wx/);
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /v3/combine-transactions/jsapi',
      body: {
        ...JSAPI_ORDER,
        combine_mchid: mchid,
        notify_url: NOTIFY_URL,
        sub_orders: [
          { ...COFFEE, mchid },
          { ...CAKE, mchid },
        ],
      },
    });
    const payment = shop.combineTransactions.jsapiPayment(APP_ID, prepay_id);
    expect(payment).toMatchObject({ appId: APP_ID, package: `prepay_id=${prepay_id}`, signType: 'RSA' });
    const { timeStamp, nonceStr, package: packageText, paySign } = payment;
    expect(isSignedBy(merchant, paySign, APP_ID, timeStamp, nonceStr, packageText)).toBe(true);
  });

  it('are placed for an app, whose cashier is opened for the merchant of them all', async () => {
    const { shop, merchant } = pay;
    const { prepay_id } = await shop.combineTransactions.app(ORDER);
    const payment = shop.combineTransactions.appPayment(APP_ID, prepay_id);
    expect(payment).toMatchObject({ partnerid: merchant.mchId, prepayid: prepay_id, package: 'Sign=WXPay' });
    const { timestamp, noncestr, sign } = payment;
    expect(isSignedBy(merchant, sign, APP_ID, timestamp, noncestr, prepay_id)).toBe(true);
  });

  it('are placed for a mini program by its own route, for a phone, and for a QR code', async () => {
    const { combineTransactions } = pay.shop;
    const placed = (n: number) => ({
      ...ORDER,
      combine_out_trade_no: `basket-000${n}`,
      sub_orders: [{ ...COFFEE, out_trade_no: `coffee-000${n}` }],
    });
    const payer = { combine_payer_info: { openid: 'o-somebody' } };
    const phone = { scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } } };
    expect(await combineTransactions.miniProgram({ ...placed(1), ...payer })).toEqual({
      prepay_id: expect.stringMatching(/^wx/),
    });
    expect(await combineTransactions.h5({ ...placed(2), ...phone })).toEqual({
      h5_url: expect.stringMatching(/^http/),
    });
    expect(await combineTransactions.native(placed(3))).toEqual({
      code_url: expect.stringMatching(/^weixin:/),
    });
  });

  it('are paid at once, and found by either number', async () => {
    const { shop, merchant, url } = pay;
    await shop.combineTransactions.jsapi({ ...JSAPI_ORDER, notify_url: `${url}/wechat/pay` });
    expect(await shop.combineTransactions.queryByOutTradeNo('basket-0001')).toMatchObject({
      sub_orders: [{ trade_state: 'NOTPAY' }, { trade_state: 'NOTPAY' }],
    });
    await merchant.pay('basket-0001');
    const found = await shop.combineTransactions.queryByOutTradeNo('basket-0001');
    expect(found).toMatchObject({
      combine_mchid: merchant.mchId,
      sub_orders: [
        { out_trade_no: 'coffee-0001', trade_state: 'SUCCESS', amount: { total_amount: 1288 } },
        { out_trade_no: 'cake-0001', trade_state: 'SUCCESS', amount: { total_amount: 2000 } },
      ],
    });
    const { combine_transaction_id = '' } = found;
    expect(await shop.combineTransactions.queryById(combine_transaction_id)).toEqual(found);
  });

  it('are closed together, and answered without a body', async () => {
    const { shop, sandbox, merchant } = pay;
    await shop.combineTransactions.jsapi(JSAPI_ORDER);
    expect(await shop.combineTransactions.close('basket-0001', CLOSING)).toBeUndefined();
    expect(sandbox.requests.at(-1)?.status).toBe(204);
    const { mchId: mchid } = merchant;
    expect(lastRequest(sandbox).body).toEqual({
      combine_appid: APP_ID,
      sub_orders: [
        { out_trade_no: 'coffee-0001', mchid },
        { out_trade_no: 'cake-0001', mchid },
      ],
    });
    expect(await shop.combineTransactions.queryByOutTradeNo('basket-0001')).toMatchObject({
      sub_orders: [{ trade_state: 'CLOSED' }, { trade_state: 'CLOSED' }],
    });
  });

  it('name whom they are for, each of its own, when a partner places them', async () => {
    const { shop, sandbox, merchant } = pay;
    const sub_orders = [
      { ...COFFEE, sub_mchid: '1900000109' },
      { ...CAKE, mchid: merchant.mchId, sub_mchid: '1900000110', sub_appid: 'wx00000000000000ab' },
    ];
    await shop.combineTransactions.native({ ...ORDER, sub_orders });
    expect(lastRequest(sandbox).body).toMatchObject({
      combine_mchid: merchant.mchId,
      sub_orders: sub_orders.map((sub) => ({ ...sub, mchid: merchant.mchId })),
    });
    expect(await shop.combineTransactions.queryByOutTradeNo('basket-0001')).toMatchObject({
      sub_orders: [{ sub_mchid: '1900000109' }, { sub_mchid: '1900000110' }],
    });
  });

  it('are the same ones when they are asked for once more, and when the answer was lost', async () => {
    const { shop, sandbox, merchant } = pay;
    sandbox.fail('POST /v3/combine-transactions/jsapi', { status: 502, times: 1 });
    const first = await shop.combineTransactions.jsapi(JSAPI_ORDER);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([502, 200]);
    expect(await shop.combineTransactions.jsapi(JSAPI_ORDER)).toEqual(first);
    expect([...merchant.orders.keys()]).toEqual(['coffee-0001', 'cake-0001']);
  });

  it('seal who is to pay, where that is said', async () => {
    const identity = { type: 'IDCARD', name: '张三', number: '110101199003070134' };
    await pay.shop.combineTransactions.native({ ...ORDER, combine_payer_info: { identity } });
    expect(lastRequest(pay.sandbox).body).toMatchObject({
      combine_payer_info: {
        identity: {
          type: 'IDCARD',
          name: expect.stringMatching(/^[A-Za-z0-9+/=]{344}$/),
          number: expect.stringMatching(/^[A-Za-z0-9+/=]{344}$/),
        },
      },
    });
  });
});

describe('Combined orders that cannot be', () => {
  it('are refused by WeChat Pay with its code', async () => {
    const { combineTransactions } = pay.shop;
    const missing = combineTransactions.queryByOutTradeNo('basket-0009');
    await expect(missing).rejects.toThrow(WeChatPayError);
    await expect(missing).rejects.toMatchObject({ status: 404, errcode: 'ORDER_NOT_EXIST' });
    await combineTransactions.jsapi({ ...JSAPI_ORDER, notify_url: `${pay.url}/wechat/pay` });
    await pay.merchant.pay('basket-0001');
    await expect(combineTransactions.close('basket-0001', CLOSING)).rejects.toMatchObject({
      errcode: 'ORDERPAID',
      hint: expect.stringContaining('query it'),
    });
  });

  it.each<[string, Partial<PayCombineJsapiOrder>]>([
    ['part of a fen', { sub_orders: [{ ...COFFEE, amount: { total_amount: 12.88 as Fen } }] }],
    ['a number of one order that is too short', { sub_orders: [{ ...COFFEE, out_trade_no: 'c-1' }] }],
    ['a number of them all with other signs', { combine_out_trade_no: 'basket 1' }],
    ['a number of them all that is too long', { combine_out_trade_no: 'b'.repeat(33) }],
  ])('are not sent: %s', async (_, change) => {
    const order = pay.shop.combineTransactions.jsapi({ ...JSAPI_ORDER, ...change });
    await expect(order).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });

  it('are not sent when nobody says where notifications go', async () => {
    const other = await startPay();
    try {
      const order = other.shop.combineTransactions.jsapi(JSAPI_ORDER);
      await expect(order).rejects.toThrow(WeChatConfigError);
      await expect(order).rejects.toThrow('WeChat client "pay": this call needs notify_url');
      expect(other.sandbox.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
