import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { MerchantState } from './merchant.state.js';
import { checkAmount } from './order.rules.js';
import { invalidRequest, notFound, paramError, PayRefusal } from './pay.refusal.js';
import { TransferState, type TransferTerms } from './transfer.state.js';

const OUT_BILL_NO = /^[A-Za-z0-9]{1,32}$/;
/** Fen from which on WeChat Pay wants to know the person's name. */
const NAMED_FROM = 200_000;

/**
 * Starts a transfer; asked for the same once more, it is the one there is.
 *
 * @throws {PayRefusal} when WeChat Pay would not take it
 */
export function startTransfer(merchant: MerchantState, terms: TransferTerms): TransferState {
  const { transfers, ledger, appIds } = merchant;
  const { outBillNo, amount, userName, appId } = terms;
  const known = transfers.get(outBillNo);
  if (known) {
    if (known.contents === terms.contents) return known;
    throw invalidRequest('商户单号已存在，且请求参数与之前不一致');
  }
  if (!OUT_BILL_NO.test(outBillNo))
    throw paramError('out_bill_no 只能由数字、大小写字母组成，不超过 32 个字符');
  checkAmount(amount, 'transfer_amount');
  if (appIds && !appIds.includes(appId)) throw invalidRequest(`appid ${appId} 与商户号没有绑定关系`);
  if (amount >= NAMED_FROM && userName === undefined)
    throw paramError('转账金额大于等于 2000 元时 user_name 必填');
  if (ledger.balance < amount) throw new PayRefusal(403, 'NOT_ENOUGH', '资金不足，请充值后原单重试');
  const transfer = new TransferState(terms, merchant.now());
  transfers.set(outBillNo, transfer);
  ledger.book('商家转账', -amount, transfer.transferBillNo, outBillNo);
  return transfer;
}

/** @throws {PayRefusal} when the merchant has no such transfer */
export function findTransfer(
  { transfers }: MerchantState,
  isIt: (transfer: TransferState) => boolean,
): TransferState {
  const transfer = [...transfers.values()].find(isIt);
  if (!transfer) throw notFound('记录不存在');
  return transfer;
}

/** @throws {SandboxUseError} when no such transfer waits for its person */
export function endTransfer(
  merchant: MerchantState,
  outBillNo: string,
  state: Exclude<TransferState['state'], 'WAIT_USER_CONFIRM'>,
  failReason?: string,
): TransferState {
  const transfer = merchant.transfers.get(outBillNo);
  if (transfer?.state !== 'WAIT_USER_CONFIRM')
    throw new SandboxUseError(`No transfer ${outBillNo} waits to be confirmed`);
  transfer.state = state;
  transfer.failReason = failReason;
  transfer.updatedAt = merchant.now();
  if (state !== 'SUCCESS')
    merchant.ledger.book('转账退回', transfer.amount, transfer.transferBillNo, outBillNo);
  return transfer;
}
