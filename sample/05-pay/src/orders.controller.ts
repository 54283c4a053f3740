import {
  Body,
  ConflictException,
  Controller,
  Get,
  Header,
  HttpStatus,
  Ip,
  Param,
  Post,
  Redirect,
} from '@nestjs/common';
import { Checkout } from './checkout.js';
import { GoodPipe } from './good.pipe.js';
import type { Good } from './goods.js';
import { Inquiry } from './inquiry.js';
import type { Order } from './order.js';
import { OrderPipe } from './order.pipe.js';
import { Refunds } from './refunds.js';

/** Nobody listens there: what is told there gets lost. */
const NOWHERE = 'http://127.0.0.1:9/lost';

const addressFor = (lost: unknown): string | undefined => (lost === 'on' ? NOWHERE : undefined);

type Next = { readonly url: string };
const pageOf = ({ number }: Order): Next => ({ url: `/orders/${number}` });

/** What the buttons of the pages do. */
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly checkout: Checkout,
    private readonly inquiry: Inquiry,
    private readonly refunds: Refunds,
  ) {}

  @Post('native')
  @Redirect('', HttpStatus.SEE_OTHER)
  async atComputer(@Body('good', GoodPipe) good: Good, @Body('lost') lost: unknown): Promise<Next> {
    return pageOf(await this.checkout.place(good, { way: 'native' }, addressFor(lost)));
  }

  @Post('h5')
  @Redirect('', HttpStatus.SEE_OTHER)
  async onPhone(
    @Body('good', GoodPipe) good: Good,
    @Body('lost') lost: unknown,
    @Ip() ip: string,
  ): Promise<Next> {
    return pageOf(await this.checkout.place(good, { way: 'h5', ip }, addressFor(lost)));
  }

  /** What the page asks for while it waits; the shop itself answers, not WeChat Pay. */
  @Get(':number/state')
  @Header('Cache-Control', 'no-store')
  state(@Param('number', OrderPipe) { state }: Order): Pick<Order, 'state'> {
    return { state };
  }

  /** “I have paid”: what a page is told by the cashier is no proof, so WeChat Pay is asked. */
  @Post(':number/query')
  @Redirect('', HttpStatus.SEE_OTHER)
  async query(@Param('number', OrderPipe) order: Order): Promise<Next> {
    await this.inquiry.ask(order);
    return { url: `${pageOf(order).url}?asked=1` };
  }

  @Post(':number/close')
  @Redirect('', HttpStatus.SEE_OTHER)
  async close(@Param('number', OrderPipe) order: Order): Promise<Next> {
    if (order.state !== 'unpaid') throw new ConflictException('The order is paid or closed already');
    await this.checkout.cancel(order);
    return pageOf(order);
  }

  /** In earnest only somebody of the shop's gets here. */
  @Post(':number/refund')
  @Redirect('', HttpStatus.SEE_OTHER)
  async refund(@Param('number', OrderPipe) order: Order): Promise<Next> {
    if (order.state !== 'paid') throw new ConflictException('Only a paid order can be refunded');
    await this.refunds.start(order);
    return pageOf(order);
  }
}
