import { redact } from '../../common/index.js';
import type { SandboxRequest } from '../interfaces/sandbox-log.interface.js';
import type { ApiBody } from './api-body.reader.js';

const LONGEST_TEXT = 2000;
const SECRET = /secret$|access_token$/;

/** A line of the log, before the answer is known. */
export const newEntry = (method: string, path: string, query: object): SandboxRequest => ({
  at: Date.now(),
  method,
  path,
  query: { ...query },
  body: undefined,
  status: 200,
  errcode: 0,
  durationMs: 0,
});

/** What the log keeps of a body: its fields, and of files what they are. */
export function shownBody(bytes: Buffer, body: ApiBody | undefined): unknown {
  if (bytes.length === 0) return undefined;
  if (!body || body.refusal) return bytes.toString('utf8', 0, LONGEST_TEXT);
  const files = Object.entries(body.files);
  if (files.length === 0) return body.fields;
  const shown = files.map(([name, { filename, contentType, content }]) => [
    name,
    { filename, contentType, size: content.length },
  ]);
  return { ...body.fields, ...Object.fromEntries(shown) };
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const name in copy) if (SECRET.test(name)) copy[name] = '***';
  return copy;
}

/** Takes secrets out of an entry. */
export function maskSecrets(entry: SandboxRequest): void {
  entry.query = masked(entry.query) as Record<string, unknown>;
  entry.body = masked(entry.body);
}
