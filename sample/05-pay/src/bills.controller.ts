import { Controller, Get, Header } from '@nestjs/common';
import { billPage } from './pages/bill.page.js';
import { Reconciliation } from './reconciliation.js';

const HOUR = 3_600_000;

/** WeChat Pay's days are Beijing's. */
const daysAgo = (days: number): string =>
  new Date(Date.now() + (8 - 24 * days) * HOUR).toISOString().slice(0, 10);

@Controller('bills')
export class BillsController {
  constructor(private readonly reconciliation: Reconciliation) {}

  @Get('today')
  @Header('Cache-Control', 'no-store')
  today(): Promise<string> {
    return this.#page(daysAgo(0));
  }

  @Get('yesterday')
  @Header('Cache-Control', 'no-store')
  yesterday(): Promise<string> {
    return this.#page(daysAgo(1));
  }

  async #page(date: string): Promise<string> {
    return billPage(date, await this.reconciliation.of(date));
  }
}
