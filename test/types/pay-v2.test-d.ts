/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import { fen, type WeChatPay } from 'nestjs-wechat-sdk/pay';

declare const shop: WeChatPay;

const ORDER = {
  appid: 'wx1234567890abcdef',
  out_trade_no: 'coffee-1',
  body: '一杯咖啡',
  spbill_create_ip: '127.0.0.1',
  auth_code: '130000000000000000',
};
const REFUND = { appid: ORDER.appid, out_refund_no: 'r-1', total_fee: fen(2), refund_fee: fen(1) };

export async function callsNameNoMerchant(): Promise<string> {
  const { appid, out_trade_no } = ORDER;
  const { trade_state, total_fee } = await shop.v2.request('POST /pay/orderquery', {
    body: { appid, out_trade_no },
  });
  await shop.v2.request('POST /pay/orderquery', { body: { appid, out_trade_no, sign_type: 'MD5' } });
  await shop.v2.request('POST /mmpaymkttransfers/promotion/transfers', {
    body: { mch_appid: appid, partner_trade_no: '1', openid: 'o', amount: 1, spbill_create_ip: '127.0.0.1' },
  });
  // @ts-expect-error whoever calls is filled in
  await shop.v2.request('POST /pay/orderquery', { body: { appid, out_trade_no, mch_id: '1900000109' } });
  // @ts-expect-error the appid is missing
  await shop.v2.request('POST /pay/orderquery', { body: { out_trade_no } });
  // @ts-expect-error a route of v3
  await shop.v2.request('POST /v3/pay/transactions/jsapi', { body: {} });
  // @ts-expect-error a page a browser is sent to
  await shop.v2.request('GET /papay/entrustweb', { query: {} });
  // @ts-expect-error every value of an answer is a text
  const amount: number | undefined = total_fee;
  return `${trade_state} ${amount}`;
}

export async function billsAreBytes(): Promise<Buffer> {
  const body = { appid: ORDER.appid, bill_date: '20260101' };
  await shop.v2.stream('POST /pay/downloadbill', { body });
  // @ts-expect-error not a bill
  await shop.v2.stream('POST /pay/orderquery', { body: ORDER });
  return shop.v2.request('POST /pay/downloadbill', { body });
}

export async function paymentsByCodeAreInFen(): Promise<string | undefined> {
  const outcome = await shop.v2.micropay.pay({ ...ORDER, total_fee: fen(1) }, { patience: 1000 });
  // @ts-expect-error yuan, perhaps
  await shop.v2.micropay.pay({ ...ORDER, total_fee: 1.5 });
  // @ts-expect-error nobody has looked whether it was paid
  const { transaction } = outcome;
  return outcome.paid ? outcome.transaction.transaction_id : `${outcome.state}${transaction}`;
}

export async function refundsAreOfOneOrder(): Promise<void> {
  await shop.v2.refunds.create({ ...REFUND, out_trade_no: 'coffee-1' });
  await shop.v2.refunds.create({ ...REFUND, transaction_id: '42' });
  // @ts-expect-error of no order
  await shop.v2.refunds.create(REFUND);
  // @ts-expect-error of two, perhaps
  await shop.v2.refunds.create({ ...REFUND, out_trade_no: 'coffee-1', transaction_id: '42' });
  // @ts-expect-error of which payment?
  await shop.v2.micropay.reverse({ appid: ORDER.appid });
}

export async function redPacksForOneNameNoNumber(): Promise<void> {
  const redPack = {
    wxappid: ORDER.appid,
    mch_billno: '1',
    re_openid: 'o',
    send_name: 'x',
    total_amount: fen(100),
    wishing: 'x',
    client_ip: '127.0.0.1',
    act_name: 'x',
    remark: 'x',
  };
  await shop.v2.redPacks.send(redPack);
  // @ts-expect-error yuan, perhaps
  await shop.v2.redPacks.send({ ...redPack, total_amount: 1 });
  // @ts-expect-error shared by how many?
  await shop.v2.redPacks.sendGroup(redPack);
}
