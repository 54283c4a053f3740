import { Injectable } from '@nestjs/common';
import { InjectWeChat } from 'nestjs-wechat-sdk';
import { WeChatPay } from 'nestjs-wechat-sdk/pay';
import { type Order, refundNumberOf } from './order.js';
import { Orders } from './orders.js';

/** Pays back (退款). */
@Injectable()
export class Refunds {
  constructor(
    @InjectWeChat('pay') private readonly pay: WeChatPay,
    private readonly orders: Orders,
  ) {}

  /** All of an order. When this fails half-way it may be tried again: the same number is the same refund. */
  async start(order: Order): Promise<void> {
    const { number, good } = order;
    await this.pay.refunds.create({
      out_trade_no: number,
      out_refund_no: refundNumberOf(order),
      reason: '不想要了',
      amount: { refund: good.price, total: good.price },
    });
    // its end may have been told already
    this.orders.change(number, ['paid'], { state: 'refunding' });
  }
}
