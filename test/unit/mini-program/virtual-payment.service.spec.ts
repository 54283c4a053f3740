import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from 'nestjs-wechat-sdk';
import { paymentSignature, sessionSignature } from '../../../lib/crypto/index.js';
import { miniOn } from './fake.api.js';

const SESSION_KEY = '9hAb/NEYUlkaMBEsmFgzig==';
const coins = {
  mode: 'short_series_coin',
  buyQuantity: 100,
  outTradeNo: 'order-0001',
  attach: '测试',
} as const;
const keys = { offerId: '123', appKey: '12345', sandboxAppKey: '67890' };
const paymentWith = (virtualPayment: typeof keys | { offerId: string; appKey?: string } | undefined) =>
  miniOn([], { virtualPayment }).mini.virtualPayment;
const signed = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');

describe('The signatures of virtual payment', () => {
  // the official sample, and one of the mini game's payment, which is signed alike
  it.each([
    [
      '/xpay/query_user_balance',
      '{"openid":"xxx","env":0,"user_ip":"127.0.0.1"}',
      'fb4703e6b7da545a7f43428f02f2a9fa42e895704c6319d01a0aa859cf63253c',
      'e690cc22b6378ca9d70fe61727fabf65f0273d436813447816951989867a134c',
    ],
    [
      '/wxa/game/getbalance',
      '{"offer_id":"12345678","zone_id":"1","openid":"oUrsfxxxxxxxxxx","env":0,"ts":1668136271}',
      '5fc5460b23b2589efb8adbc2cf08d7a9cd8892b33e084249a26455b7880741a8',
      '7ec6d737f118b0c898de39ef1b6b199c48290e699495364fe9d069597a7da125',
    ],
  ])('of %s are those WeChat computes', (uri, body, paySig, signature) => {
    expect(paymentSignature('12345', uri, body)).toBe(paySig);
    expect(sessionSignature(SESSION_KEY, body)).toBe(signature);
  });
});

describe('wx.requestVirtualPayment', () => {
  it('is signed for coins', () => {
    const request = paymentWith(keys).sign(coins, SESSION_KEY);
    expect(request.mode).toBe('short_series_coin');
    expect(JSON.parse(request.signData)).toEqual({
      offerId: '123',
      buyQuantity: 100,
      outTradeNo: 'order-0001',
      attach: '测试',
      env: 0,
      currencyType: 'CNY',
    });
    expect(request.paySig).toBe(signed('12345', `requestVirtualPayment&${request.signData}`));
    expect(request.signature).toBe(signed(SESSION_KEY, request.signData));
  });

  it('is signed for a thing, in the sandbox of WeChat with its key', () => {
    const order = { ...coins, mode: 'short_series_goods', productId: 'g1', goodsPrice: 10, env: 1 } as const;
    const request = paymentWith(keys).sign(order, SESSION_KEY);
    expect(request.mode).toBe('short_series_goods');
    expect(JSON.parse(request.signData)).toMatchObject({ productId: 'g1', goodsPrice: 10, env: 1 });
    expect(request.paySig).toBe(signed('67890', `requestVirtualPayment&${request.signData}`));
  });

  it.each([
    ['a short number', { outTradeNo: '1234567' }],
    ['a long number', { outTradeNo: '1'.repeat(33) }],
    ['a number that begins with _', { outTradeNo: '_12345678' }],
    ['a number with a blank', { outTradeNo: '1234 5678' }],
    ['a number with a line break behind', { outTradeNo: '12345678\n' }],
    ['nothing bought', { buyQuantity: 0 }],
    ['half a coin', { buyQuantity: 0.5 }],
    ['a price in yuan', { mode: 'short_series_goods', productId: 'g1', goodsPrice: 0.1 }],
  ])('is refused for %s', (_what, changes) => {
    const order = { ...coins, ...changes } as typeof coins;
    expect(() => paymentWith(keys).sign(order, SESSION_KEY)).toThrow(RangeError);
  });

  it.each(['12345678', 'a_B-|*@9', '1'.repeat(32)])('takes the number %s', (outTradeNo) => {
    const { signData } = paymentWith(keys).sign({ ...coins, outTradeNo }, SESSION_KEY);
    expect(JSON.parse(signData)).toMatchObject({ outTradeNo });
  });

  it.each([
    ['the option', undefined, 0, 'virtualPayment.appKey'],
    ['the key of the market', { offerId: '123' }, 0, 'virtualPayment.appKey'],
    ['the key of the sandbox', { offerId: '123', appKey: '12345' }, 1, 'virtualPayment.sandboxAppKey'],
  ] as const)('says that %s is missing', (_what, options, env, option) => {
    const sign = () => paymentWith(options).sign({ ...coins, env }, SESSION_KEY);
    expect(sign).toThrow(WeChatConfigError);
    expect(sign).toThrow(`WeChat client "mini": ${option} cannot work`);
  });
});
