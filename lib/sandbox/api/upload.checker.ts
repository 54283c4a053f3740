import { extname } from 'node:path';
import { CONTENT_TYPES } from '../account/media.shelf.js';
import type { UploadedFile } from '../http/multipart.reader.js';
import { type JsonAnswer, refuse } from './api.answer.js';

export const KILO = 1024;
export const MEGA = 1024 * KILO;

/** What WeChat takes of one kind of file. */
export interface UploadLimit {
  readonly extensions: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** The errcode for a file that is larger. */
  readonly code: number;
}

/** WeChat judges by the name, and by the content type where the name has no extension. */
export function extensionOf({ filename, contentType }: UploadedFile): string {
  const extension = extname(filename).toLowerCase();
  return extension || (Object.entries(CONTENT_TYPES).find(([, type]) => type === contentType)?.[0] ?? '');
}

/** Says what WeChat has against a file, or nothing. @param maxUpload size that holds in place of WeChat's own */
export function checkUpload(
  file: UploadedFile,
  { extensions, size, code }: UploadLimit,
  maxUpload?: number,
): JsonAnswer | undefined {
  if (!extensions.includes(extensionOf(file)))
    return refuse(40005, `"${file.filename}" is none of ${extensions.join(' ')}`);
  return file.content.length > (maxUpload ?? size) ? refuse(code) : undefined;
}
