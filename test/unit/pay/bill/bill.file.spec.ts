import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeWhole } from '../../../../lib/pay/bill/bill.file.js';
import { failureOf } from '../../failure.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeWhole', () => {
  it('takes the place of what was there, once it is complete', async () => {
    const path = join(folder, 'bill.csv');
    await writeFile(path, 'old');
    const seen: string[] = [];
    async function* content(): AsyncGenerator<Buffer> {
      yield Buffer.from('ne');
      seen.push(await readFile(path, 'utf8'), ...(await readdir(folder)).toSorted());
      yield Buffer.from('w');
    }
    await writeWhole(path, Readable.from(content()));
    expect(seen).toEqual(['old', 'bill.csv', expect.stringMatching(/^bill\.csv\.[\da-f]{12}\.part$/)]);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['bill.csv']);
  });

  it('leaves nothing behind when its content fails, and fails as that did', async () => {
    const broken = new Error('broken');
    async function* content(): AsyncGenerator<Buffer> {
      yield Buffer.from('half');
      throw broken;
    }
    expect(await failureOf(writeWhole(join(folder, 'bill.csv'), Readable.from(content())))).toBe(broken);
    expect(await readdir(folder)).toEqual([]);
  });

  it('lets go of its content when there is nowhere to write to', async () => {
    const content = Readable.from([Buffer.from('text')]);
    const error = await failureOf(writeWhole(join(folder, 'nowhere', 'bill.csv'), content));
    expect(error).toMatchObject({ code: 'ENOENT' });
    expect(content.destroyed).toBe(true);
  });

  it('lets two write the same file: the last one stays, whole', async () => {
    const path = join(folder, 'bill.csv');
    const texts = ['a'.repeat(100_000), 'b'.repeat(100_000)];
    await Promise.all(texts.map((text) => writeWhole(path, Readable.from([Buffer.from(text)]))));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['bill.csv']);
  });
});
