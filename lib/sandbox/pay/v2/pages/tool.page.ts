import { billAnswer } from '../../bill/bill.answer.js';
import { tradeBill } from '../../bill/trade.bill.js';
import { paramError, PayRefusal } from '../../pay.refusal.js';
import type { V2Page } from '../v2-call.interface.js';

const DATE = /^(\d{4})(\d\d)(\d\d)$/;

/** 仿真测试系统、对账单 @see https://pay.weixin.qq.com/doc/v2/merchant/4011987607 */
export const toolPage: V2Page = {
  'POST /xdc/apiv2getsignkey/sign/getsignkey': ({ merchant }) => ({
    mch_id: merchant.mchId,
    sandbox_signkey: merchant.sandboxKey,
  }),
  'POST /pay/downloadbill'({ merchant, body }) {
    const { bill_date, bill_type: type = 'ALL' } = body;
    if (!DATE.test(bill_date)) throw paramError('bill_date 格式应为 yyyyMMdd');
    if (type !== 'ALL' && type !== 'SUCCESS' && type !== 'REFUND') throw paramError('bill_type 无效');
    const date = bill_date.replace(DATE, '$1-$2-$3');
    const bill = merchant.hugeBills.get(date) ?? tradeBill([...merchant.book.orders.values()], date, type);
    if (!bill) throw new PayRefusal(400, 'NO_STATEMENT_EXIST', 'No Bill Exist');
    return billAnswer({ bill, isGzip: body.tar_type === 'GZIP' });
  },
};
