import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { WeChatParseError } from '../../../../lib/common/index.js';
import { type PayBillRow, readBill } from '../../../../lib/pay/bill/bill.reader.js';
import { failureOf } from '../../failure.js';
import { payVectors } from '../pay.vectors.js';

const SUMMARY = '笔数,金额\r\n`2,`0.30\r\n';
const BILL = `\uFEFF商户订单号,金额\r\n\`a,\`0.10\r\n\`b,\`0.20\r\n${SUMMARY}`;

/** The bytes of a text, so many at a time. */
const bytesOf = (text: string, atOnce = 1 << 16): Readable => {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / atOnce) }, (_, index) =>
    bytes.subarray(index * atOnce, (index + 1) * atOnce),
  );
  return Readable.from(pieces, { objectMode: false });
};

async function read(bytes: AsyncIterable<Uint8Array>): Promise<{ rows: PayBillRow[]; summary: PayBillRow }> {
  const bill = readBill(bytes);
  const rows: PayBillRow[] = [];
  for await (const row of bill) rows.push(row);
  return { rows, summary: bill.summary };
}

describe('readBill', () => {
  it.each(payVectors('bill-csv').map((vector) => [vector.name, vector] as const))(
    'reads a bill as its peers do: %s',
    async (_, { input, expected }) => {
      const { rows, summary } = await read(bytesOf(input['csv'] as string, 1000));
      const told = expected as unknown as {
        rows: number;
        firstRowHasColumn: string;
        summaryColumns: string[];
        summary: PayBillRow;
      };
      expect(rows).toHaveLength(told.rows);
      expect(Object.keys(rows[0] ?? {})).toHaveLength(27);
      expect(rows[0]).toHaveProperty(told.firstRowHasColumn, '2019-02-19 05:01:46');
      expect(rows[0]).toMatchObject({ 商户订单号: 'autotest_20190216081946_82335', 费率备注: '' });
      expect(Object.keys(summary)).toEqual(told.summaryColumns);
      expect(summary).toMatchObject(told.summary);
      expect(JSON.stringify([rows, summary])).not.toMatch(/`|\uFEFF/);
    },
  );

  it.each([1, 2, 3, 7, 1000])('reads the same however the bytes come: %d at a time', async (atOnce) => {
    expect(await read(bytesOf(BILL, atOnce))).toEqual({
      rows: [
        { 商户订单号: 'a', 金额: '0.10' },
        { 商户订单号: 'b', 金额: '0.20' },
      ],
      summary: { 笔数: '2', 金额: '0.30' },
    });
  });

  it.each([
    ['without a byte order mark', BILL.slice(1)],
    ['with bare line feeds', BILL.replaceAll('\r', '')],
    ['without a line break at its end', BILL.trimEnd()],
    ['with empty lines at its end', `${BILL}\r\n\r\n`],
  ])('reads one %s', async (_, text) => {
    expect(await read(bytesOf(text))).toEqual(await read(bytesOf(BILL)));
  });

  it('keeps commas, quotes and back-ticks within values', async () => {
    const text = `a,b,c\n\`咖啡,两杯,\`"x",y,\`z\`\n${SUMMARY}`;
    const { rows } = await read(bytesOf(text));
    expect(rows).toEqual([{ a: '咖啡,两杯', b: '"x",y', c: 'z`' }]);
  });

  it('has no rows when nothing was traded', async () => {
    expect(await read(bytesOf(`a,b\n${SUMMARY}`))).toEqual({
      rows: [],
      summary: { 笔数: '2', 金额: '0.30' },
    });
  });

  it('has no summary before the last row was read', async () => {
    const bill = readBill(bytesOf(BILL));
    expect(() => bill.summary).toThrow('read all rows first');
    for await (const _ of bill) expect(() => bill.summary).toThrow('read all rows first');
    expect(bill.summary).toHaveProperty('笔数', '2');
  });

  it.each<[string, string, string | RegExp]>([
    ['an empty file', '', 'no summary'],
    ['a file of one line', 'a,b\n', 'no summary'],
    ['a file that was cut behind its rows', 'a,b\n`1,`2\n', 'no summary'],
    ['a row with too few values', `a,b\n\`1\n${SUMMARY}`, 'Line 2 of the bill'],
    ['a row with too many', `a,b\n\`1,\`2\n\`1,\`2,\`3\n${SUMMARY}`, 'Line 3 of the bill'],
    ['a row without marks', `a,b\n1,2\n${SUMMARY}`, 'Line 2 of the bill'],
    ['a value with a line break', `a,b\n\`1,\`2\n3\n${SUMMARY}`, 'Line 3 of the bill'],
    ['a summary that is none', 'a,b\n`1,`2\n`1,`2\n`3,`4\n', 'Line 3 of the bill'],
    ['JSON', '{"code":"NO_STATEMENT_EXIST"}', 'no summary'],
  ])('refuses %s', async (_, text, words) => {
    const error = await failureOf(read(bytesOf(text)));
    expect(error).toBeInstanceOf(WeChatParseError);
    expect(error.message).toMatch(words);
  });

  it('fails as its stream fails', async () => {
    const broken = new Error('broken');
    const stream = Readable.from(
      (async function* () {
        yield Buffer.from(BILL.slice(0, 30));
        throw broken;
      })(),
    );
    expect(await failureOf(read(stream))).toBe(broken);
  });

  it('lets go of its stream when nobody reads on', async () => {
    const stream = bytesOf(BILL, 5);
    for await (const row of readBill(stream)) {
      expect(row['金额']).toBe('0.10');
      break;
    }
    expect(stream.destroyed).toBe(true);
  });
});
