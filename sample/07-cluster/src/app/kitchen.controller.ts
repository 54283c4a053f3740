import { setTimeout as sleep } from 'node:timers/promises';
import { Controller } from '@nestjs/common';
import { type TextMessage, WeChatHandlers, WeChatMessage } from 'nestjs-wechat-sdk';
import { OrderBook } from './order.book.js';

/** Milliseconds an order takes; it stands for your own work. */
const COOKING = 300;

/** What the shop does with an order. The process may be killed at any line of it: it is then run again. */
@Controller()
@WeChatHandlers('shop')
export class KitchenController {
  constructor(private readonly book: OrderBook) {}

  @WeChatMessage('text')
  async cook({ Content }: TextMessage): Promise<string> {
    this.book.begin(Content);
    await sleep(COOKING);
    this.book.end(Content);
    return `${Content} 好了 is ready`;
  }
}
