import { gunzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { WeChatPay } from 'nestjs-wechat-sdk/pay';
import type { SandboxMerchant } from 'nestjs-wechat-sdk/sandbox';
import type { StartedPay } from '../../src/start-pay.js';
import { skipLongWaits } from '../../unit/pay/v2/long.waits.js';

const waits = await skipLongWaits(); // 15 seconds are between a payment and its reversal
const { WeChatConfigError, WeChatPayError, WeChatSignatureError } = await import('nestjs-wechat-sdk');
const { fen } = await import('nestjs-wechat-sdk/pay');
const { startPay } = await import('../../src/start-pay.js');

let started: StartedPay | undefined;
afterEach(async () => {
  await started?.close();
  started = undefined;
});

async function start(): Promise<{
  shop: WeChatPay;
  merchant: SandboxMerchant;
  sandbox: StartedPay['sandbox'];
}> {
  started = await startPay();
  return started;
}

const APP_ID = 'wx1234567890abcdef';
const HURRY = { patience: 400, interval: 40 };
const order = (auth_code: string, out_trade_no = 'coffee-1') => ({
  appid: APP_ID,
  out_trade_no,
  body: '一杯咖啡 <大杯> & ]]>',
  total_fee: fen(1880),
  spbill_create_ip: '127.0.0.1',
  auth_code,
});
const numbers = { appid: APP_ID, out_trade_no: 'coffee-1' };

describe('A payment by code', () => {
  it('is made when the code is scanned, and is the person’s whose code it was', async () => {
    const { shop, merchant } = await start();
    const auth_code = merchant.authCode({ openid: 'o-somebody' });
    expect(await shop.v2.micropay.authCodeToOpenid({ appid: APP_ID, auth_code })).toMatchObject({
      openid: 'o-somebody',
    });
    expect(await shop.v2.micropay.pay(order(auth_code))).toEqual({
      paid: true,
      transaction: expect.objectContaining({
        out_trade_no: 'coffee-1',
        total_fee: '1880',
        openid: 'o-somebody',
      }),
    });
    expect(merchant.orders.get('coffee-1')?.state).toBe('SUCCESS');
  });

  it('is made once the person has entered the password', async () => {
    const { shop, merchant } = await start();
    const paying = shop.v2.micropay.pay(order(merchant.authCode({ needsPassword: true })), {
      ...HURRY,
      patience: 10_000,
    });
    await waitFor(() => merchant.orders.get('coffee-1')?.state === 'USERPAYING');
    await merchant.pay('coffee-1');
    expect(await paying).toMatchObject({ paid: true, transaction: { total_fee: '1880' } });
  });

  it('fails when the person refuses', async () => {
    const { shop, merchant } = await start();
    const paying = shop.v2.micropay.pay(order(merchant.authCode({ needsPassword: true })), {
      ...HURRY,
      patience: 10_000,
    });
    await waitFor(() => merchant.orders.get('coffee-1')?.state === 'USERPAYING');
    await merchant.refuse('coffee-1');
    expect(await paying).toEqual({ paid: false, state: 'PAYERROR' });
  });

  it('is reversed when the person does nothing, and cannot be paid any more', async () => {
    const { shop, merchant } = await start();
    const outcome = await shop.v2.micropay.pay(order(merchant.authCode({ needsPassword: true })), HURRY);
    expect(outcome).toEqual({ paid: false, state: 'REVOKED' });
    expect(waits.at(-1)).toBeGreaterThan(14_000);
    expect(merchant.orders.get('coffee-1')?.state).toBe('REVOKED');
    await expect(merchant.pay('coffee-1')).rejects.toThrow();
  });

  it.each([
    [
      'whose answer was cut',
      (sandbox: StartedPay['sandbox']) => sandbox.fail('POST /pay/micropay', { truncate: true, times: 1 }),
    ],
    [
      'whose answer was altered',
      (_: unknown, merchant: SandboxMerchant) => merchant.tamperNextAnswer('signature'),
    ],
  ])('%s is found by a question', async (_what, spoil) => {
    const { shop, merchant, sandbox } = await start();
    spoil(sandbox, merchant);
    const outcome = await shop.v2.micropay.pay(order(merchant.authCode()), HURRY);
    expect(outcome).toMatchObject({
      paid: true,
      transaction: { out_trade_no: 'coffee-1', total_fee: '1880' },
    });
  });

  it('that never came through is known to be none', async () => {
    const { shop, merchant, sandbox } = await start();
    sandbox.fail('POST /pay/micropay', { status: 502, times: 1 });
    expect(await shop.v2.micropay.pay(order(merchant.authCode()), HURRY)).toEqual({
      paid: false,
      state: 'NOTPAY',
    });
  });

  it('is given back, in parts, and told of', async () => {
    const { shop, merchant } = await start();
    await shop.v2.micropay.pay(order(merchant.authCode()));
    const refund = { ...numbers, out_refund_no: 'r-1', total_fee: fen(1880), refund_fee: fen(80) };
    const { refund_id } = await shop.v2.refunds.create(refund);
    expect(await shop.v2.refunds.create(refund)).toMatchObject({ refund_id }); // once, however often
    expect(await shop.v2.refunds.query({ appid: APP_ID, out_refund_no: 'r-1' })).toMatchObject({
      refund_id_0: refund_id,
      refund_fee_0: '80',
    });
    const error = await shop.v2.refunds
      .query({ appid: APP_ID, out_refund_no: 'r-2' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WeChatPayError);
    expect(error).toMatchObject({ errcode: 'REFUNDNOTEXIST' });
  });

  it('with a code that was used is refused for certain', async () => {
    const { shop, merchant } = await start();
    const auth_code = merchant.authCode();
    await shop.v2.micropay.pay(order(auth_code));
    await expect(shop.v2.micropay.pay(order(auth_code, 'coffee-2'))).rejects.toMatchObject({
      errcode: 'AUTHCODEEXPIRE',
    });
  });
});

describe('A red packet', () => {
  const RED_PACK = {
    wxappid: APP_ID,
    mch_billno: '1',
    re_openid: 'o-somebody',
    send_name: '咖啡馆',
    total_amount: fen(100),
    wishing: '恭喜发财',
    client_ip: '127.0.0.1',
    act_name: '新年',
    remark: '新年红包',
  };

  it('is sent once under its number, and asked after', async () => {
    const { shop, merchant } = await start();
    merchant.balance = 150;
    const { send_listid } = await shop.v2.redPacks.send(RED_PACK);
    expect(await shop.v2.redPacks.send(RED_PACK)).toMatchObject({ send_listid });
    expect(merchant.balance).toBe(50);
    expect(await shop.v2.redPacks.query({ appid: APP_ID, mch_billno: '1' })).toMatchObject({
      status: 'SENT',
      shares: [],
    });
    merchant.openRedPack('1');
    expect(await shop.v2.redPacks.query({ appid: APP_ID, mch_billno: '1' })).toMatchObject({
      status: 'RECEIVED',
      shares: [{ openid: 'o-somebody', amount: '100' }],
    });
    await expect(shop.v2.redPacks.send({ ...RED_PACK, mch_billno: '2' })).rejects.toMatchObject({
      errcode: 'NOTENOUGH',
      hint: expect.any(String),
    });
  });
});

describe('APIv2', () => {
  const ORDER = {
    ...numbers,
    body: '一杯咖啡',
    total_fee: 1,
    spbill_create_ip: '127.0.0.1',
    trade_type: 'NATIVE',
    notify_url: 'https://shop.example.com/wechat/pay',
  };

  it.each(['MD5', 'HMAC-SHA256'])('orders, asks and closes, signed with %s', async (sign_type) => {
    const { shop } = await start();
    const { code_url } = await shop.v2.request('POST /pay/unifiedorder', { body: { ...ORDER, sign_type } });
    expect(code_url).toMatch(/^weixin:|^http/);
    const body = { ...numbers, sign_type };
    expect(await shop.v2.request('POST /pay/orderquery', { body })).toMatchObject({ trade_state: 'NOTPAY' });
    await shop.v2.request('POST /pay/closeorder', { body });
    expect(await shop.v2.request('POST /pay/orderquery', { body })).toMatchObject({ trade_state: 'CLOSED' });
  });

  it.each(['signature', 'missing-signature', 'body'] as const)(
    'does not believe an answer with its %s wrong',
    async (tamper) => {
      const { shop, merchant } = await start();
      await shop.v2.request('POST /pay/unifiedorder', { body: ORDER });
      merchant.tamperNextAnswer(tamper);
      await expect(shop.v2.request('POST /pay/orderquery', { body: numbers })).rejects.toThrow(
        WeChatSignatureError,
      );
      await expect(shop.v2.request('POST /pay/orderquery', { body: numbers })).resolves.toBeDefined();
    },
  );

  it('gives bills as bytes, whole or as a stream, gzipped or not; none is a refusal', async () => {
    const { shop, merchant } = await start();
    merchant.addBill('2026-01-01', { size: 300_000 });
    const body = { appid: APP_ID, bill_date: '20260101', bill_type: 'ALL' };
    const bill = await shop.v2.request('POST /pay/downloadbill', { body });
    expect(bill.length).toBeGreaterThanOrEqual(300_000);
    const zipped = await shop.v2.stream('POST /pay/downloadbill', { body: { ...body, tar_type: 'GZIP' } });
    expect(gunzipSync(await buffer(zipped)).equals(bill)).toBe(true);
    const none = { body: { ...body, bill_date: '20000101' } };
    for (const asked of [
      shop.v2.request('POST /pay/downloadbill', none),
      shop.v2.stream('POST /pay/downloadbill', none),
    ])
      await expect(asked).rejects.toMatchObject({ errcode: '20002' });
  });

  it('is refused with the key of another merchant, and says what to look at', async () => {
    started = await startPay('express', { client: { apiV2Key: 'x'.repeat(32) } });
    await expect(started.shop.v2.request('POST /pay/orderquery', { body: numbers })).rejects.toMatchObject({
      errmsg: '签名错误',
      hint: expect.stringContaining('APIv2密钥'),
    });
  });

  it('is not there without its key, and the rest is', async () => {
    started = await startPay('express', { client: { apiV2Key: undefined } });
    const { shop } = started;
    expect(() => shop.v2).toThrow(WeChatConfigError);
    await expect(shop.transactions.queryByOutTradeNo('coffee-0001')).rejects.toThrow(WeChatPayError);
  });

  it('has the simulation of WeChat Pay, with a key of its own', async () => {
    const { shop, merchant } = await start();
    expect(await shop.v2.simulation.getSignKey()).not.toBe(merchant.apiKey);
    const body = order(merchant.authCode());
    expect(await shop.v2.simulation.request('POST /pay/micropay', { body })).toMatchObject({
      out_trade_no: 'coffee-1',
    });
    expect(await shop.v2.simulation.request('POST /pay/orderquery', { body: numbers })).toMatchObject({
      trade_state: 'SUCCESS',
    });
  });

  it.each([
    ['POST /papay/querycontract', { contract_id: '1', version: '1.0' }],
    [
      'POST /mmpaymkttransfers/promotion/transfers',
      { mch_appid: APP_ID, partner_trade_no: '1', openid: 'o', amount: 1, spbill_create_ip: '127.0.0.1' },
    ],
    [
      'POST /cgi-bin/mch/newcustoms/customdeclareredeclare',
      { customs: 'SHANGHAI', mch_customs_no: '1', out_trade_no: '1' },
    ],
  ] as const)('signs and believes as the page wants it: %s', async (route, body) => {
    const { shop } = await start();
    await expect(shop.v2.requestUntyped(route, { body: { appid: APP_ID, ...body } })).resolves.toBeDefined();
  });
});

async function waitFor(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
