/** How a body is told from what comes after it. */
export type Framing =
  /** `content-length`, as WeChat has it. */
  | 'length'
  | 'chunked'
  /** Neither: no body for Node, whatever follows. */
  | 'none'
  /** A length that is too short: what is left over looks like the next request. */
  | 'short'
  /** A length that is never reached. */
  | 'long'
  /** Two lengths. */
  | 'twice'
  /** A length and chunks: a smuggler's request. */
  | 'both'
  /** Chunks whose sizes are no numbers. */
  | 'broken';

/** A request as it goes out, every byte of it ours to choose. */
export interface Wire {
  method: string;
  /** Behind `/wechat/`, as it is written. */
  path: string;
  /** In front of it. */
  base: string;
  /** Without the question mark, as it is written. */
  query: string;
  headers: Array<readonly [name: string, value: string]>;
  body: Buffer;
  framing: Framing;
  /** Of the request line. */
  version: string;
}

/** Names the case a request belongs to, for the application under test. */
export const CASE_HEADER = 'x-fuzz-case';

/** Whether the connection can be used again: nothing about the request confuses who counts answers. */
export const isClean = ({ method, framing, headers, version }: Wire): boolean =>
  (method === 'POST' || method === 'GET') &&
  (framing === 'length' || framing === 'chunked') &&
  version === '1.1' &&
  headers.every(([name]) => !/^(connection|upgrade|expect|transfer-encoding|content-length)$/i.test(name)) &&
  headers.every(([name, value]) => /^[\w-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value));

/** What is written to the socket. */
export function toBytes(wire: Wire, caseId: string): Buffer {
  const { method, base, path, query, headers, version } = wire;
  const target = `${base}${path}${query === '' ? '' : `?${query}`}`;
  const lines = [`${method} ${target} HTTP/${version}`, 'host: fuzz', `${CASE_HEADER}: ${caseId}`];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const { more, body } = frame(wire);
  return Buffer.concat([Buffer.from([...lines, ...more, '', ''].join('\r\n'), 'latin1'), body]);
}

function frame({ framing, body }: Wire): { more: readonly string[]; body: Buffer } {
  const { length } = body;
  const lengthIs = (bytes: number): string => `content-length: ${bytes}`;
  switch (framing) {
    case 'length':
      return { more: [lengthIs(length)], body };
    case 'chunked':
      return { more: ['transfer-encoding: chunked'], body: inChunks(body) };
    case 'none':
      return { more: [], body };
    case 'short':
      return { more: [lengthIs(length >> 1)], body };
    case 'long':
      return { more: [lengthIs(length + 7)], body };
    case 'twice':
      return { more: [lengthIs(length), lengthIs(length + 1)], body };
    case 'both':
      return { more: [lengthIs(length), 'transfer-encoding: chunked'], body: inChunks(body) };
    case 'broken':
      return {
        more: ['transfer-encoding: chunked'],
        body: Buffer.concat([Buffer.from('zz\r\n'), body, Buffer.from('\r\n-1\r\n\r\n')]),
      };
  }
}

function inChunks(body: Buffer): Buffer {
  const size = Math.max(Math.ceil(body.length / 3), 1);
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}
