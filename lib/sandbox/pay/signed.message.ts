import { randomBytes } from 'node:crypto';
import type { SandboxTamper } from '../interfaces/merchant-tamper.interface.js';
import { newCertificateSerial, newPayNonce, newRequestId } from './pay.identifiers.js';
import type { PlatformSigner } from './platform.signer.js';

/** What WeChat Pay says, answer or notification: a body, and headers that sign it. */
export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a message is signed. */
export interface SigningManner {
  /** Seconds the clock of WeChat Pay is ahead of ours. */
  readonly timestampOffset?: number;
  /** The signature is to be wrong on purpose, and says so (签名探测流量). */
  readonly isProbe?: boolean;
  readonly tamper?: SandboxTamper;
}

const SIGNATURE_BYTES = 256;
const PROBE = 'WECHATPAY/SIGNTEST/';
const HEADERS = {
  signature: 'Wechatpay-Signature',
  serial: 'Wechatpay-Serial',
  timestamp: 'Wechatpay-Timestamp',
  nonce: 'Wechatpay-Nonce',
} as const;

const noSignature = (): string => randomBytes(SIGNATURE_BYTES).toString('base64');

const withAnotherField = (body: string): string =>
  body.replace(/^\{(.?)/, (_, next) => `{"altered":true${next === '}' ? '}' : `,${next}`}`);

/** Signs a body as WeChat Pay does, real clock and all. */
export async function signMessage(
  { serial, key }: PlatformSigner,
  body: string,
  { timestampOffset = 0, isProbe = false, tamper }: SigningManner = {},
): Promise<SignedMessage> {
  const timestamp = String(Math.floor(Date.now() / 1000) + timestampOffset);
  const nonce = newPayNonce();
  const signature = isProbe
    ? PROBE + noSignature()
    : await key.signAside(`${timestamp}\n${nonce}\n${body}\n`);
  const headers: Record<string, string> = {
    'Request-ID': newRequestId(),
    [HEADERS.nonce]: nonce,
    [HEADERS.signature]: signature,
    [HEADERS.timestamp]: timestamp,
    [HEADERS.serial]: serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  };
  if (tamper === undefined) return { headers, body };
  if (tamper === 'body') return { headers, body: withAnotherField(body) };
  return { headers: tamperHeaders(headers, tamper), body };
}

function tamperHeaders(
  headers: Readonly<Record<string, string>>,
  tamper: Exclude<SandboxTamper, 'body'>,
): Record<string, string> {
  switch (tamper) {
    case 'signature':
      return { ...headers, [HEADERS.signature]: noSignature() };
    case 'serial':
      return { ...headers, [HEADERS.serial]: newCertificateSerial() };
    case 'timestamp':
      return { ...headers, [HEADERS.timestamp]: String(Number(headers[HEADERS.timestamp]) - 1) };
    case 'nonce':
      return { ...headers, [HEADERS.nonce]: newPayNonce() };
    default: {
      const { [HEADERS[tamper.slice('missing-'.length) as keyof typeof HEADERS]]: _, ...rest } = headers;
      return rest;
    }
  }
}
