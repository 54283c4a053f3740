import type { AnyPayHandler, PayPage } from '../pay-call.interface.js';
import { certificatePage } from './certificate.page.js';
import { partnerTransactionPage } from './partner-transaction.page.js';
import { transactionPage } from './transaction.page.js';

const pages: readonly PayPage[] = [certificatePage, transactionPage, partnerTransactionPage];

/** What the merchant platform does itself, by route. */
export const payHandlers: ReadonlyMap<string, AnyPayHandler> = new Map(
  pages.flatMap((page) =>
    Object.entries(page).map(([route, handler]) => [route, handler as AnyPayHandler] as const),
  ),
);
