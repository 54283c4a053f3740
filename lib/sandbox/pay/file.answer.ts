import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MerchantState } from './merchant.state.js';

/** A file instead of fields, as large as it may be. */
export class FileAnswer {
  constructor(
    readonly open: () => Readable,
    readonly contentType: string,
    /** Bytes, where they are known. */
    readonly size?: number,
  ) {}
}

/** To whom something is answered, and how. */
export interface Addressee {
  /** Absent when nobody knows who asked. */
  readonly merchant?: MerchantState;
  readonly route: string;
  /** The connection is to break in the middle. */
  readonly isCut: boolean;
}

/** Sends a file, unsigned as WeChat Pay's are: what it must be is told where its address is. */
export async function sendFile(
  response: ServerResponse,
  { open, contentType, size }: FileAnswer,
  { merchant, route, isCut }: Addressee,
): Promise<void> {
  response.writeHead(200, {
    'Content-Type': contentType,
    ...(size === undefined ? {} : { 'Content-Length': size }),
  });
  const manner = merchant?.manners.take(route);
  const content = manner?.tamper === 'body' ? altered(open()) : open();
  if (!isCut) {
    await pipeline(content, response);
    return;
  }
  for await (const chunk of content) {
    const bytes = chunk as Buffer;
    await new Promise((resolve) => response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), resolve));
    break;
  }
  response.destroy();
}

/** The same file with one byte of its beginning changed. */
async function* altered(content: Readable): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Buffer);
    if (isFirst) bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    isFirst = false;
    yield bytes;
  }
}
