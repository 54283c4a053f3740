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
