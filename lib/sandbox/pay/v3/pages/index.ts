import type { AnyPayHandler, PayPage } from '../pay-call.interface.js';
import { billPage } from './bill.page.js';
import { certificatePage } from './certificate.page.js';
import { combinePage } from './combine.page.js';
import { complaintPage } from './complaint.page.js';
import { partnerTransactionPage } from './partner-transaction.page.js';
import { refundPage } from './refund.page.js';
import { transactionPage } from './transaction.page.js';
import { transferPage } from './transfer.page.js';

const pages: readonly PayPage[] = [
  certificatePage,
  transactionPage,
  partnerTransactionPage,
  combinePage,
  refundPage,
  billPage,
  transferPage,
  complaintPage,
];

/** What the merchant platform does itself, by route. */
export const payHandlers: ReadonlyMap<string, AnyPayHandler> = new Map(
  pages.flatMap((page) =>
    Object.entries(page).map(([route, handler]) => [route, handler as AnyPayHandler] as const),
  ),
);
