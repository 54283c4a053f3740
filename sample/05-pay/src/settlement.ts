import { ConflictException, Injectable, Logger } from '@nestjs/common';
import { inYuan } from 'nestjs-wechat-sdk/pay';
import type { Order, Source } from './order.js';
import { type Change, Orders } from './orders.js';

/** What WeChat Pay says of an order. */
interface Trade {
  readonly out_trade_no: string;
  readonly trade_state: string;
  readonly transaction_id?: string;
  readonly amount?: { readonly total: number };
}

/** What WeChat Pay says of a refund. */
interface Refund {
  readonly out_trade_no: string;
  readonly status: string;
}

/** What ends an order that is not paid. */
const ENDED = ['CLOSED', 'REVOKED', 'PAYERROR'];

/**
 * Books what WeChat Pay says, once however often it is said: notifications may repeat, and come in any order, and a
 * query may have been faster.
 */
@Injectable()
export class Settlement {
  readonly #logger = new Logger('Shop');

  constructor(private readonly orders: Orders) {}

  /** @throws {ConflictException} when the order is not the shop's, or another amount was paid: WeChat Pay says it again */
  trade({ out_trade_no, trade_state, transaction_id, amount }: Trade, source: Source): void {
    const { good } = this.#find(out_trade_no);
    if (ENDED.includes(trade_state)) {
      this.#note(out_trade_no, ['unpaid'], { state: 'closed', source });
    } else if (trade_state === 'SUCCESS') {
      if (amount?.total !== good.price)
        this.#refuse(`${out_trade_no} costs ${inYuan(good.price)}, and another amount was paid`);
      this.#note(out_trade_no, ['unpaid'], { state: 'paid', transactionId: transaction_id, source });
    }
  }

  /** A refund that fails is nobody's business but the shop's: money waits to be sent elsewhere, or is its own again. */
  refund({ out_trade_no, status }: Refund, source: Source): void {
    this.#find(out_trade_no);
    if (status === 'SUCCESS') this.#note(out_trade_no, ['paid', 'refunding'], { state: 'refunded', source });
    else if (status !== 'PROCESSING') this.#note(out_trade_no, ['refunding'], { state: 'paid', source });
  }

  #find(number: string): Order {
    const order = this.orders.get(number);
    return order ?? this.#refuse(`${number} is no order of this shop`);
  }

  /** Somebody has to look at it. */
  #refuse(reason: string): never {
    this.#logger.error(reason);
    throw new ConflictException(reason);
  }

  #note(number: string, from: ReadonlyArray<Order['state']>, to: Change): void {
    const isNew = this.orders.change(number, from, to);
    if (isNew) this.#logger.log(`${number} is ${to.state}, by ${to.source}`);
  }
}
