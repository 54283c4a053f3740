import type { Readable } from 'node:stream';
import { openBill } from '../bill/bill.stream.js';
import type { PayAnswer } from '../pay.api.js';
import type { PayCaller } from '../call/pay.caller.js';

/** The electronic receipt of a transfer, which is made when it is applied for. 电子回单 */
export type PayTransferReceipt =
  PayAnswer<'GET /v3/fund-app/mch-transfer/elecsign/out-bill-no/{out_bill_no}'>;
/** What a receipt that is made tells of its file. */
type ReceiptFile = Pick<PayTransferReceipt, 'state' | 'hash_type' | 'hash_value' | 'download_url'>;

/**
 * The file of a receipt, as it comes.
 *
 * @throws {RangeError} when the receipt is not made
 * @throws {WeChatSignatureError} in the stream, when the file is not what its hash stands for
 */
export async function openReceipt(
  caller: PayCaller,
  { state, hash_type, hash_value, download_url }: ReceiptFile,
  signal?: AbortSignal,
): Promise<Readable> {
  if (hash_type === undefined || hash_value === undefined || download_url === undefined)
    throw new RangeError(`There is no receipt to download: it is ${state}`);
  return openBill(caller, { hash_type, hash_value, download_url }, signal);
}
