import type { SandboxRequest } from '../interfaces/sandbox-log.interface.js';
import type { ApiBody } from './api-body.reader.js';

const LONGEST_TEXT = 2000;
const SECRETS = ['secret', 'appsecret'];

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
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const name of SECRETS) if (name in copy) copy[name] = '***';
  return copy;
}

/** Takes secrets out of an entry; only calls without a token carry some. */
export function maskSecrets(entry: SandboxRequest): void {
  entry.query = masked(entry.query) as Record<string, unknown>;
  entry.body = masked(entry.body);
}
