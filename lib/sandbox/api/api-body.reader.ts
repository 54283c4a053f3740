import { parseLossless } from '../../common/index.js';
import { readMultipart, type UploadedFile } from '../http/multipart.reader.js';
import { type JsonAnswer, refuse } from './api.answer.js';
import type { Endpoint } from './endpoint.table.js';

/** The body of a call, as its endpoint takes it. */
export interface ApiBody {
  readonly fields: Record<string, unknown>;
  readonly files: Record<string, UploadedFile>;
  /** Why it cannot be read. */
  readonly refusal?: JsonAnswer;
}

const NO_FILES: Record<string, UploadedFile> = Object.freeze({});
const NOTHING: ApiBody = Object.freeze({ fields: Object.freeze({}), files: NO_FILES });

const refused = (errcode: number, hint?: string): ApiBody => ({ ...NOTHING, refusal: refuse(errcode, hint) });

function readJsonBody(bytes: Buffer, isNeeded: boolean): ApiBody {
  if (bytes.length === 0) return isNeeded ? refused(44002) : NOTHING;
  try {
    const fields = parseLossless(bytes.toString('utf8'));
    if (typeof fields !== 'object' || fields === null) return refused(47001);
    return { fields: fields as Record<string, unknown>, files: NO_FILES };
  } catch {
    return refused(47001);
  }
}

function readForm(endpoint: Endpoint, contentType: string | undefined, bytes: Buffer): ApiBody {
  if (bytes.length === 0 && endpoint.files.length === 0) return NOTHING;
  const form = readMultipart(contentType, bytes);
  if (!form) return refused(41005);
  const missing = endpoint.files.find((name) => !form.files[name]?.content.length);
  return missing === undefined ? form : refused(41005, missing);
}

/** Reads a body; what cannot be read comes back as a refusal. */
export function readApiBody(endpoint: Endpoint, contentType: string | undefined, bytes: Buffer): ApiBody {
  switch (endpoint.takes) {
    case 'json':
      return readJsonBody(bytes, endpoint.needsBody);
    case 'multipart':
      return readForm(endpoint, contentType, bytes);
    case 'raw':
      return bytes.length > 0 ? NOTHING : refused(41005);
    default:
      return NOTHING;
  }
}
