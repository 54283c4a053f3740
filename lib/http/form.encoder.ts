import type { Readable } from 'node:stream';
import FormData from 'form-data';
import type { UploadFile } from '../catalog/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { EncodedRequest } from './request.encoder.js';

function appendFile(form: FormData, name: string, file: UploadFile): void {
  const { content, filename, contentType } = file;
  if (content instanceof Uint8Array) {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    form.append(name, bytes, { filename, contentType });
    return;
  }
  if (file.size === undefined) {
    throw new WeChatConfigError(`The file "${filename}" is a stream: give its size in bytes as "size"`);
  }
  if (file.size === 0) throw new WeChatConfigError(`The file "${filename}" is empty`);
  form.append(name, content, { filename, contentType, knownLength: file.size });
}

const isFile = (part: unknown): part is UploadFile =>
  typeof part === 'object' && part !== null && 'content' in part && 'filename' in part;

/** Writes a form (multipart/form-data), its parts in the order given; parts left undefined are left out. */
export function encodeForm(
  parts: ReadonlyArray<readonly [name: string, part: unknown]>,
): Pick<EncodedRequest, 'headers' | 'data'> {
  const form = new FormData();
  for (const [name, part] of parts) {
    if (isFile(part)) appendFile(form, name, part);
    else if (part !== undefined)
      form.append(name, typeof part === 'object' ? JSON.stringify(part) : String(part));
  }
  return {
    data: form as unknown as Readable,
    headers: { ...form.getHeaders(), 'content-length': String(form.getLengthSync()) },
  };
}
