import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { randomText } from '../../crypto/index.js';

const MARK_BYTES = 6;

/** Writes a file that is there as a whole or not at all: a draft beside it takes its place once it is complete. */
export async function writeWhole(path: string, content: Readable): Promise<void> {
  const draft = `${path}.${randomText(MARK_BYTES)}.part`;
  const file = await open(draft, 'wx').catch((error: unknown) => {
    content.destroy();
    throw error;
  });
  try {
    // it is there before the first byte: a stream that opened it by itself might do so after it was taken away
    await pipeline(content, file.createWriteStream({ flush: true }));
    await rename(draft, path);
  } catch (error) {
    await file.close();
    await rm(draft, { force: true });
    throw error;
  }
}
