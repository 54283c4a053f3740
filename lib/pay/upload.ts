import type { Readable } from 'node:stream';
import type { UploadFile } from '../catalog/index.js';
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
export async function partsOfUpload(
  { content, filename, contentType }: UploadFile,
  most: number,
): Promise<UploadParts> {
  const bytes = content instanceof Uint8Array ? content : await readJustBeyond(content, most);
  if (bytes.byteLength === 0) throw new RangeError(`"${filename}" is empty`);
  if (bytes.byteLength > most)
    throw new RangeError(`"${filename}" is too large: WeChat Pay takes ${most} bytes here`);
  const meta = JSON.stringify({ filename, sha256: sha256(bytes) });
  return { body: { meta }, files: { file: { content: bytes, filename, contentType } } };
}

/** A stream that goes on and on is not read to its end. */
async function readJustBeyond(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    length += bytes.byteLength;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}
