import { Controller, Get, Header, Headers, Inject, Param, Query } from '@nestjs/common';
import { Checkout } from './checkout.js';
import type { Order } from './order.js';
import { OrderPipe } from './order.pipe.js';
import { Orders } from './orders.js';
import { homePage } from './pages/home.page.js';
import { orderPage } from './pages/order.page.js';
import { h5Part, jsapiPart, nativePart } from './pages/pay.part.js';
import type { Html } from '../../shared/html.js';
import { type Phone, PHONE } from './setting.js';

@Controller()
export class PagesController {
  constructor(
    private readonly orders: Orders,
    private readonly checkout: Checkout,
    @Inject(PHONE) private readonly phone: Phone,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  home(): string {
    return homePage(this.orders.list());
  }

  @Get('orders/:number')
  @Header('Cache-Control', 'no-store')
  order(
    @Param('number', OrderPipe) order: Order,
    @Headers('host') host: string,
    @Query('asked') asked: unknown,
  ): string {
    // on a desk each request is believed; a shop in earnest knows its own address
    const pay = this.#pay(order, `http://${host}/orders/${order.number}`);
    return orderPage(order, pay, asked !== undefined);
  }

  /** @param page where the person is to come back to */
  #pay({ number, payment }: Order, page: string): Html {
    switch (payment.way) {
      case 'native':
        return nativePart(payment.code_url, this.phone.scan(number));
      case 'h5':
        return h5Part(`${payment.h5_url}&redirect_url=${encodeURIComponent(page)}`);
      case 'jsapi':
        return jsapiPart(this.checkout.jsapiPayment(payment.prepay_id), this.phone.bridgeUrl);
    }
  }
}
