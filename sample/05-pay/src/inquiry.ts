import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InjectWeChat } from 'nestjs-wechat-sdk';
import { WeChatPay } from 'nestjs-wechat-sdk/pay';
import { type Order, refundNumberOf } from './order.js';
import { Orders } from './orders.js';
import { Settlement } from './settlement.js';

/** A shop in earnest has more patience: it asks after half a minute, after a few, and when the order has run out. */
const EVERY = 2000;
const PATIENCE = 4000;

/** Asks what became of orders when nobody tells (查单): a notification may come late, or never. */
@Injectable()
export class Inquiry {
  readonly #logger = new Logger('Shop');

  constructor(
    @InjectWeChat('pay') private readonly pay: WeChatPay,
    private readonly orders: Orders,
    private readonly settlement: Settlement,
  ) {}

  async ask(order: Order): Promise<void> {
    if (order.state === 'unpaid')
      this.settlement.trade(await this.pay.transactions.queryByOutTradeNo(order.number), 'query');
    if (order.state === 'refunding')
      this.settlement.refund(await this.pay.refunds.query(refundNumberOf(order)), 'query');
  }

  @Interval(EVERY)
  async askAll(): Promise<void> {
    const due = this.orders.list().filter(({ since }) => Date.now() - since > PATIENCE);
    for (const order of due) {
      try {
        await this.ask(order);
      } catch (error) {
        this.#logger.warn((error as Error).message); // the next round asks again
      }
    }
  }
}
