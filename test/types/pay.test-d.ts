/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import { fen, type WeChatPay } from 'nestjs-wechat-sdk/pay';

declare const shop: WeChatPay;

export async function sharesAreGivenBackOfOneOrder(): Promise<void> {
  const share = { out_return_no: 'R1', return_mchid: '86693852', amount: fen(1), description: '退款' };
  await shop.profitSharing.return({ ...share, out_order_no: 'P1' });
  await shop.profitSharing.return({ ...share, order_id: '3008450740201411110007820472' });
  // @ts-expect-error of no shares
  await shop.profitSharing.return(share);
  // @ts-expect-error of shares by two numbers, which may contradict one another
  await shop.profitSharing.return({ ...share, out_order_no: 'P1', order_id: '3008450740201411110007820472' });
}

export async function amountsAreFen(): Promise<void> {
  const share = { out_return_no: 'R1', return_mchid: '86693852', description: '退款', out_order_no: 'P1' };
  // @ts-expect-error yuan, perhaps
  await shop.profitSharing.return({ ...share, amount: 1.5 });
}

const ORDER = { appid: 'wx1', description: '一杯咖啡', out_trade_no: 'coffee-0001' };

export async function ordersTakeFen(): Promise<void> {
  await shop.transactions.native({ ...ORDER, amount: { total: fen(1288) } });
  // @ts-expect-error a number may be yuan as well
  await shop.transactions.native({ ...ORDER, amount: { total: 1288 } });
  const sub = { attach: '', description: '一杯咖啡', out_trade_no: 'coffee-0001' };
  const combine = { combine_appid: 'wx1', combine_out_trade_no: 'basket-0001' };
  const sub_orders = [{ ...sub, amount: { total_amount: fen(1288) } }];
  await shop.combineTransactions.native({ ...combine, sub_orders });
  const inYuanPerhaps = [{ ...sub, amount: { total_amount: 1288 } }];
  // @ts-expect-error in a list as well
  await shop.combineTransactions.native({ ...combine, sub_orders: inYuanPerhaps });
}

export async function whoseOrderItIsFollowsFromTheClient(): Promise<void> {
  // @ts-expect-error the merchant is filled in
  await shop.transactions.native({ ...ORDER, amount: { total: fen(1) }, mchid: '1900000109' });
  const order = { sp_appid: 'wx1', description: '一杯咖啡', out_trade_no: 'coffee-0001' };
  const { transactions } = shop.subMerchant('1900000109');
  await transactions.native({ ...order, amount: { total: fen(1) } });
  // @ts-expect-error and so is whom a partner serves
  await transactions.native({ ...order, amount: { total: fen(1) }, sub_mchid: '1900000109' });
}

export async function refundsAreOfOneOrder(): Promise<void> {
  const refund = { out_refund_no: 'refund-0001', amount: { refund: fen(1), total: fen(2) } };
  await shop.refunds.create({ ...refund, out_trade_no: 'coffee-0001' });
  await shop.refunds.create({ ...refund, transaction_id: '4200000000202605040000000001' });
  // @ts-expect-error of no order
  await shop.refunds.create(refund);
  // @ts-expect-error of an order by two numbers, which may contradict one another
  await shop.refunds.create({ ...refund, out_trade_no: 'coffee-0001', transaction_id: '42' });
}

export async function billsOfAMerchantServedComeSealed(): Promise<void> {
  const { bills } = shop.subMerchant('1900000109');
  await bills.download(await bills.tradeBill({ billDate: '2026-05-04', billType: 'REFUND' }));
  const { download_bill_list } = await bills.fundFlowBill({ billDate: '2026-05-04' });
  for (const bill of download_bill_list) await bills.downloadTo(bill, `${bill.bill_sequence}.csv`);
  // @ts-expect-error a list is no bill
  await bills.download(await bills.fundFlowBill({ billDate: '2026-05-04' }));
  // @ts-expect-error a misspelt kind
  await bills.tradeBill({ billDate: '2026-05-04', billType: 'REFUNDS' });
}
