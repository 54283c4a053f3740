import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { UploadFile } from '../catalog/index.js';

/**
 * Opens a file of this machine for an upload: a stream, its length and its name. Nothing is held in memory, whatever
 * the size. The stream serves one upload; one that is never sent keeps the file open until it is destroyed.
 *
 * @param path where the file is
 * @param filename the name WeChat is told, when it is not the file's own
 * @throws the file system's own error (`ENOENT`, `EACCES`, `EISDIR` …), before anything is sent
 * @publicApi
 */
export async function uploadFrom(path: string, filename: string = basename(path)): Promise<UploadFile> {
  const file = await open(path);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw Object.assign(new Error(`EISDIR: "${path}" is no file`), { code: 'EISDIR' });
    const { size } = stats;
    // what is appended meanwhile would not fit the length that was announced
    const content = file.createReadStream(size > 0 ? { end: size - 1 } : {});
    return { content, filename, size };
  } catch (error) {
    await file.close();
    throw error;
  }
}
