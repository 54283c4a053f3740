import { Injectable } from '@nestjs/common';
import type { Order } from './order.js';

/** What may change of an order. */
export type Change = Pick<Order, 'state'> & Partial<Pick<Order, 'transactionId' | 'source'>>;

/** The shop's orders. One in earnest keeps them in its database, and changes them under the same condition there. */
@Injectable()
export class Orders {
  readonly #all = new Map<string, Order>();

  add(given: Omit<Order, 'since'>): Order {
    const order = { ...given, since: Date.now() };
    this.#all.set(order.number, order);
    return order;
  }

  get(number: string): Order | undefined {
    return this.#all.get(number);
  }

  /** The newest first. */
  list(): Order[] {
    return [...this.#all.values()].toReversed();
  }

  /** `update … where number = ? and state in (…)`. @returns whether it was in such a state, and is changed now */
  change(number: string, from: ReadonlyArray<Order['state']>, to: Change): boolean {
    const order = this.#all.get(number);
    if (!order || !from.includes(order.state)) return false;
    this.#all.set(number, { ...order, ...to, since: Date.now() });
    return true;
  }
}
