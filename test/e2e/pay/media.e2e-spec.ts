import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uploadFrom } from 'nestjs-wechat-sdk';
import type { PayMediaService } from 'nestjs-wechat-sdk/pay';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const BYTES = Buffer.from('\u00ff\u00d8 a picture, as far as the sandbox can tell', 'latin1');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

function* endless(chunk: Buffer): Generator<Buffer> {
  for (;;) yield chunk;
}

let pay: StartedPay;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wechat-pay-'));
  await writeFile(join(folder, '门店.jpg'), BYTES);
  pay = await startPay();
});
afterAll(async () => {
  await pay.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => pay.sandbox.reset());

describe('An upload', () => {
  it.each<[string, (media: PayMediaService) => Promise<string>, string, string]>([
    [
      'a picture',
      (media) => media.image({ content: BYTES, filename: 'a.jpg' }),
      'POST /v3/merchant/media/upload',
      'a.jpg',
    ],
    [
      'a video',
      (media) => media.video({ content: BYTES, filename: 'a.mp4' }),
      'POST /v3/merchant/media/video_upload',
      'a.mp4',
    ],
    [
      'a picture for coupons',
      (media) => media.marketingImage({ content: BYTES, filename: 'a.png' }),
      'POST /v3/marketing/favor/media/image-upload',
      'a.png',
    ],
    [
      'a file of this machine',
      async (media) => media.image(await uploadFrom(join(folder, '门店.jpg'))),
      'POST /v3/merchant/media/upload',
      '门店.jpg',
    ],
    [
      'a stream of unknown length',
      (media) =>
        media.image({ content: Readable.from([BYTES.subarray(0, 5), BYTES.subarray(5)]), filename: 'a.bmp' }),
      'POST /v3/merchant/media/upload',
      'a.bmp',
    ],
  ])('of %s brings its hash along, and is known by what comes back', async (_, act, route, filename) => {
    expect(await act(pay.shop.media)).toMatch(/./);
    const { body, ...sent } = lastRequest(pay.sandbox);
    const { meta, file } = body as { meta: string; file: object };
    expect(sent).toMatchObject({ route });
    expect(JSON.parse(meta)).toEqual({ filename, sha256: SHA256 });
    expect(file).toMatchObject({ filename, size: BYTES.length });
  });

  const tooLarge = Buffer.alloc(5 * 1024 * 1024 + 1);
  it.each<[string, (media: PayMediaService) => Promise<string>]>([
    ['bytes beyond the limit', (media) => media.image({ content: tooLarge, filename: 'a.jpg' })],
    [
      'a stream that goes on and on',
      (media) => media.image({ content: Readable.from(endless(Buffer.alloc(2 ** 20))), filename: 'a.jpg' }),
    ],
    ['an empty file', (media) => media.image({ content: Buffer.alloc(0), filename: 'a.jpg' })],
    ['an empty stream', (media) => media.video({ content: Readable.from([]), filename: 'a.mp4' })],
  ])('of %s is refused before anything is sent', async (_, act) => {
    await expect(act(pay.shop.media)).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });

  it('of a stream that fails throws what failed', async () => {
    const content = new Readable({
      read() {
        this.destroy(new Error('the disk is gone'));
      },
    });
    await expect(pay.shop.media.image({ content, filename: 'a.jpg' })).rejects.toThrow('the disk is gone');
    expect(pay.sandbox.requests).toEqual([]);
  });
});
