import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { randomText } from '../../crypto/index.js';

const MARK_BYTES = 6;

/** Writes a file that is there as a whole or not at all: a draft beside it takes its place once it is complete. */
export async function writeWhole(path: string, content: Readable): Promise<void> {
  const draft = `${path}.${randomText(MARK_BYTES)}.part`;
  try {
    await pipeline(content, createWriteStream(draft, { flags: 'wx', flush: true }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
