import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MerchantState } from '../merchant.state.js';
import { signMessage } from '../signed.message.js';
import type { FileAnswer } from './pay-call.interface.js';

/** What is to be answered: nothing in it when it is empty (204). */
export interface V3Outcome {
  readonly status: number;
  readonly body: string;
}

/** To whom, and how. */
export interface V3Addressee {
  /** Absent when nobody knows who asked; such an answer is not signed. */
  readonly merchant?: MerchantState;
  /** `Wechatpay-Serial` of the request. */
  readonly serial?: string;
  readonly route: string;
  /** The connection is to break in the middle. */
  readonly isCut: boolean;
}

/** Sends an answer, signed over its bytes. */
export async function sendOutcome(
  response: ServerResponse,
  { status, body: plain }: V3Outcome,
  { merchant, serial, route, isCut }: V3Addressee,
): Promise<void> {
  const { headers, body } = merchant
    ? await signMessage(merchant.keys.answerer(serial), plain, merchant.manners.take(route))
    : { headers: {}, body: plain };
  const bytes = Buffer.from(body);
  const described =
    status === 204
      ? {}
      : { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length };
  response.writeHead(status, { ...headers, ...described });
  if (isCut) response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  else response.end(bytes);
}

/** Sends a file, unsigned as WeChat Pay's are: what it must be is told where its address is. */
export async function sendFile(
  response: ServerResponse,
  { open, contentType, size }: FileAnswer,
  { merchant, route, isCut }: V3Addressee,
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
