import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type MiniProgram, miniProgram, WeChatConfigError, WeChatModule } from 'nestjs-wechat-sdk';
import { Test } from '@nestjs/testing';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const APP_KEY = 'app-key-of-the-market';
const SANDBOX_KEY = 'app-key-of-the-sandbox';
const SESSION_KEY = '9hAb/NEYUlkaMBEsmFgzig==';
const somebody = { openid: 'o1', user_ip: '127.0.0.1' };

type Payment = MiniProgram['virtualPayment'];
type Row = readonly [string, (payment: Payment) => Promise<unknown>, string, object, unknown];

const signed = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');
const only = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

/** With the person's session key: what it does, the call, the path, the body but for env, the answer. */
const PERSONAL: readonly Row[] = [
  [
    'tells a balance',
    (p) => p.queryUserBalance(somebody, SESSION_KEY),
    'query_user_balance',
    somebody,
    expect.objectContaining({ balance: 1, sum_cost: 1 }),
  ],
  [
    'takes coins',
    (p) => p.currencyPay({ ...somebody, order_id: 'N1', amount: 5, remark: '茶' }, SESSION_KEY),
    'currency_pay',
    { ...somebody, order_id: 'N1', amount: 5, remark: '茶' },
    expect.objectContaining({ used_present_amount: 1 }),
  ],
  [
    'gives coins back',
    (p) => p.cancelCurrencyPay({ ...somebody, pay_order_id: 'N1', order_id: 'N2', amount: 5 }, SESSION_KEY),
    'cancel_currency_pay',
    { ...somebody, pay_order_id: 'N1', order_id: 'N2', amount: 5 },
    'order_id',
  ],
];

const refund = { order_id: 'N1', refund_order_id: 'R1', refund_fee: 1, left_fee: 2, openid: 'o1' };
const bill = {
  transfer_account_uid: 1,
  transfer_account_name: 'n',
  transfer_amount: 1,
  request_id: 'r',
  settle_begin: 1,
  settle_end: 2,
  fund_type: 1,
  authorize_advertise: 0,
} as const;
const thing = { id: 'g1', name: '剑', price: 10, item_url: 'https://a.b/c.png' };

const IMPERSONAL: readonly Row[] = [
  [
    'gives coins for nothing',
    (p) => p.presentCurrency({ openid: 'o1', order_id: 'N3', amount: 1 }),
    'present_currency',
    { openid: 'o1', order_id: 'N3', amount: 1 },
    expect.objectContaining({ present_balance: 1 }),
  ],
  [
    'reads an order',
    (p) => p.queryOrder({ openid: 'o1', order_id: 'N1' }),
    'query_order',
    { openid: 'o1', order_id: 'N1' },
    expect.objectContaining({ paid_fee: 1, wx_order_id: 'wx_order_id' }),
  ],
  [
    'says what was delivered',
    (p) => p.notifyProvideGoods({ wx_order_id: 'W1' }),
    'notify_provide_goods',
    { wx_order_id: 'W1' },
    undefined,
  ],
  [
    'begins a refund',
    (p) => p.refundOrder(refund),
    'refund_order',
    refund,
    expect.objectContaining({ refund_wx_order_id: 'refund_wx_order_id' }),
  ],
  [
    'finds a bill',
    (p) => p.downloadBill({ begin_ds: '20260301', end_ds: '20260302' }),
    'download_bill',
    { begin_ds: '20260301', end_ds: '20260302' },
    'https://example.com/',
  ],
  [
    'tells what can be withdrawn',
    (p) => p.queryBizBalance(),
    'query_biz_balance',
    {},
    { amount: 1, currency_code: 'currency_code' },
  ],
  [
    'withdraws',
    (p) => p.createWithdrawOrder({ withdraw_no: 'D1', withdraw_amount: '0.01' }),
    'create_withdraw_order',
    { withdraw_no: 'D1', withdraw_amount: '0.01' },
    expect.objectContaining({ wx_withdraw_no: 'wx_withdraw_no' }),
  ],
  [
    'reads a withdrawal',
    (p) => p.queryWithdrawOrder({ withdraw_no: 'D1' }),
    'query_withdraw_order',
    { withdraw_no: 'D1' },
    expect.objectContaining({ status: 1 }),
  ],
  [
    'uploads things',
    (p) => p.startUploadGoods({ upload_item: [thing] }),
    'start_upload_goods',
    { upload_item: [thing] },
    undefined,
  ],
  [
    'tells how the upload stands',
    (p) => p.queryUploadGoods(),
    'query_upload_goods',
    {},
    expect.objectContaining({ status: 1 }),
  ],
  [
    'puts things on the market',
    (p) => p.startPublishGoods({ publish_item: [{ id: 'g1' }] }),
    'start_publish_goods',
    { publish_item: [{ id: 'g1' }] },
    undefined,
  ],
  [
    'tells how that stands',
    (p) => p.queryPublishGoods(),
    'query_publish_goods',
    {},
    expect.objectContaining({ publish_item: [expect.objectContaining({ id: 'id' })] }),
  ],
  [
    'lists accounts of advertising',
    (p) => p.queryTransferAccounts(),
    'query_transfer_account',
    {},
    [expect.objectContaining({ transfer_account_uid: 1 })],
  ],
  [
    'binds an account of advertising',
    (p) => p.bindTransferAccount({ transfer_account_uid: 1, transfer_account_org_name: 'n' }),
    'bind_transfer_accout',
    { transfer_account_uid: 1, transfer_account_org_name: 'n' },
    undefined,
  ],
  ['charges it', (p) => p.createFundsBill(bill), 'create_funds_bill', bill, 'bill_id'],
  [
    'lists money for advertising',
    (p) => only(p.listAdvertisingFunds({ filter: { settle_begin: 1, settle_end: 2 } })),
    'query_adver_funds',
    { filter: { settle_begin: 1, settle_end: 2 }, page: 1, page_size: 20 },
    [expect.objectContaining({ fund_id: 'fund_id' })],
  ],
  [
    'lists charges',
    (p) => only(p.listFundsBills()),
    'query_funds_bill',
    { page: 1, page_size: 20 },
    [expect.objectContaining({ bill_id: 'bill_id' })],
  ],
  [
    'lists what was taken back',
    (p) => only(p.listRecoverBills()),
    'query_recover_bill',
    { page: 1, page_size: 20 },
    [expect.objectContaining({ recover_amount: 1 })],
  ],
  [
    'lists complaints',
    (p) => only(p.listComplaints({ begin_date: '2026-03-01', end_date: '2026-03-02' })),
    'get_complaint_list',
    { begin_date: '2026-03-01', end_date: '2026-03-02', offset: 0, limit: 20 },
    [expect.objectContaining({ complaint_state: 'complaint_state' })],
  ],
];

describe('Virtual payment', () => {
  let started: StartedMiniProgram;
  let payment: Payment;
  /** Between the client and the sandbox: sees the bytes. */
  let wire: Server;
  let seen: { url: URL; text: string }[] = [];
  beforeAll(async () => {
    wire = createServer((request, response) => {
      void buffer(request).then(async (bytes) => {
        seen.push({ url: new URL(request.url ?? '', 'http://wire'), text: bytes.toString() });
        const { method, headers } = request;
        const answer = await fetch(`${started.sandbox.baseUrls.api}${request.url}`, {
          method,
          headers: { 'content-type': headers['content-type'] ?? '' },
          ...(method === 'GET' ? {} : { body: bytes }),
        });
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    const { port } = wire.address() as AddressInfo;
    started = await startMiniProgram('express', {
      client: {
        baseUrls: { api: `http://127.0.0.1:${port}` },
        virtualPayment: { offerId: '123', appKey: APP_KEY, sandboxAppKey: SANDBOX_KEY },
      },
    });
    payment = started.mini.virtualPayment;
  });
  afterAll(async () => {
    await started.close();
    await new Promise((resolve) => wire.close(resolve));
  });
  beforeEach(() => {
    started.sandbox.reset();
    seen = [];
  });

  const last = () => {
    const { url, text } = seen.at(-1)!;
    return { path: url.pathname, text, query: Object.fromEntries(url.searchParams) };
  };

  it.each(PERSONAL)('%s, signed by application and person', async (_what, call, name, body, answer) => {
    expect(await call(payment)).toEqual(answer);
    const { path, text, query } = last();
    expect(path).toBe(`/xpay/${name}`);
    expect(JSON.parse(text)).toEqual({ ...body, env: 0 });
    expect(query).toEqual({
      access_token: expect.any(String),
      pay_sig: signed(APP_KEY, `/xpay/${name}&${text}`),
      signature: signed(SESSION_KEY, text),
    });
  });

  it.each(IMPERSONAL)('%s, signed by the application', async (_what, call, name, body, answer) => {
    expect(await call(payment)).toEqual(answer);
    const { path, text, query } = last();
    expect(path).toBe(`/xpay/${name}`);
    expect(JSON.parse(text)).toEqual({ ...body, env: 0 });
    expect(query).toEqual({
      access_token: expect.any(String),
      pay_sig: signed(APP_KEY, `/xpay/${name}&${text}`),
    });
  });

  it('signs with the other key in the sandbox of WeChat', async () => {
    await payment.queryOrder({ order_id: 'N1', env: 1 });
    const { text, query } = last();
    expect(JSON.parse(text)).toEqual({ order_id: 'N1', env: 1 });
    expect(query.pay_sig).toBe(signed(SANDBOX_KEY, `/xpay/query_order&${text}`));
  });

  it('keeps both signatures when a dead token is replaced', async () => {
    await payment.queryUserBalance(somebody, SESSION_KEY);
    const before = last();
    started.account.revokeTokens();
    await payment.queryUserBalance(somebody, SESSION_KEY);
    const after = last();
    expect(after.query.access_token).not.toBe(before.query.access_token);
    expect({ ...after.query, access_token: '' }).toEqual({ ...before.query, access_token: '' });
  });

  it('pages through complaints until a page is not full, whatever total the later ones say', async () => {
    const page = (count: number, total: number) => ({
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({
        errcode: 0,
        errmsg: 'ok',
        total,
        complaints: Array.from({ length: count }, () => ({})),
      }),
      times: 1,
    });
    started.sandbox.fail('POST /xpay/get_complaint_list', page(20, 41));
    started.sandbox.fail('POST /xpay/get_complaint_list', page(20, 0));
    started.sandbox.fail('POST /xpay/get_complaint_list', page(1, 0));
    const days = { begin_date: '2026-03-01', end_date: '2026-03-02' };
    expect(await only(payment.listComplaints(days))).toHaveLength(41);
    const offsets = seen.map(({ text }) => (JSON.parse(text) as { offset: number }).offset);
    expect(offsets).toEqual([0, 20, 40]);
  });

  it('pages through bills by their number of pages', async () => {
    const page = {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ errcode: 0, errmsg: 'ok', total_page: 3, bill_list: [{ bill_id: 'b' }] }),
    };
    started.sandbox.fail('POST /xpay/query_funds_bill', page);
    expect(await only(payment.listFundsBills({ env: 1 }))).toHaveLength(3);
    expect(seen.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
      [1, 2, 3].map((number) => ({ page: number, page_size: 20, env: 1 })),
    );
  });

  it('passes on what WeChat refuses, and shows neither key nor session', async () => {
    started.sandbox.fail('POST /xpay/query_user_balance', { errcode: 268490003 });
    const error: unknown = await payment.queryUserBalance(somebody, SESSION_KEY).catch((thrown) => thrown);
    expect(error).toMatchObject({ errcode: 268490003 });
    const shown = inspect(error, { depth: 10, showHidden: true });
    for (const secret of [APP_KEY, SANDBOX_KEY, SESSION_KEY, last().query.pay_sig as string]) {
      expect(shown).not.toContain(secret);
    }
  });

  it('shows no key when client or service are inspected', () => {
    const shown =
      inspect([started.mini, payment], { depth: 10, showHidden: true }) + JSON.stringify(started.mini);
    expect(shown).toContain('MiniProgramVirtualPaymentService');
    expect(shown).not.toContain(APP_KEY);
    expect(shown).not.toContain(SANDBOX_KEY);
  });
});

describe('The options of virtual payment', () => {
  const start = (virtualPayment: unknown) => {
    const options = { appId: 'wx1', appSecret: 's3cret', virtualPayment } as Parameters<
      typeof miniProgram
    >[0];
    const module = WeChatModule.forRoot({ clients: { mini: miniProgram(options) } });
    return Test.createTestingModule({ imports: [module] }).compile();
  };

  it.each([
    ['offerId', { appKey: APP_KEY }],
    ['offerId', { offerId: ' 123', appKey: APP_KEY }],
    ['appKey', { offerId: '123' }],
    ['appKey', { offerId: '123', appKey: '' }],
    ['appKey', { offerId: '123', appKey: `${APP_KEY}\n` }],
    ['sandboxAppKey', { offerId: '123', appKey: APP_KEY, sandboxAppKey: '' }],
    ['env', { offerId: '123', appKey: APP_KEY, env: 2 }],
  ])('are refused at start-up for a wrong %s: %j', async (option, options) => {
    const error: unknown = await start(options).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(String(error)).toContain(`"mini": virtualPayment.${option} cannot work`);
    expect(String(error)).not.toContain(APP_KEY);
  });

  it('may leave one of the keys out, or all of it', async () => {
    await expect(start(undefined)).resolves.toBeDefined();
    await expect(start({ offerId: '123', sandboxAppKey: SANDBOX_KEY, env: 1 })).resolves.toBeDefined();
  });
});
