import { createCipheriv, randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { WeChatDecryptError, WeChatSignatureError } from '../../../../lib/common/index.js';
import { sha1 } from '../../../../lib/crypto/index.js';
import { openBill } from '../../../../lib/pay/bill/bill.stream.js';
import { failureOf } from '../../failure.js';

/** Long enough to come in many pieces, even compressed. */
const TEXT = `\uFEFF商户订单号,金额\r\n\`${randomBytes(100_000).toString('hex')},\`0.10\r\n`;
const KEY = 'f1c4488fa4b53a05f1c4488fa4b53a05';
const NONCE = 'a8607ef79034c49c';
const PLAIN = {
  hash_type: 'SHA1',
  hash_value: sha1(TEXT),
  download_url: 'https://api.mch.weixin.qq.com/v3/x',
};
const SEALED = { ...PLAIN, bill_sequence: 1, encrypt_key: KEY, nonce: NONCE };

/** As WeChat Pay seals bills: AES-256-GCM, no associated data, the tag behind the text. */
function seal(content: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', KEY, NONCE);
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function streamOf(bytes: Buffer, atOnce = 1000): Readable {
  let at = 0;
  return new Readable({
    read() {
      this.push(at < bytes.length ? bytes.subarray(at, (at += atOnce)) : null);
    },
  });
}

/** WeChat Pay, which has one file. */
const callerOf = (file: Readable) => ({ client: 'pay', download: async () => file });
const open = async (bill: typeof PLAIN | typeof SEALED, file: Buffer, atOnce?: number): Promise<string> =>
  (await buffer(await openBill(callerOf(streamOf(file, atOnce)), bill))).toString('utf8');
const flipped = (bytes: Buffer, index: number): Buffer => {
  const other = Buffer.from(bytes);
  other[index] = (other.at(index) as number) ^ 1;
  return other;
};

describe('The text of a bill', () => {
  const plain = Buffer.from(TEXT);
  it.each<[string, typeof PLAIN | typeof SEALED, Buffer]>([
    ['that came as it is', PLAIN, plain],
    ['that came compressed', PLAIN, gzipSync(plain)],
    ['that came sealed', SEALED, seal(plain)],
    ['that was compressed and then sealed', SEALED, seal(gzipSync(plain))],
    ['whose hash is written in capitals', { ...PLAIN, hash_value: PLAIN.hash_value.toUpperCase() }, plain],
  ])('is that of one %s', async (_, bill, file) => {
    for (const atOnce of [1 << 16, 1000]) expect(await open(bill, file, atOnce)).toBe(TEXT);
  });

  it.each([1, 7, 16, 17])('comes whole from pieces of %d bytes', async (atOnce) => {
    const short = Buffer.from(TEXT.slice(0, 40));
    const bill = { hash_value: sha1(short.toString('utf8')) };
    expect(await open({ ...PLAIN, ...bill }, gzipSync(short), atOnce)).toBe(short.toString('utf8'));
    expect(await open({ ...SEALED, ...bill }, seal(short), atOnce)).toBe(short.toString('utf8'));
  });

  it('is empty when the file is', async () => {
    expect(await open({ ...PLAIN, hash_value: sha1('') }, Buffer.alloc(0))).toBe('');
    expect(await open({ ...PLAIN, hash_value: sha1('`') }, Buffer.from('`'))).toBe('`');
  });

  const packed = gzipSync(plain);
  it.each<[string, Buffer]>([
    ['was altered', flipped(plain, 100)],
    ['was cut', plain.subarray(0, -1)],
    ['is longer', Buffer.concat([plain, Buffer.from('\n')])],
    ['is empty', Buffer.alloc(0)],
    ['was altered within its compression', flipped(packed, packed.length >> 1)],
    ['was cut within its compression', packed.subarray(0, -20)],
    ['has other text in its compression', gzipSync('others')],
  ])('ends in an error when it %s', async (_, file) => {
    const error = await failureOf(open(PLAIN, file).then(({ length }) => length));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toContain('pay: the file is not to be believed');
  });

  const sealed = seal(plain);
  it.each<[string, typeof SEALED, Buffer]>([
    ['was altered', SEALED, flipped(sealed, 100)],
    ['was cut', SEALED, sealed.subarray(0, -1)],
    ['has another tag', SEALED, flipped(sealed, sealed.length - 1)],
    ['is shorter than a tag', SEALED, sealed.subarray(0, 8)],
    ['is sealed with another key', { ...SEALED, encrypt_key: KEY.toUpperCase() }, sealed],
    ['is sealed with another nonce', { ...SEALED, nonce: NONCE.toUpperCase() }, sealed],
    ['has a key that is none', { ...SEALED, encrypt_key: 'short' }, sealed],
  ])('ends in an error that says it cannot be opened when it is sealed and %s', async (_, bill, file) => {
    const error = await failureOf(open(bill, file));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).not.toContain(bill.encrypt_key);
  });

  it('ends in an error when what was sealed is another text', async () => {
    expect(await failureOf(open(SEALED, seal(Buffer.from('others'))))).toBeInstanceOf(WeChatSignatureError);
  });

  it.each<[string, typeof PLAIN | typeof SEALED, Buffer]>([
    ['plain', PLAIN, plain],
    ['compressed', PLAIN, packed],
    ['sealed', SEALED, sealed],
  ])('lets go of the file when nobody reads on: %s', async (_, bill, bytes) => {
    for (const isBegun of [false, true]) {
      const file = streamOf(bytes);
      const text = await openBill(callerOf(file), bill);
      if (isBegun) await new Promise((resolve) => text.once('data', resolve));
      text.destroy();
      await new Promise((resolve) => file.once('close', resolve));
      expect(file.readableEnded).toBe(false);
    }
  });

  it('fails as the network fails', async () => {
    const broken = new Error('broken');
    for (const [bill, bytes] of [
      [PLAIN, plain],
      [PLAIN, packed],
      [SEALED, sealed],
    ] as const) {
      const file = streamOf(bytes);
      const text = await openBill(callerOf(file), bill);
      text.once('data', () => file.destroy(broken));
      expect(await failureOf(buffer(text).then(({ length }) => length))).toBe(broken);
    }
  });

  it.each<[string, typeof PLAIN | typeof SEALED, Buffer]>([
    ['plain', PLAIN, plain],
    ['compressed', PLAIN, packed],
    ['sealed', SEALED, sealed],
  ])('lets go of a file that stalls: %s', async (_, bill, bytes) => {
    const file = new Readable({ read: () => undefined });
    const text = await openBill(callerOf(file), bill);
    file.push(bytes.subarray(0, bytes.length >> 1));
    text.resume();
    await sleep(20);
    text.destroy();
    await new Promise((resolve) => file.once('close', resolve));
    expect(text.closed).toBe(true);
  });

  it.each<[string, (text: Readable) => Promise<unknown>]>([
    [
      'in a loop',
      async (text) => {
        for await (const _ of text);
      },
    ],
    ['by a pipeline', async (text) => await pipeline(text, new PassThrough().resume())],
    [
      'by listening',
      async (text) =>
        await new Promise((resolve, reject) => void text.on('error', reject).on('end', resolve).resume()),
    ],
  ])('tells of a file that failed before it was read, to whoever then reads it %s', async (_, read) => {
    const broken = new Error('broken');
    const file = streamOf(plain);
    const text = await openBill(callerOf(file), PLAIN);
    file.destroy(broken);
    await sleep(20); // whatever nobody handles would end the process by now
    expect(await failureOf(read(text))).toBe(broken);
  });

  it('tells of a file that fails at once, to whoever listens and does not read', async () => {
    const broken = new Error('broken');
    const file = streamOf(plain);
    const text = await openBill(callerOf(file), PLAIN);
    const failure = new Promise((resolve) => text.once('error', resolve));
    file.destroy(broken);
    expect(await failure).toBe(broken);
  });
});
