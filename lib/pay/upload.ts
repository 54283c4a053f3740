import type { UploadFile } from '../catalog/pay.js';
import { sha256 } from '../crypto/index.js';

/** What an upload is made of: WeChat Pay has `meta` signed, which holds the hash of the file. */
interface UploadParts {
  body: { meta: string };
  files: { file: UploadFile };
}

/**
 * Hashes a file for an upload. What WeChat Pay takes is small, so a stream is read first: its hash goes out before it.
 *
 * @param most bytes the file may have
 * @throws {RangeError} for an empty file, or one that is too large
 */
export async function partsOfUpload(file: UploadFile, most: number): Promise<UploadParts> {
  const content = await readUpTo(file, most);
  const { filename } = file;
  const meta = JSON.stringify({ filename, sha256: sha256(content) });
  return { body: { meta }, files: { file: { ...file, content } } };
}

async function readUpTo({ content, filename, size = 0 }: UploadFile, most: number): Promise<Uint8Array> {
  const check = (length: number): void => {
    if (length > most)
      throw new RangeError(`"${filename}" is too large: WeChat Pay takes ${most} bytes here`);
  };
  check(size);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).byteLength;
    check(length);
  }
  if (length === 0) throw new RangeError(`"${filename}" is empty`);
  return content instanceof Uint8Array ? content : Buffer.concat(chunks);
}
