import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from 'nestjs-wechat-sdk';
import { fen, type PayCouponService, type PayMerchantCouponService, yuan } from 'nestjs-wechat-sdk/pay';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const NOTIFY_URL = 'https://shop.example.com/wechat/pay';
const APP_ID = 'wx1234567890abcdef';
const MCH_ID = '1900000001';
const OTHER = '1900000002';
const FAVOR = '/v3/marketing/favor';
const BUSIFAVOR = '/v3/marketing/busifavor';

const STOCK = {
  stock_name: '满一百减十元',
  stock_type: 'NORMAL',
  out_request_no: 'stock-20260101',
  available_begin_time: '2026-01-01T00:00:00+08:00',
  available_end_time: '2026-01-31T00:00:00+08:00',
  stock_use_rule: { max_coupons: 100, max_amount: yuan('1000'), max_coupons_per_user: 1 },
  coupon_use_rule: { fixed_normal_coupon: { coupon_amount: yuan('10'), transaction_minimum: yuan('100') } },
  no_cash: false,
};
const GIFT = { appid: APP_ID, stock_id: '9856000', out_request_no: 'gift-1' };
const OWN_STOCK = {
  stock_name: '八月一日活动券',
  stock_type: 'NORMAL',
  goods_name: '全场可用',
  out_request_no: 'own-20260101',
  coupon_code_mode: 'WECHATPAY_MODE',
  stock_send_rule: { max_coupons: 100, max_coupons_per_user: 5 },
  coupon_use_rule: {
    use_method: 'OFF_LINE',
    fixed_normal_coupon: { discount_amount: fen(500), transaction_minimum: fen(10_000) },
  },
};
const CODE = { stock_id: '9856001', coupon_code: 'sxxe34343434' };

let pay: StartedPay;
beforeAll(async () => {
  pay = await startPay('express', { client: { notifyUrl: NOTIFY_URL }, merchant: { mchId: MCH_ID } });
});
afterAll(() => pay.close());
beforeEach(() => pay.sandbox.reset());

const read = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('Coupons of WeChat Pay', () => {
  it.each<[string, (coupons: PayCouponService) => Promise<unknown>, string, object]>([
    [
      'make a stock of the merchant’s own',
      (coupons) => coupons.createStock(STOCK),
      `POST ${FAVOR}/coupon-stocks`,
      { ...STOCK, belong_merchant: MCH_ID },
    ],
    [
      'make a stock for another merchant',
      (coupons) => coupons.createStock({ ...STOCK, belong_merchant: OTHER }),
      `POST ${FAVOR}/coupon-stocks`,
      { ...STOCK, belong_merchant: OTHER },
    ],
    ...(['start', 'pause', 'restart'] as const).flatMap(
      (verb): Array<[string, (coupons: PayCouponService) => Promise<unknown>, string, object]> => [
        [
          `${verb} a stock`,
          (coupons) => coupons[`${verb}Stock`]('9856000'),
          `POST ${FAVOR}/stocks/9856000/${verb}`,
          { stock_creator_mchid: MCH_ID },
        ],
        [
          `${verb} a stock another merchant made`,
          (coupons) => coupons[`${verb}Stock`]('9856000', OTHER),
          `POST ${FAVOR}/stocks/9856000/${verb}`,
          { stock_creator_mchid: OTHER },
        ],
      ],
    ),
    [
      'send somebody one',
      (coupons) => coupons.send('o-somebody', GIFT),
      `POST ${FAVOR}/users/o-somebody/coupons`,
      { ...GIFT, stock_creator_mchid: MCH_ID },
    ],
    [
      'send somebody one of another merchant, of an amount of its own',
      (coupons) => coupons.send('o-somebody', { ...GIFT, stock_creator_mchid: OTHER, coupon_value: fen(88) }),
      `POST ${FAVOR}/users/o-somebody/coupons`,
      { ...GIFT, stock_creator_mchid: OTHER, coupon_value: 88 },
    ],
    [
      'say where notifications go',
      (coupons) => coupons.setCallback(),
      `POST ${FAVOR}/callbacks`,
      { mchid: MCH_ID, notify_url: NOTIFY_URL },
    ],
    [
      'end notifications',
      (coupons) => coupons.setCallback({ notify_url: 'https://a.example.com/', switch: false }),
      `POST ${FAVOR}/callbacks`,
      { mchid: MCH_ID, notify_url: 'https://a.example.com/', switch: false },
    ],
  ])('%s', async (_, act, route, body) => {
    await act(pay.shop.coupons);
    expect(lastRequest(pay.sandbox)).toEqual({ route, query: {}, body });
  });

  it.each<[string, (coupons: PayCouponService) => Promise<unknown>, string, object]>([
    [
      'query a stock',
      (coupons) => coupons.queryStock('9856000'),
      `GET ${FAVOR}/stocks/9856000`,
      { stock_creator_mchid: MCH_ID },
    ],
    [
      'query a coupon',
      (coupons) => coupons.query('o-somebody', '98674556', APP_ID),
      `GET ${FAVOR}/users/o-somebody/coupons/98674556`,
      { appid: APP_ID },
    ],
    [
      'list stocks',
      (coupons) => read(coupons.listStocks({ status: 'paused' })),
      `GET ${FAVOR}/stocks`,
      { status: 'paused', stock_creator_mchid: MCH_ID, limit: '10', offset: '0' },
    ],
    [
      'list the merchants they are good at',
      (coupons) => read(coupons.listMerchants('9856000', OTHER)),
      `GET ${FAVOR}/stocks/9856000/merchants`,
      { stock_creator_mchid: OTHER, limit: '50', offset: '0' },
    ],
    [
      'list those somebody has',
      (coupons) => read(coupons.list('o-somebody', { appid: APP_ID, status: 'SENDED' })),
      `GET ${FAVOR}/users/o-somebody/coupons`,
      { appid: APP_ID, status: 'SENDED', creator_mchid: MCH_ID, limit: '20', offset: '0' },
    ],
    [
      'say where uses are listed',
      (coupons) => coupons.useFlow('9856000'),
      `GET ${FAVOR}/stocks/9856000/use-flow`,
      {},
    ],
    [
      'say where refunds are listed',
      (coupons) => coupons.refundFlow('9856000'),
      `GET ${FAVOR}/stocks/9856000/refund-flow`,
      {},
    ],
    [
      'tell where notifications go',
      (coupons) => coupons.queryCallback(),
      `GET ${FAVOR}/callbacks`,
      { mchid: MCH_ID },
    ],
  ])('%s', async (_, act, route, query) => {
    await act(pay.shop.coupons);
    expect(lastRequest(pay.sandbox)).toEqual({ route, query, body: undefined });
  });

  it('hand out their flows as files to download', async () => {
    const file = {
      download_url: expect.stringMatching(/^https:/),
      hash_type: expect.any(String),
      hash_value: expect.any(String),
    };
    expect(await pay.shop.coupons.useFlow('9856000')).toEqual(file);
    expect(await pay.shop.coupons.refundFlow('9856000')).toEqual(file);
  });

  it('hand out what a page holds', async () => {
    const [stock] = await read(pay.shop.coupons.listStocks());
    expect(stock).toMatchObject({
      stock_id: expect.any(String),
      stock_use_rule: { max_amount: expect.any(Number) },
    });
    expect(await read(pay.shop.coupons.listMerchants('9856000'))).toEqual([expect.any(String)]);
  });

  it.each<[string, (coupons: PayCouponService) => Promise<unknown>]>([
    ['a number with other signs', (coupons) => coupons.send('o-1', { ...GIFT, out_request_no: '礼物' })],
    [
      'an amount in parts of a fen',
      (coupons) => coupons.send('o-1', { ...GIFT, coupon_value: 0.5 as ReturnType<typeof fen> }),
    ],
    ['nobody', (coupons) => coupons.send('', GIFT)],
  ])('send nothing for %s', async (_, act) => {
    await expect(act(pay.shop.coupons)).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });
});

describe('Coupons of a merchant', () => {
  it.each<[string, (coupons: PayMerchantCouponService) => Promise<unknown>, string, object]>([
    [
      'make a stock of the merchant’s own',
      (coupons) => coupons.createStock(OWN_STOCK),
      `POST ${BUSIFAVOR}/stocks`,
      { ...OWN_STOCK, belong_merchant: MCH_ID },
    ],
    [
      'make a stock for another merchant',
      (coupons) => coupons.createStock({ ...OWN_STOCK, belong_merchant: OTHER }),
      `POST ${BUSIFAVOR}/stocks`,
      { ...OWN_STOCK, belong_merchant: OTHER },
    ],
    [
      'change a stock',
      (coupons) => coupons.modifyStock('9856001', { out_request_no: 'change-1', stock_name: '新名' }),
      `PATCH ${BUSIFAVOR}/stocks/9856001`,
      { out_request_no: 'change-1', stock_name: '新名' },
    ],
    [
      'change how many there are',
      (coupons) =>
        coupons.modifyBudget('9856001', {
          target_max_coupons: 200,
          current_max_coupons: 100,
          modify_budget_request_no: 'budget-1',
        }),
      `PATCH ${BUSIFAVOR}/stocks/9856001/budget`,
      { target_max_coupons: 200, current_max_coupons: 100, modify_budget_request_no: 'budget-1' },
    ],
    [
      'upload codes',
      (coupons) =>
        coupons.uploadCodes('9856001', { coupon_code_list: ['A1', 'A2'], upload_request_no: 'codes-1' }),
      `POST ${BUSIFAVOR}/stocks/9856001/couponcodes`,
      { coupon_code_list: ['A1', 'A2'], upload_request_no: 'codes-1' },
    ],
    [
      'say that one was used',
      (coupons) =>
        coupons.use({
          ...CODE,
          appid: APP_ID,
          openid: 'o-somebody',
          use_request_no: 'use-1',
          use_time: '2026-01-02T10:00:00+08:00',
        }),
      `POST ${BUSIFAVOR}/coupons/use`,
      {
        ...CODE,
        appid: APP_ID,
        openid: 'o-somebody',
        use_request_no: 'use-1',
        use_time: '2026-01-02T10:00:00+08:00',
      },
    ],
    [
      'give one back',
      (coupons) => coupons.return({ ...CODE, return_request_no: 'return-1' }),
      `POST ${BUSIFAVOR}/coupons/return`,
      { ...CODE, return_request_no: 'return-1' },
    ],
    [
      'make one void',
      (coupons) =>
        coupons.deactivate({ ...CODE, deactivate_request_no: 'void-1', deactivate_reason: '过期' }),
      `POST ${BUSIFAVOR}/coupons/deactivate`,
      { ...CODE, deactivate_request_no: 'void-1', deactivate_reason: '过期' },
    ],
    [
      'belong to an order',
      (coupons) => coupons.associate({ ...CODE, out_trade_no: 'coffee-0001', out_request_no: 'order-1' }),
      `POST ${BUSIFAVOR}/coupons/associate`,
      { ...CODE, out_trade_no: 'coffee-0001', out_request_no: 'order-1' },
    ],
    [
      'belong to it no more',
      (coupons) => coupons.disassociate({ ...CODE, out_trade_no: 'coffee-0001', out_request_no: 'order-2' }),
      `POST ${BUSIFAVOR}/coupons/disassociate`,
      { ...CODE, out_trade_no: 'coffee-0001', out_request_no: 'order-2' },
    ],
    [
      'say where notifications go',
      (coupons) => coupons.setCallback(),
      `POST ${BUSIFAVOR}/callbacks`,
      { mchid: MCH_ID, notify_url: NOTIFY_URL },
    ],
  ])('%s', async (_, act, route, body) => {
    await act(pay.shop.merchantCoupons);
    expect(lastRequest(pay.sandbox)).toEqual({ route, query: {}, body });
  });

  it.each<[string, (coupons: PayMerchantCouponService) => Promise<unknown>, string, object]>([
    ['query a stock', (coupons) => coupons.queryStock('9856001'), `GET ${BUSIFAVOR}/stocks/9856001`, {}],
    [
      'query a coupon',
      (coupons) => coupons.query('o-somebody', 'sxxe34343434', APP_ID),
      `GET ${BUSIFAVOR}/users/o-somebody/coupons/sxxe34343434/appids/${APP_ID}`,
      {},
    ],
    [
      'list those of the merchant’s making somebody has',
      (coupons) => read(coupons.list('o-somebody', { appid: APP_ID })),
      `GET ${BUSIFAVOR}/users/o-somebody/coupons`,
      { appid: APP_ID, creator_merchant: MCH_ID, limit: '20', offset: '0' },
    ],
    [
      'list those another merchant sent somebody',
      (coupons) => read(coupons.list('o-somebody', { appid: APP_ID, sender_merchant: OTHER })),
      `GET ${BUSIFAVOR}/users/o-somebody/coupons`,
      { appid: APP_ID, sender_merchant: OTHER, limit: '20', offset: '0' },
    ],
    [
      'tell where notifications go',
      (coupons) => coupons.queryCallback(),
      `GET ${BUSIFAVOR}/callbacks`,
      { mchid: MCH_ID },
    ],
  ])('%s', async (_, act, route, query) => {
    await act(pay.shop.merchantCoupons);
    expect(lastRequest(pay.sandbox)).toEqual({ route, query, body: undefined });
  });

  it('take 200 codes at once, and no more', async () => {
    const { merchantCoupons } = pay.shop;
    const codes = Array.from({ length: 201 }, (_, index) => `A${index}`);
    const upload = (coupon_code_list: string[]): Promise<unknown> =>
      merchantCoupons.uploadCodes('9856001', { coupon_code_list, upload_request_no: 'codes-1' });
    await upload(codes.slice(1));
    await expect(upload(codes)).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toHaveLength(1);
  });
});

it('Notifications of coupons need an address', async () => {
  const other = await startPay();
  try {
    await expect(other.shop.coupons.setCallback()).rejects.toThrow(WeChatConfigError);
    await expect(other.shop.merchantCoupons.setCallback()).rejects.toThrow(WeChatConfigError);
    expect(other.sandbox.requests).toEqual([]);
  } finally {
    await other.close();
  }
});
