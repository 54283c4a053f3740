import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { fen, type PayNotification, WeChatPayNotify } from 'nestjs-wechat-sdk/pay';
import type { PayTransactionResource } from 'nestjs-wechat-sdk/pay';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

type Paid = PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource>;
const seen: unknown[] = [];
let behave: () => unknown = () => undefined;

@Injectable()
class Shop {
  @WeChatPayNotify('TRANSACTION.SUCCESS')
  async paid({ id, event_type, resource }: Paid): Promise<unknown> {
    seen.push({ id, event_type, paid: resource.out_trade_no, total: resource.amount.total });
    return behave();
  }

  @WeChatPayNotify('REFUND.*')
  refunded({ event_type }: PayNotification<'REFUND.SUCCESS' | 'REFUND.CLOSED'>): void {
    seen.push({ refund: event_type });
  }
}

describe.each(ADAPTERS)('Notifications of WeChat Pay, on %s', (adapter) => {
  let started: StartedPay;
  let next = 0;
  beforeAll(async () => {
    started = await startPay(adapter, { providers: [Shop], callback: { deadline: 300 } });
  });
  afterAll(() => started.close());
  beforeEach(() => {
    seen.length = 0;
    behave = () => undefined;
  });

  const order = async (): Promise<string> => {
    const out_trade_no = `order-${adapter}-${(next += 1)}`;
    await started.shop.transactions.native({
      appid: 'wx1234567890abcdef',
      description: '一杯咖啡',
      out_trade_no,
      notify_url: `${started.url}/wechat/pay`,
      amount: { total: fen(1288) },
    });
    return out_trade_no;
  };

  it('reach the handler of their event, opened, and are answered without a body once it has returned', async () => {
    const out_trade_no = await order();
    const { status, body, attempts, id } = await started.merchant.pay(out_trade_no);
    expect({ status, body, attempts }).toEqual({ status: 204, body: '', attempts: 1 });
    expect(seen).toEqual([{ id, event_type: 'TRANSACTION.SUCCESS', paid: out_trade_no, total: 1288 }]);
  });
});
