import { rfc3339 } from '../pay.times.js';
import type { TransferState } from '../transfer.state.js';

const reasonOf = ({ failReason }: TransferState): object =>
  failReason === undefined ? {} : { fail_reason: failReason };

/** What the application is told when it has started a transfer. */
export const transferStarted = (transfer: TransferState): object => ({
  out_bill_no: transfer.outBillNo,
  transfer_bill_no: transfer.transferBillNo,
  create_time: rfc3339(transfer.createdAt),
  state: transfer.state,
  ...reasonOf(transfer),
  ...(transfer.state === 'WAIT_USER_CONFIRM' ? { package_info: transfer.packageInfo } : {}),
});

/** A transfer, as queries tell of it. */
export const transferAnswer = (transfer: TransferState, mchId: string): object => ({
  mch_id: mchId,
  appid: transfer.appId,
  out_bill_no: transfer.outBillNo,
  transfer_bill_no: transfer.transferBillNo,
  state: transfer.state,
  transfer_amount: transfer.amount,
  transfer_remark: transfer.remark,
  openid: transfer.openid,
  ...(transfer.userName === undefined ? {} : { user_name: transfer.userName }),
  create_time: rfc3339(transfer.createdAt),
  update_time: rfc3339(transfer.updatedAt),
  ...reasonOf(transfer),
  ...(transfer.state === 'WAIT_USER_CONFIRM' ? { package_info: transfer.packageInfo } : {}),
});

/** A transfer that has come to its end, as the application is notified of it. */
export const transferResource = (transfer: TransferState, mchId: string): object => ({
  mch_id: mchId,
  out_bill_no: transfer.outBillNo,
  transfer_bill_no: transfer.transferBillNo,
  state: transfer.state,
  transfer_amount: transfer.amount,
  openid: transfer.openid,
  ...reasonOf(transfer),
  create_time: rfc3339(transfer.createdAt),
  update_time: rfc3339(transfer.updatedAt),
});
