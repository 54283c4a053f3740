import { afterEach, describe, expect, it } from '@jest/globals';
import { fen } from 'nestjs-wechat-sdk/pay';
import { type StartedPay, startPay } from '../../src/start-pay.js';

let started: StartedPay | undefined;
afterEach(async () => {
  await started?.close();
  started = undefined;
});

const ORDER = {
  appid: 'wx1234567890abcdef',
  description: '一杯咖啡',
  out_trade_no: 'coffee-0001',
  notify_url: 'https://shop.example.com/wechat/pay',
  amount: { total: fen(1) },
  payer: { openid: 'o-somebody' },
};

describe.each(['public-key', 'certificates', 'both'] as const)(
  'A merchant with keys of the kind %s',
  (keys) => {
    it('orders, queries and closes', async () => {
      started = await startPay('express', { merchant: { keys } });
      const { shop } = started;
      const { prepay_id } = await shop.transactions.jsapi(ORDER);
      expect(prepay_id).toMatch(/^wx/);
      expect(await shop.transactions.queryByOutTradeNo(ORDER.out_trade_no)).toMatchObject({
        trade_state: 'NOTPAY',
      });
      await shop.transactions.close(ORDER.out_trade_no);
      expect(await shop.transactions.queryByOutTradeNo(ORDER.out_trade_no)).toMatchObject({
        trade_state: 'CLOSED',
      });
    });
  },
);
