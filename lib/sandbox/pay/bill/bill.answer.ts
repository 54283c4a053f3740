import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { FileAnswer } from '../file.answer.js';
import type { BillText } from './bill.text.js';

const LEVEL = { level: constants.Z_BEST_SPEED };

/** A bill as a file, compressed on the way where that was asked for. */
export function billAnswer({ bill, isGzip }: { bill: BillText; isGzip: boolean }): FileAnswer {
  const open = (): Readable => Readable.from(bill.chunks(), { objectMode: false });
  return isGzip
    ? new FileAnswer(() => open().pipe(createGzip(LEVEL)), 'application/x-gzip')
    : new FileAnswer(open, 'text/plain; charset=utf-8', bill.size);
}
