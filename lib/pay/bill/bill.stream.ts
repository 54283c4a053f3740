import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WeChatSignatureError } from '../../common/index.js';
import { openSealedStream, StreamHash } from '../../crypto/index.js';
import { drawFrom } from '../../http/index.js';
import type { PayAnswer } from '../pay.api.js';
import type { PayCaller } from '../call/pay.caller.js';
import { BILL_DIFFERS, BILL_HASH_UNKNOWN } from '../pay.messages.js';

/** A bill that is ready to be downloaded within five minutes (账单), as WeChat Pay tells of it. */
export type PayBill = PayAnswer<'GET /v3/bill/tradebill'>;
/** The same of one that only the merchant can open: `encrypt_key` and `nonce` say how. */
export type SealedPayBill = PayAnswer<'GET /v3/bill/sub-merchant-fundflowbill'>['download_bill_list'][number];

/** How files are hashed: bills with SHA1, receipts with SHA256. */
const HASHES: ReadonlyMap<string, 'sha1' | 'sha256'> = new Map([
  ['SHA1', 'sha1'],
  ['SHA256', 'sha256'],
]);
/** The pages name several paths for one kind of file: as its hash is known, any will do. */
const PATHS = ['/v3/'];
/** What gzip begins with, and no bill does. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const CHUNK = 64 * 1024;

/**
 * The text of a bill as it comes, whatever it was packed and sealed in, or the bytes of any other file that is known by its
 * hash. The file is not signed, but its hash came with a signed answer: what differs from it ends in an error.
 */
export async function openBill(
  caller: Pick<PayCaller, 'client' | 'download'>,
  bill: PayBill | SealedPayBill,
  signal?: AbortSignal,
): Promise<Readable> {
  const algorithm = HASHES.get(bill.hash_type);
  if (!algorithm) throw new WeChatSignatureError(BILL_HASH_UNKNOWN(caller.client));
  const file = await caller.download(bill.download_url, PATHS, signal);
  const packed = 'encrypt_key' in bill ? openSealedStream(file, bill.encrypt_key, bill.nonce) : file;
  const refuse = (): never => {
    throw new WeChatSignatureError(BILL_DIFFERS(caller.client));
  };
  const text = verified(unpacked(packed, refuse), new StreamHash(algorithm), bill.hash_value, refuse);
  return drawFrom(file, text);
}

/** @param refuse throws */
async function* verified(
  bytes: AsyncIterable<Buffer>,
  hash: StreamHash,
  expected: string,
  refuse: () => never,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of bytes) {
    hash.add(chunk);
    yield chunk;
  }
  if (hash.end() !== expected.toLowerCase()) refuse();
}

/** The bytes themselves, whether they came compressed or not: an address does not always tell. */
async function* unpacked(bytes: AsyncIterable<Buffer>, refuse: () => never): AsyncGenerator<Buffer> {
  const rest = bytes[Symbol.asyncIterator]();
  const head = await headOf(rest);
  const whole = Readable.from(joined(head, rest), { objectMode: false });
  try {
    yield* isGzip(head) ? pipeline(whole, createGunzip({ chunkSize: CHUNK }), () => undefined) : whole;
  } catch (error) {
    if (isOfZlib(error)) refuse();
    throw error;
  }
}

async function headOf(bytes: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < GZIP.length) {
    const { value, done } = await bytes.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* joined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  // yield* would pass what the unpacking fails with on to the file
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const isGzip = (head: Buffer): boolean => head.subarray(0, GZIP.length).equals(GZIP);

const isOfZlib = (error: unknown): boolean =>
  String((error as { code?: unknown } | null)?.code).startsWith('Z_');
