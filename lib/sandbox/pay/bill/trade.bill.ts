import type { OrderState } from '../order.state.js';
import { dateOf, plainTime } from '../pay.times.js';
import type { RefundState } from '../refund.state.js';
import { type BillText, hugeBill, smallBill, yuan } from './bill.text.js';

/** What a trade bill lists. 账单类型 */
export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND';

/** Which lists have a column. */
interface Column {
  readonly name: string;
  readonly in?: readonly TradeBillType[];
  read(order: OrderState, refund: RefundState | undefined): string;
}

const RATE = 0.006;
const withRefunds = ['ALL', 'REFUND'] as const;
const feeOf = (order: OrderState, refund: RefundState | undefined): number =>
  refund ? (-refund.amount * RATE) / 100 : (order.total * RATE) / 100;
const fee = (value: number): string => (Object.is(value, -0) ? 0 : value).toFixed(5);

const COLUMNS: readonly Column[] = [
  { name: '交易时间', read: (order) => plainTime(order.paidAt ?? 0) },
  { name: '公众账号ID', read: ({ parties }) => parties.appId },
  { name: '商户号', read: ({ parties }) => parties.mchId },
  { name: '特约商户号', read: ({ parties }) => parties.subMchId ?? '0' },
  { name: '设备号', read: () => '' },
  { name: '微信订单号', read: ({ transactionId = '' }) => transactionId },
  { name: '商户订单号', read: ({ outTradeNo }) => outTradeNo },
  { name: '用户标识', read: ({ openid = '' }) => openid },
  { name: '交易类型', read: ({ tradeType }) => tradeType },
  { name: '交易状态', read: (_, refund) => (refund ? 'REFUND' : 'SUCCESS') },
  { name: '付款银行', read: () => 'OTHERS' },
  { name: '货币种类', read: ({ currency }) => currency },
  { name: '应结订单金额', read: ({ total }, refund) => yuan(refund ? 0 : total) },
  { name: '代金券金额', read: () => yuan(0) },
  { name: '退款申请时间', in: ['REFUND'], read: (_, refund) => plainTime(refund?.createdAt ?? 0) },
  { name: '退款成功时间', in: ['REFUND'], read: (_, refund) => plainTime(refund?.finishedAt ?? 0) },
  { name: '微信退款单号', in: withRefunds, read: (_, refund) => refund?.refundId ?? '0' },
  { name: '商户退款单号', in: withRefunds, read: (_, refund) => refund?.outRefundNo ?? '0' },
  { name: '退款金额', in: withRefunds, read: (_, refund) => yuan(refund?.amount ?? 0) },
  { name: '充值券退款金额', in: withRefunds, read: () => yuan(0) },
  { name: '退款类型', in: withRefunds, read: (_, refund) => (refund ? 'ORIGINAL' : '') },
  { name: '退款状态', in: withRefunds, read: (_, refund) => refund?.state ?? '' },
  { name: '商品名称', read: ({ description }) => description },
  { name: '商户数据包', read: ({ attach = '' }) => attach },
  { name: '手续费', read: (order, refund) => fee(feeOf(order, refund)) },
  { name: '费率', read: () => `${(RATE * 100).toFixed(2)}%` },
  { name: '订单金额', read: ({ total }, refund) => yuan(refund ? 0 : total) },
  { name: '申请退款金额', in: withRefunds, read: (_, refund) => yuan(refund?.amount ?? 0) },
  { name: '费率备注', read: () => '' },
];
const SUMMARY = [
  '总交易单数',
  '应结订单总金额',
  '退款总金额',
  '充值券退款总金额',
  '手续费总金额',
  '订单总金额',
  '申请退款总金额',
];

const columnsOf = (type: TradeBillType): readonly Column[] =>
  COLUMNS.filter((column) => column.in === undefined || column.in.includes(type));

const isOf = (date: string, at: number | undefined): boolean => at !== undefined && dateOf(at) === date;

/** One line: an order that was paid, or a refund that was made. */
interface Entry {
  readonly order: OrderState;
  readonly refund?: RefundState;
}

function entriesOf(orders: readonly OrderState[], date: string, type: TradeBillType): Entry[] {
  const paid: Entry[] =
    type === 'REFUND' ? [] : orders.filter(({ paidAt }) => isOf(date, paidAt)).map((order) => ({ order }));
  if (type === 'SUCCESS') return paid;
  const refunds = orders.flatMap((order) => order.refunds.map((refund) => ({ order, refund })));
  return [
    ...paid,
    ...refunds.filter(({ refund }) => refund.state === 'SUCCESS' && isOf(date, refund.finishedAt)),
  ];
}

/** The bill of one day (交易账单), in Beijing's time; undefined when nothing happened. */
export function tradeBill(
  orders: readonly OrderState[],
  date: string,
  type: TradeBillType,
): BillText | undefined {
  const entries = entriesOf(orders, date, type);
  if (entries.length === 0) return undefined;
  const columns = columnsOf(type);
  const paid = entries.reduce((sum, { order, refund }) => sum + (refund ? 0 : order.total), 0);
  const refunded = entries.reduce((sum, { refund }) => sum + (refund?.amount ?? 0), 0);
  const fees = entries.reduce((sum, { order, refund }) => sum + feeOf(order, refund), 0);
  return smallBill(
    columns.map(({ name }) => name),
    entries.map(({ order, refund }) => columns.map((column) => column.read(order, refund))),
    SUMMARY,
    [entries.length, yuan(paid), yuan(refunded), yuan(0), fee(fees), yuan(paid), yuan(refunded)],
  );
}

/** A bill that lists one paid order over and over. */
export function hugeTradeBill(order: OrderState, size: number): BillText {
  const columns = columnsOf('ALL');
  return hugeBill(
    columns.map(({ name }) => name),
    columns.map((column) => column.read(order, undefined)),
    SUMMARY,
    (rows) => {
      const total = yuan(order.total * rows);
      return [rows, total, yuan(0), yuan(0), fee(feeOf(order, undefined) * rows), total, yuan(0)];
    },
    size,
  );
}
