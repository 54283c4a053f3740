import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

/** The text of a bill, which may be larger than memory. */
export interface BillText {
  /** Bytes. */
  readonly size: number;
  /** Anew each time. */
  chunks(): Iterable<Buffer>;
}

const BOM = '\ufeff';
const LINE_END = '\r\n';

/** A row of values: each with a back-tick in front, lest a spreadsheet takes it for a number. */
export const rowOf = (values: readonly (string | number)[]): string =>
  values.map((value) => `\`${value}`).join(',') + LINE_END;

/** Fen as a bill has them. */
export const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** The whole of a bill: head, rows, head of the summary, summary. */
export function smallBill(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  summaryHead: readonly string[],
  summary: readonly (string | number)[],
): BillText {
  const lines = [head.join() + LINE_END, ...rows.map(rowOf), summaryHead.join() + LINE_END, rowOf(summary)];
  const bytes = Buffer.from(BOM + lines.join(''));
  return { size: bytes.length, chunks: () => [bytes] };
}

/** Bytes of rows that are made at once. */
const CHUNK = 64 * 1024;

/** The same with one row so often that the bill has at least `size` bytes; never in memory as a whole. */
export function hugeBill(
  head: readonly string[],
  row: readonly (string | number)[],
  summaryHead: readonly string[],
  summaryOf: (rows: number) => readonly (string | number)[],
  size: number,
): BillText {
  const first = Buffer.from(BOM + head.join() + LINE_END);
  const line = Buffer.from(rowOf(row));
  const rows = Math.max(1, Math.ceil((size - first.length) / line.length));
  const last = Buffer.from(summaryHead.join() + LINE_END + rowOf(summaryOf(rows)));
  const atOnce = Math.ceil(CHUNK / line.length);
  const block = Buffer.concat(Array.from({ length: Math.min(atOnce, rows) }, () => line));
  return {
    size: first.length + rows * line.length + last.length,
    *chunks() {
      yield first;
      for (let left = rows; left > 0; left -= atOnce)
        yield left >= atOnce ? block : block.subarray(0, left * line.length);
      yield last;
    },
  };
}

/** SHA-1 of a bill as it is before it is compressed, in hex. */
export async function hashBill(bill: BillText): Promise<string> {
  const hash = createHash('sha1');
  for (const chunk of bill.chunks()) {
    hash.update(chunk);
    await setImmediate(); // a huge one must not stop the rest of the sandbox
  }
  return hash.digest('hex');
}
