import { BILL_DATE_INVALID } from '../pay.messages.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Which day a bill is of. */
interface BillOptions {
  /** `YYYY-MM-DD` in Beijing's time, three months back at most; the bill of a day is ready at 10 o’clock of the next. */
  billDate: string;
}

type TradeBillType =
  'ALL' | 'SUCCESS' | 'REFUND' | 'RECHARGE_REFUND' | 'ALL_SPECIAL' | 'SUC_SPECIAL' | 'REF_SPECIAL';

/** Which trade bill. 交易账单 */
export interface PayTradeBillOptions extends BillOptions {
  /** Paid orders and refunds, either of them, refunds of coupons, or one of the special bills (个性化账单). @default 'ALL' */
  billType?: TradeBillType | undefined;
}

/** Which fund flow bill. 资金账单 */
export interface PayFundFlowBillOptions extends BillOptions {
  /** 基本账户, 运营账户, 手续费账户. @default 'BASIC' */
  accountType?: 'BASIC' | 'OPERATION' | 'FEES' | undefined;
}

/** Which fund flow bill of a merchant a partner serves. 子商户资金账单 */
export interface PaySubMerchantFundFlowBillOptions extends BillOptions {
  /** 基本账户, 运营账户, 手续费账户, 保证金账户. @default 'BASIC' */
  accountType?: 'BASIC' | 'OPERATION' | 'FEES' | 'DEPOSIT' | undefined;
}

/** Asks for a bill of a day, compressed: it is unpacked as it comes, and has a tenth of the bytes. */
export const packedBill = (billDate: string): { bill_date: string; tar_type: 'GZIP' } => ({
  bill_date: checkedDate(billDate),
  tar_type: 'GZIP',
});

/** Asks for one that is sealed. It is not compressed as well: the pages do not say which of both is done first. */
export const sealedBill = (billDate: string): { bill_date: string; algorithm: 'AEAD_AES_256_GCM' } => ({
  bill_date: checkedDate(billDate),
  algorithm: 'AEAD_AES_256_GCM',
});

function checkedDate(billDate: string): string {
  if (!DATE.test(billDate)) throw new RangeError(BILL_DATE_INVALID(billDate));
  return billDate;
}
