import type { BillText } from '../../bill/bill.text.js';
import { fundFlowBill } from '../../bill/fund-flow.bill.js';
import { tradeBill, type TradeBillType } from '../../bill/trade.bill.js';
import { billAnswer } from '../../bill/bill.answer.js';
import type { MerchantState } from '../../merchant.state.js';
import { checkSubMerchant } from '../../order.rules.js';
import { invalidRequest, paramError, PayRefusal } from '../../pay.refusal.js';
import type { PayPage } from '../pay-call.interface.js';

const DATE = /^\d{4}-\d\d-\d\d$/;
const TYPES: readonly string[] = ['ALL', 'SUCCESS', 'REFUND'] satisfies TradeBillType[];
const ACCOUNTS: readonly string[] = ['BASIC', 'OPERATION', 'FEES'];

const isTradeBillType = (text: string): text is TradeBillType => TYPES.includes(text);

function checkDate(date: string): void {
  if (!DATE.test(date) || Number.isNaN(Date.parse(date)))
    throw paramError(`bill_date ${date} 格式应为 YYYY-MM-DD`);
}

/** @throws {PayRefusal} when there is none */
async function lend(merchant: MerchantState, bill: BillText | undefined, tarType?: string): Promise<object> {
  if (tarType !== undefined && tarType !== 'GZIP') throw paramError('tar_type 只能是 GZIP');
  if (!bill) throw new PayRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
  const { token, hash } = await merchant.bills.lend(bill, tarType === 'GZIP');
  return {
    hash_type: 'SHA1',
    hash_value: hash,
    download_url: `${merchant.world.url}/pay-v3/v3/billdownload/file?token=${token}`,
  };
}

/** 账单 @see https://pay.weixin.qq.com/doc/v3/merchant/4013071228 */
export const billPage: PayPage = {
  'GET /v3/bill/tradebill'({ merchant, query }) {
    const { bill_date: date, bill_type: type = 'ALL', sub_mchid: subMchId, tar_type } = query;
    checkDate(date);
    if (!isTradeBillType(type)) throw paramError(`bill_type 只能是 ${TYPES.join('、')}`);
    checkSubMerchant(merchant, subMchId);
    const orders = [...merchant.book.orders.values()].filter(
      ({ parties }) => subMchId === undefined || parties.subMchId === subMchId,
    );
    return lend(merchant, merchant.hugeBills.get(date) ?? tradeBill(orders, date, type), tar_type);
  },
  'GET /v3/bill/fundflowbill'({ merchant, query }) {
    const { bill_date: date, account_type: account = 'BASIC', tar_type } = query;
    checkDate(date);
    if (!ACCOUNTS.includes(account)) throw paramError(`account_type 只能是 ${ACCOUNTS.join('、')}`);
    const entries = account === 'BASIC' ? merchant.ledger.entries : [];
    return lend(merchant, fundFlowBill(entries, date), tar_type);
  },
  'GET /v3/billdownload/file'({ merchant, query }) {
    const file = merchant.bills.find(query.token);
    if (!file) throw invalidRequest('token 无效或已过期');
    return billAnswer(file);
  },
};
