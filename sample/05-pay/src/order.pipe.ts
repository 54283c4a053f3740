import { Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';
import type { Order } from './order.js';
import { Orders } from './orders.js';

/** The order with the number in the path. Nobody guesses one; a shop in earnest looks whose it is, too. */
@Injectable()
export class OrderPipe implements PipeTransform<string, Order> {
  constructor(private readonly orders: Orders) {}

  transform(number: string): Order {
    const order = this.orders.get(number);
    if (!order) throw new NotFoundException('There is no such order');
    return order;
  }
}
