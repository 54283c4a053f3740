import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { orderOf } from './pay.client.js';
import { type PayStage, setPayStage } from './pay.stage.js';

/** Today in Beijing. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex');

async function setPaidStage() {
  const stage = await setPayStage();
  const { client, merchant, app } = stage;
  for (const [index, total] of [100, 23].entries()) {
    const out_trade_no = `order-000${index}`;
    const order = orderOf(merchant, { out_trade_no, amount: { total }, notify_url: app.url, attach: 'a' });
    await client.post('/v3/pay/transactions/jsapi', order);
    await merchant.pay(out_trade_no);
  }
  await client.post('/v3/refund/domestic/refunds', {
    out_trade_no: 'order-0000',
    out_refund_no: 'refund-01',
    amount: { total: 100, refund: 30, currency: 'CNY' },
  });
  await merchant.finishRefund('refund-01', 'SUCCESS');
  return stage;
}

/** Asks for a bill, and downloads it as it is. */
async function download({ client }: PayStage, path: string) {
  const { json } = await client.get(path);
  const url = new URL(String(json['download_url']));
  const response = await client.fetch('GET', url.href, '', { signedPath: url.pathname + url.search });
  return { json, response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Rows of a bill, its BOM and back-ticks taken off. */
const rowsOf = (bytes: Buffer): string[][] =>
  bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => (line.startsWith('`') ? line.slice(1).split(',`') : line.split(',')));

describe('A trade bill', () => {
  it('lists what was paid and refunded that day, and adds it up', async () => {
    const stage = await setPaidStage();
    const { json, response, bytes } = await download(stage, `/v3/bill/tradebill?bill_date=${today()}`);
    expect(json).toMatchObject({ hash_type: 'SHA1', hash_value: sha1(bytes) });
    expect(response.headers.get('Wechatpay-Signature')).toBeNull();
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const [head = [], ...rows] = rowsOf(bytes);
    expect(head).toHaveLength(27);
    expect(head.slice(0, 3)).toEqual(['交易时间', '公众账号ID', '商户号']);
    expect(rows).toHaveLength(5);
    const first = Object.fromEntries(head.map((name, index) => [name, rows[0]?.[index]]));
    expect(first).toMatchObject({
      商户号: stage.merchant.mchId,
      微信订单号: stage.merchant.orders.get('order-0000')?.transactionId,
      商户订单号: 'order-0000',
      交易类型: 'JSAPI',
      交易状态: 'SUCCESS',
      应结订单金额: '1.00',
      商品名称: '一杯咖啡',
      商户数据包: 'a',
      手续费: '0.00600',
      费率: '0.60%',
      订单金额: '1.00',
      退款金额: '0.00',
    });
    const refund = Object.fromEntries(head.map((name, index) => [name, rows[2]?.[index]]));
    expect(refund).toMatchObject({
      交易状态: 'REFUND',
      商户退款单号: 'refund-01',
      退款金额: '0.30',
      订单金额: '0.00',
      手续费: '-0.00180',
    });
    expect(rows[3]).toContain('总交易单数');
    expect(rows[4]).toEqual(['3', '1.23', '0.30', '0.00', '0.00558', '1.23', '0.30']);
  });

  it.each<[string, number, number]>([
    ['SUCCESS', 20, 2],
    ['REFUND', 29, 1],
  ])('can list %s alone', async (type, columns, count) => {
    const path = `/v3/bill/tradebill?bill_date=${today()}&bill_type=${type}`;
    const [head, ...rows] = rowsOf((await download(await setPaidStage(), path)).bytes);
    expect(head).toHaveLength(columns);
    expect(rows).toHaveLength(count + 2);
  });

  it('is compressed when that is asked for; its hash is that of the text', async () => {
    const stage = await setPaidStage();
    const path = `/v3/bill/tradebill?bill_date=${today()}`;
    const { json, bytes } = await download(stage, `${path}&tar_type=GZIP`);
    const text = gunzipSync(bytes);
    expect(sha1(text)).toBe(json['hash_value']);
    expect(text).toEqual((await download(stage, path)).bytes);
  });

  it('does not exist for a day on which nothing happened, nor for no day', async () => {
    const { client } = await setPaidStage();
    const ask = (query: string) => client.get(`/v3/bill/tradebill?${query}`);
    const none = { status: 400, json: { code: 'NO_STATEMENT_EXIST' } };
    expect(await ask('bill_date=2020-01-01')).toMatchObject(none);
    expect(await client.get('/v3/bill/fundflowbill?bill_date=2020-01-01')).toMatchObject(none);
    const wrong = { status: 400, json: { code: 'PARAM_ERROR' } };
    for (const query of [
      'bill_date=20200101',
      'bill_date=2020-13-01',
      `bill_date=${today()}&bill_type=X`,
      `bill_date=${today()}&tar_type=ZIP`,
      'a=b',
    ])
      expect(await ask(query)).toMatchObject(wrong);
  });

  it('is downloaded with a signature, by its own merchant, within five minutes', async () => {
    const { client, sandbox } = await setPaidStage();
    const { json } = await client.get(`/v3/bill/tradebill?bill_date=${today()}`);
    const { pathname, search } = new URL(String(json['download_url']));
    const path = pathname.replace('/pay-v3', '') + search;
    expect((await client.get(path)).status).toBe(200);
    expect((await client.get(path, { without: ['authorization'] })).status).toBe(401);
    sandbox.advance(301);
    expect(await client.get(path)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
  });

  it('can be cut off in the middle', async () => {
    const stage = await setPaidStage();
    stage.sandbox.fail('GET /v3/billdownload/file', { truncate: true });
    await expect(download(stage, `/v3/bill/tradebill?bill_date=${today()}`)).rejects.toThrow();
  });

  it('can be altered on its way', async () => {
    const stage = await setPaidStage();
    stage.merchant.tamperNextAnswer('body', 'GET /v3/billdownload/file');
    const { json, bytes } = await download(stage, `/v3/bill/tradebill?bill_date=${today()}`);
    expect(sha1(bytes)).not.toBe(json['hash_value']);
  });

  it('can be made up, as large as need be', async () => {
    const stage = await setPayStage();
    stage.merchant.addBill('2026-01-02', { size: 1_000_000 });
    const { json, bytes, response } = await download(stage, '/v3/bill/tradebill?bill_date=2026-01-02');
    expect(bytes.length).toBeGreaterThanOrEqual(1_000_000);
    expect(bytes.length).toBeLessThan(1_001_000);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(sha1(bytes)).toBe(json['hash_value']);
    const rows = rowsOf(bytes);
    expect(rows.at(-1)?.[0]).toBe(String(rows.length - 3));
    const zipped = await download(stage, '/v3/bill/tradebill?bill_date=2026-01-02&tar_type=GZIP');
    expect(gunzipSync(zipped.bytes).equals(bytes)).toBe(true);
  });
});

describe('A fund flow bill', () => {
  it('lists what came and went, with what was left', async () => {
    const stage = await setPaidStage();
    const { json, bytes } = await download(stage, `/v3/bill/fundflowbill?bill_date=${today()}`);
    expect(sha1(bytes)).toBe(json['hash_value']);
    const [head, ...rows] = rowsOf(bytes);
    expect(head?.slice(5, 8)).toEqual(['收支类型', '收支金额（元）', '账户结余（元）']);
    expect(rows.slice(0, 3).map((row) => row.slice(5, 8))).toEqual([
      ['收入', '1.00', '1000001.00'],
      ['收入', '0.23', '1000001.23'],
      ['支出', '0.30', '1000000.93'],
    ]);
    expect(rows.at(-1)).toEqual(['3', '2', '1.23', '1', '0.30']);
  });

  it('is empty for the other accounts', async () => {
    const { client } = await setPaidStage();
    const path = `/v3/bill/fundflowbill?bill_date=${today()}&account_type`;
    expect(await client.get(`${path}=FEES`)).toMatchObject({ json: { code: 'NO_STATEMENT_EXIST' } });
    expect(await client.get(`${path}=MINE`)).toMatchObject({ json: { code: 'PARAM_ERROR' } });
  });
});
