import type { Framing, Wire } from '../wire.js';

/** A POST as the other side makes it. */
export function post(
  path: string,
  query: Readonly<Record<string, string>>,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Wire {
  return {
    method: 'POST',
    base: '/wechat/',
    path,
    query: new URLSearchParams(query).toString(),
    headers: Object.entries(headers),
    body: Buffer.from(body),
    framing: 'length',
    version: '1.1',
  };
}

/** The console's check of an address. */
export const get = (path: string, query: Readonly<Record<string, string>>): Wire => ({
  ...post(path, query, ''),
  method: 'GET',
});

/** The forms of a body that arrive whole; of others nothing can be a push. */
const WHOLE: ReadonlySet<Framing> = new Set(['length', 'chunked']);

/** What the application is given of a body. */
export function arrived({ body, framing }: Wire): Buffer {
  if (WHOLE.has(framing)) return body;
  return framing === 'short' ? body.subarray(0, body.length >> 1) : Buffer.alloc(0);
}

/** Whether a request is a push for a client that goes by one of these names. */
export function isFor({ method, base, path }: Wire, names: readonly string[]): boolean {
  if (method !== 'POST') return false;
  try {
    const whole = decodeURIComponent(`${base}${path}`).replace(/\/$/, '');
    return names.some((name) => whole === `/wechat/${name}`);
  } catch {
    return false;
  }
}

/** Whether a query says all this, whatever else it says. */
export function says({ query }: Wire, expected: Readonly<Record<string, string>>): boolean {
  const given = new URLSearchParams(query);
  return Object.entries(expected).every(([name, value]) => given.getAll(name).includes(value));
}

/** Whether headers say all this. */
export const carries = ({ headers }: Wire, expected: Readonly<Record<string, string>>): boolean =>
  Object.entries(expected).every(([name, value]) =>
    headers.some(([given, text]) => given.toLowerCase() === name && text.trim() === value),
  );
