import { Injectable } from '@nestjs/common';
import { InjectWeChat, WeChatPayError } from 'nestjs-wechat-sdk';
import { type Fen, type PayBillRow, readBill, WeChatPay, yuan } from 'nestjs-wechat-sdk/pay';
import type { Order } from './order.js';
import { Orders } from './orders.js';

/** A line of a bill, beside what the shop has written down itself. */
export interface BillEntry {
  readonly kind: 'payment' | 'refund';
  readonly number: string;
  readonly time: string;
  readonly amount: Fen;
  /** Whether the shop's own orders say the same. */
  readonly isRight: boolean;
}

/** Compares a day's bill with the shop's orders (对账). */
@Injectable()
export class Reconciliation {
  constructor(
    @InjectWeChat('pay') private readonly pay: WeChatPay,
    private readonly orders: Orders,
  ) {}

  /**
   * @param billDate `YYYY-MM-DD`; WeChat Pay has the bill of a day from 10 o'clock of the next one, the sandbox at once
   * @returns undefined when there is no bill
   * @throws {WeChatSignatureError} when the file is not the one WeChat Pay has signed for
   */
  async of(billDate: string): Promise<BillEntry[] | undefined> {
    try {
      const bill = await this.pay.bills.tradeBill({ billDate });
      const entries: BillEntry[] = [];
      // only when the last byte has come is it known that they are all right
      for await (const row of readBill(await this.pay.bills.download(bill))) entries.push(this.#compare(row));
      return entries;
    } catch (error) {
      if (error instanceof WeChatPayError && error.errcode === 'NO_STATEMENT_EXIST') return undefined;
      throw error;
    }
  }

  #compare(row: PayBillRow): BillEntry {
    const { 商户订单号: number = '', 交易时间: time = '' } = row;
    const kind = row['交易状态'] === 'REFUND' ? 'refund' : 'payment';
    const amount = yuan(row[kind === 'refund' ? '退款金额' : '订单金额'] ?? '');
    return { kind, number, time, amount, isRight: isKnown(this.orders.get(number), kind, amount) };
  }
}

function isKnown(order: Order | undefined, kind: BillEntry['kind'], amount: Fen): boolean {
  if (order?.good.price !== amount) return false;
  return kind === 'refund'
    ? order.state === 'refunded'
    : order.state === 'paid' || order.state === 'refunding' || order.state === 'refunded';
}
