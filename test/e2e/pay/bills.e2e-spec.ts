import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatHttpError, WeChatSignatureError, WeChatPayError } from 'nestjs-wechat-sdk';
import { fen, inYuan, type PayBill, type PayBillRow, readBill } from 'nestjs-wechat-sdk/pay';
import { retainedHeap } from '../../src/heap.js';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const MEGABYTE = 1024 * 1024;
const DAY = '2026-05-04';
/** The date in Beijing. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const order = (out_trade_no: string, amount: number, description = '一杯咖啡') => ({
  appid: 'wx1234567890abcdef',
  description,
  out_trade_no,
  notify_url: 'https://shop.example.com/wechat/pay',
  amount: { total: fen(amount) },
});

let pay: StartedPay;
let folder: string;
beforeEach(async () => {
  pay = await startPay();
  folder = await mkdtemp(join(tmpdir(), 'bills-'));
});
afterEach(async () => {
  await pay.close();
  await rm(folder, { recursive: true });
});

/** A bill with one row. */
async function billOfToday(): Promise<PayBill> {
  await pay.shop.transactions.native(order('coffee-0001', 1288));
  await pay.merchant.pay('coffee-0001', { url: `${pay.url}/wechat/pay` });
  return pay.shop.bills.tradeBill({ billDate: today() });
}
/** A bill as somebody asks for it who does not want it compressed. */
const uncompressed = async (bill_date: string): Promise<PayBill> =>
  pay.shop.request('GET /v3/bill/tradebill', { query: { bill_date } });

describe('A trade bill', () => {
  it('names what was paid and paid back by its columns, and sums it up at its end', async () => {
    const { shop, merchant, url } = pay;
    const told = { url: `${url}/wechat/pay` };
    await shop.transactions.native(order('coffee-0001', 1288, '咖啡,两杯'));
    await merchant.pay('coffee-0001', told);
    await shop.transactions.native(order('coffee-0002', 30));
    await merchant.pay('coffee-0002', told);
    await shop.refunds.create({
      out_trade_no: 'coffee-0002',
      out_refund_no: 'refund-0002',
      amount: { refund: fen(10), total: fen(30) },
    });
    await merchant.finishRefund('refund-0002', 'SUCCESS', told);
    const bill = readBill(await shop.bills.download(await shop.bills.tradeBill({ billDate: today() })));
    expect(() => bill.summary).toThrow('read all rows first');
    const rows: PayBillRow[] = [];
    for await (const row of bill) rows.push(row);
    expect(rows).toMatchObject([
      { 商户订单号: 'coffee-0001', 交易状态: 'SUCCESS', 订单金额: inYuan(1288), 商品名称: '咖啡,两杯' },
      { 商户订单号: 'coffee-0002', 交易状态: 'SUCCESS', 订单金额: '0.30', 商户退款单号: '0' },
      { 商户订单号: 'coffee-0002', 交易状态: 'REFUND', 商户退款单号: 'refund-0002', 退款金额: '0.10' },
    ]);
    expect(Object.keys(rows[0] ?? {})[0]).toBe('交易时间');
    expect(bill.summary).toMatchObject({ 总交易单数: '3', 订单总金额: '13.18', 退款总金额: '0.10' });
  });

  it('is asked for by its kind, and travels compressed', async () => {
    await billOfToday();
    await pay.shop.bills.tradeBill({ billDate: today(), billType: 'SUCCESS' });
    expect(lastRequest(pay.sandbox)).toMatchObject({
      route: 'GET /v3/bill/tradebill',
      query: { bill_date: today(), bill_type: 'SUCCESS', tar_type: 'GZIP' },
    });
  });

  it('is the same text when it was asked for uncompressed', async () => {
    const { bills } = pay.shop;
    const compressed = await text(await bills.download(await billOfToday()));
    expect(await text(await bills.download(await uncompressed(today())))).toBe(compressed);
    expect(compressed).toContain('`coffee-0001,');
  });

  it('that does not exist is an error that says when there will be one', async () => {
    const failure = pay.shop.bills.tradeBill({ billDate: DAY });
    await expect(failure).rejects.toThrow(WeChatPayError);
    await expect(failure).rejects.toMatchObject({
      errcode: 'NO_STATEMENT_EXIST',
      hint: expect.stringContaining('10 o’clock'),
    });
  });

  it('that is being made is an error that says so', async () => {
    pay.sandbox.fail('GET /v3/bill/tradebill', { status: 400, code: 'STATEMENT_CREATING' });
    await expect(pay.shop.bills.tradeBill({ billDate: DAY })).rejects.toMatchObject({
      errcode: 'STATEMENT_CREATING',
      hint: expect.stringContaining('ask again later'),
    });
  });

  it.each(['2026-5-4', '20260504', '2026-05-04 ', ''])('is not asked for of the day %j', async (billDate) => {
    const { bills } = pay.shop;
    await expect(bills.tradeBill({ billDate })).rejects.toThrow(RangeError);
    await expect(bills.fundFlowBill({ billDate })).rejects.toThrow(RangeError);
    await expect(bills.ecommerceFundFlowBill({ billDate })).rejects.toThrow(RangeError);
    await expect(pay.shop.subMerchant('1900000109').bills.fundFlowBill({ billDate })).rejects.toThrow(
      RangeError,
    );
    expect(pay.sandbox.requests).toEqual([]);
  });
});

describe('A fund flow bill', () => {
  it('names what moved', async () => {
    await billOfToday();
    const { bills } = pay.shop;
    const bill = readBill(await bills.download(await bills.fundFlowBill({ billDate: today() })));
    const rows: PayBillRow[] = [];
    for await (const row of bill) rows.push(row);
    expect(rows).toMatchObject([{ 业务凭证号: 'coffee-0001', 收支类型: '收入', '收支金额（元）': '12.88' }]);
    expect(bill.summary).toMatchObject({ 资金流水总笔数: '1', 收入金额: '12.88' });
  });

  it('is asked for by the account', async () => {
    const failure = pay.shop.bills.fundFlowBill({ billDate: DAY, accountType: 'FEES' });
    await expect(failure).rejects.toMatchObject({ errcode: 'NO_STATEMENT_EXIST' });
    expect(lastRequest(pay.sandbox).query).toEqual({
      bill_date: DAY,
      account_type: 'FEES',
      tar_type: 'GZIP',
    });
  });

  it('of all merchants of a platform comes sealed', async () => {
    const { download_bill_list } = await pay.shop.bills.ecommerceFundFlowBill({ billDate: DAY });
    expect(lastRequest(pay.sandbox).query).toEqual({
      bill_date: DAY,
      account_type: 'ALL',
      algorithm: 'AEAD_AES_256_GCM',
    });
    // RSA-OAEP of 2048 bits would be 344 characters: it was opened
    expect(download_bill_list[0]?.encrypt_key.length).toBeLessThan(100);
  });
});

describe('A bill that is written into a file', () => {
  const path = (): string => join(folder, 'bill.csv');

  it('is there as a whole, and nothing else', async () => {
    const bill = await billOfToday();
    await pay.shop.bills.downloadTo(bill, path());
    const content = await readFile(path());
    expect(content.equals(await buffer(await pay.shop.bills.download(bill)))).toBe(true);
    expect(content.length).toBeGreaterThan(500);
    expect(await readdir(folder)).toEqual(['bill.csv']);
  });

  it('is not there when it is not what its hash stands for; what stood there before stays', async () => {
    const bill = { ...(await billOfToday()), hash_value: '0'.repeat(40) };
    const failure = pay.shop.bills.downloadTo(bill, path());
    await expect(failure).rejects.toThrow(WeChatSignatureError);
    await expect(failure).rejects.toThrow('not what its hash_value stands for');
    expect(await readdir(folder)).toEqual([]);
    await writeFile(path(), 'yesterday');
    await expect(pay.shop.bills.downloadTo(bill, path())).rejects.toThrow(WeChatSignatureError);
    expect(await readdir(folder)).toEqual(['bill.csv']);
    expect(await readFile(path(), 'utf8')).toBe('yesterday');
  });

  it('is not there when it was altered on the way', async () => {
    await billOfToday();
    const bill = await uncompressed(today());
    pay.merchant.tamperNextAnswer('body', 'GET /v3/billdownload/file');
    await expect(pay.shop.bills.downloadTo(bill, path())).rejects.toThrow(WeChatSignatureError);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([true, false])('is not there when it was cut on the way; compressed: %s', async (isCompressed) => {
    const packed = await billOfToday();
    const bill = isCompressed ? packed : await uncompressed(today());
    pay.sandbox.fail('GET /v3/billdownload/file', { truncate: true });
    await expect(pay.shop.bills.downloadTo(bill, path())).rejects.toThrow(WeChatHttpError);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([true, false])(
    'is an error for whoever reads it after it was cut on the way; compressed: %s',
    async (isCompressed) => {
      const packed = await billOfToday();
      const bill = isCompressed ? packed : await uncompressed(today());
      pay.sandbox.fail('GET /v3/billdownload/file', { truncate: true });
      const stream = await pay.shop.bills.download(bill);
      await sleep(100); // somebody opens a database, and nobody listens
      await expect(pipeline(stream, createWriteStream(path()))).rejects.toThrow(WeChatHttpError);
    },
  );

  it('is not there when whoever wanted it has given up', async () => {
    pay.merchant.addBill(DAY, { size: 20 * MEGABYTE });
    const bill = await uncompressed(DAY);
    const reason = new Error('closing time');
    const download = pay.shop.bills.downloadTo(bill, path(), { signal: AbortSignal.abort(reason) });
    await expect(download).rejects.toBe(reason);
    const closing = new AbortController();
    const stream = await pay.shop.bills.download(bill, { signal: closing.signal });
    stream.once('data', () => closing.abort(reason));
    await expect(text(stream)).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not asked for where there is no folder', async () => {
    const bill = await billOfToday();
    const nowhere = join(folder, 'nowhere', 'bill.csv');
    await expect(pay.shop.bills.downloadTo(bill, nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is refused when its address has expired', async () => {
    const bill = await billOfToday();
    pay.sandbox.fail('GET /v3/billdownload/file', { status: 400, code: 'INVALID_REQUEST' });
    await expect(pay.shop.bills.downloadTo(bill, path())).rejects.toThrow(WeChatPayError);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not fetched from an address that is none of WeChat Pay’s', async () => {
    const bill = { ...(await billOfToday()), download_url: 'https://evil.example.com/v3/billdownload/file' };
    const before = pay.sandbox.requests.length;
    await expect(pay.shop.bills.downloadTo(bill, path())).rejects.toThrow(WeChatConfigError);
    expect(pay.sandbox.requests).toHaveLength(before);
  });

  it('is not fetched from where no v3 is', async () => {
    const download_url = `${pay.sandbox.baseUrls.payV3}/v2/file`;
    const bill = { ...(await billOfToday()), download_url };
    const before = pay.sandbox.requests.length;
    await expect(pay.shop.bills.downloadTo(bill, path())).rejects.toThrow('none of its own below /v3/');
    expect(pay.sandbox.requests).toHaveLength(before);
  });

  it('is not fetched when its hash is of an unknown kind', async () => {
    const bill = { ...(await billOfToday()), hash_type: 'MD5' };
    await expect(pay.shop.bills.downloadTo(bill, path())).rejects.toThrow(WeChatSignatureError);
  });
});

describe('A bill of 100 MB', () => {
  /** Bytes that are held now, on the heap and beside it. */
  const held = (): number => retainedHeap() + process.memoryUsage().arrayBuffers;
  const SIZE = 100 * MEGABYTE;
  /** What streams, sockets and the sandbox may hold between them, and what a busy machine has not freed yet; no bill fits in. */
  const BOUND = 40 * MEGABYTE;
  let most = 0;
  let looks = 0;

  /** Looks at the memory meanwhile, a dozen times at most: each look takes a tenth of a second. */
  async function watched(work: () => Promise<void>): Promise<void> {
    const before = held();
    let isDone = false;
    const look = async (): Promise<void> => {
      for (; looks < 12; looks += 1) {
        await sleep(50);
        if (isDone) return;
        most = Math.max(most, held() - before);
      }
    };
    await Promise.all([work().finally(() => (isDone = true)), look()]);
  }
  beforeEach(() => {
    most = 0;
    looks = 0;
    pay.merchant.addBill(DAY, { size: SIZE });
  });

  it.each([true, false])(
    'is written without being held; compressed: %s',
    async (isCompressed) => {
      const { bills } = pay.shop;
      const bill = isCompressed ? await bills.tradeBill({ billDate: DAY }) : await uncompressed(DAY);
      const path = join(folder, 'bill.csv');
      await watched(() => bills.downloadTo(bill, path));
      expect((await stat(path)).size).toBeGreaterThanOrEqual(SIZE);
      expect(looks).toBeGreaterThan(0);
      expect(most).toBeLessThan(BOUND);
    },
    60_000,
  );

  it('is read row by row without being held, half of it', async () => {
    const { bills } = pay.shop;
    pay.merchant.addBill(DAY, { size: SIZE / 2 });
    const bill = readBill(await bills.download(await bills.tradeBill({ billDate: DAY })));
    let rows = 0;
    await watched(async () => {
      for await (const row of bill) if (row['商户订单号'] === 'bulk20260504') rows += 1;
    });
    expect(String(rows)).toBe(bill.summary['总交易单数']);
    expect(rows).toBeGreaterThan(160_000);
    expect(looks).toBeGreaterThan(2);
    expect(most).toBeLessThan(BOUND);
  }, 60_000);

  it('waits for whoever reads it slowly', async () => {
    const stream = await pay.shop.bills.download(await uncompressed(DAY));
    const isWatched = (): boolean => looks >= 3;
    await watched(async () => {
      stream.read();
      while (!isWatched()) await sleep(100);
    });
    expect(most).toBeLessThan(BOUND);
    stream.destroy();
  }, 60_000);
});
