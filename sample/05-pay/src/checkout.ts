import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectWeChat, OfficialAccount, WeChatPayError } from 'nestjs-wechat-sdk';
import { type JsapiPayment, WeChatPay } from 'nestjs-wechat-sdk/pay';
import type { Good } from './goods.js';
import type { Order, Payment } from './order.js';
import { Orders } from './orders.js';

/** Who buys, as far as their way of paying needs to know. */
export type Buyer =
  | { readonly way: 'native' }
  | { readonly way: 'h5'; readonly ip: string }
  | { readonly way: 'jsapi'; readonly openid: string };

/** Orders at WeChat Pay (下单). */
@Injectable()
export class Checkout {
  constructor(
    @InjectWeChat('pay') private readonly pay: WeChatPay,
    @InjectWeChat('shop') private readonly shop: OfficialAccount,
    private readonly orders: Orders,
  ) {}

  /** @param notifyUrl where WeChat Pay tells of the payment, when not where it usually does */
  async place(good: Good, buyer: Buyer, notifyUrl?: string): Promise<Order> {
    // nobody guesses it, and nobody gets it twice
    const number = `T${randomBytes(12).toString('hex')}`;
    const payment = await this.#order(number, good, buyer, notifyUrl);
    return this.orders.add({ number, good, payment, state: 'unpaid' });
  }

  /** Nobody shall pay for it any more (关单). Whoever has paid in the meantime keeps the order. */
  async cancel({ number }: Order): Promise<void> {
    try {
      await this.pay.transactions.close(number);
      this.orders.change(number, ['unpaid'], { state: 'closed' });
    } catch (error) {
      if (!(error instanceof WeChatPayError) || error.errcode !== 'ORDERPAID') throw error;
    }
  }

  /** What the page opens the cashier with (调起支付). */
  jsapiPayment(prepayId: string): JsapiPayment {
    return this.pay.transactions.jsapiPayment(this.shop.appId, prepayId);
  }

  async #order(out_trade_no: string, good: Good, buyer: Buyer, notify_url?: string): Promise<Payment> {
    const { way } = buyer;
    const { transactions } = this.pay;
    const order = {
      appid: this.shop.appId,
      description: `${good.chinese} ${good.english}`,
      out_trade_no,
      amount: { total: good.price },
      ...(notify_url !== undefined && { notify_url }),
    };
    if (way === 'native') return { way, ...(await transactions.native(order)) };
    if (way === 'jsapi')
      return { way, ...(await transactions.jsapi({ ...order, payer: { openid: buyer.openid } })) };
    const scene_info = { payer_client_ip: buyer.ip, h5_info: { type: 'Wap' } };
    return { way, ...(await transactions.h5({ ...order, scene_info })) };
  }
}
