import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { BLOCK_SIZE, BlockDigest } from '../../../../lib/work/we-drive/block.digest.js';
import { blocksOf } from '../../../../lib/work/we-drive/file-blocks.js';

const file = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 255;
  return bytes;
};

async function hashesOf(bytes: Buffer): Promise<string[]> {
  const digest = new BlockDigest();
  for await (const block of blocksOf(bytes, BLOCK_SIZE)) digest.add(block);
  return digest.end();
}

// what the program WeCom publishes for it prints of the same bytes: github.com/wecomopen/file_block_digest
const FIRST = '17809a4a6df5eb131f4a64069d4676dc5f898203';

describe('The hashes of the blocks of a file', () => {
  it('are those WeCom’s own program finds', async () => {
    expect(await hashesOf(file(5 * 1024 * 1024 + 123))).toEqual([
      FIRST,
      'c84d826cee87b53d2450f67493ecbaa000cf3bdb',
      'a7c2d3f79fb6d890827b0dfe026d5fb5f1925de8',
    ]);
  });

  it('end with the hash of the whole file where its last block is full, too', async () => {
    expect(await hashesOf(file(2 * BLOCK_SIZE))).toEqual([FIRST, '58ce1ec462c266bfc6973ba1dca1df4ce3ea70c1']);
  });

  it('are the one of SHA-1 for a file of one block', async () => {
    const bytes = file(1000);
    expect(await hashesOf(bytes)).toEqual([createHash('sha1').update(bytes).digest('hex')]);
  });
});

describe('The blocks of a file', () => {
  const sizes = async (content: Uint8Array | Readable, size: number): Promise<number[]> => {
    const found: number[] = [];
    for await (const block of blocksOf(content, size)) found.push(block.length);
    return found;
  };

  it('have one size, however the bytes come', async () => {
    const bytes = file(1000);
    expect(await sizes(bytes, 300)).toEqual([300, 300, 300, 100]);
    for (const chunk of [1, 7, 299, 300, 301, 1000]) {
      const pieces = Array.from({ length: Math.ceil(1000 / chunk) }, (_, index) =>
        bytes.subarray(index * chunk, (index + 1) * chunk),
      );
      const blocks: Buffer[] = [];
      for await (const block of blocksOf(Readable.from(pieces), 300)) blocks.push(block);
      expect(blocks.map(({ length }) => length)).toEqual([300, 300, 300, 100]);
      expect(Buffer.concat(blocks).equals(bytes)).toBe(true);
    }
  });

  it('are none of an empty file, and no empty one ends a file', async () => {
    expect(await sizes(Buffer.alloc(0), 300)).toEqual([]);
    expect(await sizes(file(600), 300)).toEqual([300, 300]);
  });

  it('of a stream that gives texts are their bytes', async () => {
    expect(await sizes(Readable.from(['咖啡']), 4)).toEqual([4, 2]);
  });
});
