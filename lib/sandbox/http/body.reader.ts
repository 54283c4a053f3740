import type { IncomingMessage } from 'node:http';

/** Larger than anything WeChat takes. */
export const LARGEST_BODY = 32 * 1024 * 1024;
const EMPTY = Buffer.alloc(0);

/** Reads a request's body; `undefined` when it has more than `largest` bytes or was cut. */
export function readBody(request: IncomingMessage, largest = LARGEST_BODY): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= largest) chunks.push(chunk);
    });
    request.on('end', () => {
      if (length > largest) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : chunks.length === 0 ? EMPTY : Buffer.concat(chunks));
    });
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}
