import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { UploadFile } from '../catalog/index.js';

/**
 * A file of this machine for an upload: a stream, its length and its name. Nothing is held in memory, whatever the
 * size, and the file is opened when the upload begins: one that is never sent leaves nothing behind. The stream serves
 * one upload.
 *
 * @param path where the file is
 * @param filename the name WeChat is told, when it is not the file's own
 * @throws the file system's own error (`ENOENT`, `EACCES`, `EISDIR` …), before anything is sent
 * @publicApi
 */
export async function uploadFrom(path: string, filename: string = basename(path)): Promise<UploadFile> {
  const stats = await stat(path);
  if (!stats.isFile()) throw Object.assign(new Error(`EISDIR: "${path}" is no file`), { code: 'EISDIR' });
  const { size } = stats;
  return { content: Readable.from(readUpTo(path, size), { objectMode: false }), filename, size };
}

/** What is appended meanwhile would not fit the length that was announced. */
async function* readUpTo(path: string, size: number): AsyncGenerator<Buffer, void, undefined> {
  if (size > 0) yield* createReadStream(path, { end: size - 1 }) as AsyncIterable<Buffer>;
}
