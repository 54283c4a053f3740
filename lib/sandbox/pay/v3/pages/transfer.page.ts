import type { MerchantState } from '../../merchant.state.js';
import { V3Notifier } from '../../notice/v3.notifier.js';
import { canonical } from '../../order.rules.js';
import { invalidRequest } from '../../pay.refusal.js';
import { rfc3339 } from '../../pay.times.js';
import { endTransfer, findTransfer, startTransfer } from '../../transfer.desk.js';
import type { TransferState } from '../../transfer.state.js';
import type { PayPage } from '../pay-call.interface.js';
import { transferAnswer, transferResource, transferStarted } from '../transfer.answer.js';

const byOutBillNo = (merchant: MerchantState, outBillNo: string): TransferState =>
  findTransfer(merchant, (transfer) => transfer.outBillNo === outBillNo);

/** Nobody waits for what the application answers; it stands in the log. */
function tell(merchant: MerchantState, transfer: TransferState): void {
  const { notifyUrl } = transfer;
  const resource = transferResource(transfer, merchant.mchId);
  new V3Notifier(merchant).tell('MCHTRANSFER.BILL.FINISHED', resource, notifyUrl).catch(() => undefined);
}

/** 商家转账 @see https://pay.weixin.qq.com/doc/v3/merchant/4012716434 */
export const transferPage: PayPage = {
  'POST /v3/fund-app/mch-transfer/transfer-bills'({ merchant, body }) {
    const transfer = startTransfer(merchant, {
      appId: body.appid,
      outBillNo: body.out_bill_no,
      openid: body.openid,
      amount: body.transfer_amount,
      remark: body.transfer_remark,
      userName: body.user_name,
      notifyUrl: body.notify_url,
      contents: canonical(body),
    });
    return transferStarted(transfer);
  },
  'GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}': ({ merchant, path }) =>
    transferAnswer(byOutBillNo(merchant, path.out_bill_no), merchant.mchId),
  'GET /v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}': ({ merchant, path }) =>
    transferAnswer(
      findTransfer(merchant, ({ transferBillNo }) => transferBillNo === path.transfer_bill_no),
      merchant.mchId,
    ),
  'POST /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel'({ merchant, path }) {
    const transfer = byOutBillNo(merchant, path.out_bill_no);
    if (transfer.state !== 'WAIT_USER_CONFIRM') throw invalidRequest('单据状态不支持撤销');
    endTransfer(merchant, transfer.outBillNo, 'CANCELLED');
    tell(merchant, transfer);
    return {
      out_bill_no: transfer.outBillNo,
      transfer_bill_no: transfer.transferBillNo,
      state: 'CANCELING',
      update_time: rfc3339(transfer.updatedAt),
    };
  },
};
