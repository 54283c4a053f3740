import { WeChatParseError } from '../../common/index.js';
import { BILL_LINE_INVALID, BILL_NOT_READ, BILL_TOO_SHORT } from '../pay.messages.js';

/** One line of a bill: its values by the names of the columns, as texts. Amounts are in yuan. */
export type PayBillRow = Readonly<Record<string, string>>;

/** Each value of a row begins with it, lest a spreadsheet takes it for a number; heads do without. */
const MARK = '`';
/** The head of the summary, and the summary. */
const SUMMARY_LINES = 2;

/**
 * The rows of a bill, one after another; {@link summary} is there after the last. Made by {@link readBill}.
 *
 * @publicApi
 */
export class PayBillRows implements AsyncIterable<PayBillRow> {
  #summary?: PayBillRow;

  constructor(private readonly bytes: AsyncIterable<Uint8Array>) {}

  /** What stands at the end of the bill: how many rows, and their sums. 汇总 @throws {Error} before the last row was read */
  get summary(): PayBillRow {
    if (!this.#summary) throw new Error(BILL_NOT_READ);
    return this.#summary;
  }

  /** @throws {WeChatParseError} for what is no bill, with the number of the line */
  async *[Symbol.asyncIterator](): AsyncGenerator<PayBillRow, void, undefined> {
    let columns: string[] | undefined;
    let number = 1;
    const held: string[] = []; // the last lines may turn out to be the summary
    for await (const line of linesOf(this.bytes)) {
      if (!columns) columns = columnsOf(line, number);
      else held.push(line);
      if (held.length > SUMMARY_LINES) yield rowOf(columns, held.shift() as string, (number += 1));
    }
    const [head, summary] = held;
    if (head === undefined || summary === undefined) throw new WeChatParseError(BILL_TOO_SHORT);
    this.#summary = rowOf(columnsOf(head, number + 1), summary, number + SUMMARY_LINES);
  }
}

/**
 * Reads a bill, row by row: `for await (const row of readBill(stream)) row['商户订单号']`. A bill of any size takes no more
 * memory than a row.
 *
 * @param bytes a stream of the service, or of a file
 * @publicApi
 */
export const readBill = (bytes: AsyncIterable<Uint8Array>): PayBillRows => new PayBillRows(bytes);

/** @param number of the line, from 1 */
function columnsOf(line: string, number: number): string[] {
  if (line.startsWith(MARK)) throw new WeChatParseError(BILL_LINE_INVALID(number));
  return line.split(',');
}

/** @param number of the line, from 1 */
function rowOf(columns: readonly string[], line: string, number: number): PayBillRow {
  // a value may hold commas, so that only those before a mark divide
  const values = line.startsWith(MARK) ? line.slice(MARK.length).split(`,${MARK}`) : [];
  if (values.length !== columns.length) throw new WeChatParseError(BILL_LINE_INVALID(number));
  const row: Record<string, string> = {}; // half the time of Object.fromEntries, millions of times
  for (const [index, column] of columns.entries()) row[column] = values[index] as string;
  return row;
}

/** The lines that hold anything. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder(); // takes off the byte order mark
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
