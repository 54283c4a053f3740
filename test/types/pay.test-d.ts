/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import { Module } from '@nestjs/common';
import { WeChatModule } from 'nestjs-wechat-sdk';
import { fen, pay, type PayOptions, type WeChatPay, yuan } from 'nestjs-wechat-sdk/pay';

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

export async function routesAreTyped(): Promise<void> {
  const { prepay_id } = await shop.request('POST /v3/pay/transactions/jsapi', {
    body: {
      appid: 'wx1',
      mchid: '1900000109',
      description: '一杯咖啡',
      out_trade_no: 'coffee-0001',
      notify_url: 'https://shop.example.com/wechat/pay',
      amount: { total: 1 },
      payer: { openid: 'o-1' },
    },
  });
  const isText: string = prepay_id;
  void isText;
  const path = { out_trade_no: 'coffee-0001' };
  await shop.request('GET /v3/pay/transactions/out-trade-no/{out_trade_no}', {
    path,
    query: { mchid: '1900000109' },
    signal: AbortSignal.timeout(1000),
    timeout: 500,
  });
  await shop.requestUntyped<{ a: string }>('POST /v3/brand/new', { body: { any: 1 } });
  // @ts-expect-error an unknown route
  await shop.request('POST /v3/pay/transactions/jsap', {});
  // @ts-expect-error another method
  await shop.request('GET /v3/pay/transactions/jsapi', {});
  // @ts-expect-error a route of an official account
  await shop.request('GET /cgi-bin/menu/get');
  // @ts-expect-error the body is missing
  await shop.request('POST /v3/pay/transactions/jsapi');
  // @ts-expect-error a body without a payer
  await shop.request('POST /v3/pay/transactions/jsapi', { body: { appid: 'wx1' } });
  // @ts-expect-error an amount that is a text
  await shop.request('POST /v3/refund/domestic/refunds', { body: { out_refund_no: 'r', amount: '1' } });
  // @ts-expect-error the path has a value to be filled in
  await shop.request('GET /v3/pay/transactions/out-trade-no/{out_trade_no}', { query: { mchid: '1' } });
  // @ts-expect-error another one
  await shop.request('GET /v3/pay/transactions/out-trade-no/{out_trade_no}', { path: { id: '1' } });
  // @ts-expect-error the query is missing
  await shop.request('GET /v3/pay/transactions/out-trade-no/{out_trade_no}', { path });
  // @ts-expect-error a route that answers with JSON cannot be streamed
  await shop.stream('POST /v3/pay/transactions/jsapi', { body: {} });
  // @ts-expect-error a path without its slash
  await shop.requestUntyped('GET v3/brand/new');
}

export const amounts = [
  fen(1288),
  yuan('12.88'),
  // @ts-expect-error 12.88 as a number is something a little else
  yuan(12.88),
  // @ts-expect-error a text of fen
  fen('1288'),
];

const KEYS = { mchId: '1900000109', apiV3Key: 'k', privateKey: 'p', serialNo: '0DC0DF83' };
const PUBLIC = { publicKeyId: 'PUB_KEY_ID_01', publicKey: 'p' };

export const options: PayOptions[] = [
  KEYS,
  { ...KEYS, ...PUBLIC },
  { ...KEYS, ...PUBLIC, platformCertificates: true },
  { ...KEYS, ...PUBLIC, platformCertificates: false },
  { ...KEYS, platformCertificates: true },
  {
    ...KEYS,
    subMchIds: ['1900000110'],
    notifyUrl: 'https://a/wechat/pay',
    apiV2Key: 'k',
    timestampTolerance: 60,
  },
  {
    ...KEYS,
    v2Certificate: { cert: 'c' },
    http: { timeout: 1000, proxy: false },
    baseUrls: { v3: 'https://a' },
  },
  { ...KEYS, v2Certificate: { pfx: Buffer.from(''), passphrase: 'p' } },
  // @ts-expect-error a public key without its id
  { ...KEYS, publicKey: 'p' },
  // @ts-expect-error an id without its public key
  { ...KEYS, publicKeyId: 'PUB_KEY_ID_01' },
  // @ts-expect-error neither a public key nor certificates
  { ...KEYS, platformCertificates: false },
  // @ts-expect-error a serial number as a number
  { ...KEYS, serialNo: 12 },
  // @ts-expect-error the merchant has a number, not an appid
  { ...KEYS, appId: 'wx1' },
  // @ts-expect-error the console writes it apiV3Key
  { ...KEYS, apiv3Key: 'k' },
  // @ts-expect-error a p12 is bytes
  { ...KEYS, v2Certificate: { pfx: 'base64' } },
  // @ts-expect-error both at once
  { ...KEYS, v2Certificate: { cert: 'c', pfx: Buffer.from('') } },
  // @ts-expect-error a host that does not exist
  { ...KEYS, baseUrls: { api: 'https://a' } },
];

// @ts-expect-error the APIv3 key is missing
pay({ mchId: '1900000109', privateKey: 'p', serialNo: '0DC0DF83' });

@Module({
  imports: [
    WeChatModule.forRoot({ clients: { shop: pay(KEYS), other: pay({ ...KEYS, ...PUBLIC }) } }),
    // @ts-expect-error options are no definition
    WeChatModule.forRoot({ clients: { shop: KEYS } }),
  ],
})
export class App {}
