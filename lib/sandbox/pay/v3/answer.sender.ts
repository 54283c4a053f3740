import type { ServerResponse } from 'node:http';
import type { Addressee } from '../file.answer.js';
import { signMessage } from '../signed.message.js';

/** What is to be answered: nothing in it when it is empty (204). */
export interface V3Outcome {
  readonly status: number;
  readonly body: string;
}

/** To whom, and how; an answer to nobody who is known is not signed. */
export interface V3Addressee extends Addressee {
  /** `Wechatpay-Serial` of the request. */
  readonly serial?: string;
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
