import {
  constants,
  createPrivateKey,
  createDecipheriv,
  createHash,
  createPublicKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import type { SandboxMerchant, WeChatSandbox } from '../../../lib/sandbox/index.js';

/** An answer of the merchant platform, as it came. */
export interface PayAnswered {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

/** What a test may change about a request. */
export interface PayCallOptions {
  /** Of the request as it is sent; what was signed stays. */
  headers?: Record<string, string>;
  /** Leaves headers out. */
  without?: readonly string[];
  /** What is signed in place of the path. */
  signedPath?: string;
  /** What is signed in place of the body. */
  signedBody?: string;
  signedMethod?: string;
  /** Parts of the authorization in place of the right ones. */
  parts?: Partial<Record<'mchid' | 'serial_no' | 'nonce_str' | 'timestamp' | 'signature', string>>;
  privateKey?: string;
}

/** Calls v3 by hand, as a merchant without this library would. */
export class PayClient {
  readonly #key: KeyObject;

  constructor(
    private readonly sandbox: WeChatSandbox,
    readonly merchant: SandboxMerchant,
  ) {
    this.#key = createPrivateKey(merchant.privateKey);
  }

  get(path: string, options?: PayCallOptions): Promise<PayAnswered> {
    return this.send('GET', path, undefined, options);
  }

  post(path: string, body: unknown, options?: PayCallOptions): Promise<PayAnswered> {
    return this.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body), options);
  }

  async send(method: string, path: string, body = '', options: PayCallOptions = {}): Promise<PayAnswered> {
    const response = await this.fetch(method, path, body, options);
    const text = await response.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, text, json };
  }

  fetch(
    method: string,
    path: string,
    body: string | FormData,
    options: PayCallOptions = {},
  ): Promise<Response> {
    const signedBody = options.signedBody ?? (typeof body === 'string' ? body : String(body.get('meta')));
    const headers: Record<string, string> = {
      accept: 'application/json',
      'user-agent': 'test',
      authorization: this.authorize(
        options.signedMethod ?? method,
        options.signedPath ?? path,
        signedBody,
        options,
      ),
      ...(typeof body === 'string' && body !== '' ? { 'content-type': 'application/json' } : {}),
      ...options.headers,
    };
    for (const name of options.without ?? []) delete headers[name];
    const url = path.startsWith('http') ? path : `${this.sandbox.url}/pay-v3${path}`;
    return fetch(url, { method, headers, ...(body === '' ? {} : { body }) });
  }

  authorize(
    method: string,
    path: string,
    body: string,
    { parts = {}, privateKey }: PayCallOptions = {},
  ): string {
    const { mchId, serialNo } = this.merchant;
    const timestamp = parts.timestamp ?? String(Math.floor(Date.now() / 1000));
    const nonce_str = parts.nonce_str ?? randomBytes(16).toString('hex');
    const text = `${method}\n${path}\n${timestamp}\n${nonce_str}\n${body}\n`;
    const signature = sign('sha256', Buffer.from(text), privateKey ?? this.#key).toString('base64');
    const all = { mchid: mchId, nonce_str, signature, timestamp, serial_no: serialNo, ...parts };
    const listed = Object.entries(all).map(([name, value]) => `${name}="${value}"`);
    return `WECHATPAY2-SHA256-RSA2048 ${listed.join(',')}`;
  }

  /** Seals a sensitive field with WeChat Pay's public key. @param pem or with another one */
  seal(text: string, pem = this.merchant.publicKey): string {
    const key = { key: pem, padding: constants.RSA_PKCS1_OAEP_PADDING };
    return publicEncrypt(key, Buffer.from(text)).toString('base64');
  }
}

/** What is signed: headers in any form, and a body. */
export interface Signed {
  headers: Headers | Readonly<Record<string, string>>;
  text: string;
}

/** Whether WeChat Pay signed this with the key (PEM of a public key or a certificate). */
export function isSigned({ headers, text }: Signed, pem: string): boolean {
  const at = (name: string): string => new Headers(headers).get(name) ?? '';
  const signed = `${at('Wechatpay-Timestamp')}\n${at('Wechatpay-Nonce')}\n${text}\n`;
  const key = pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
  return verify('sha256', Buffer.from(signed), key, Buffer.from(at('Wechatpay-Signature'), 'base64'));
}

/** Opens what was sealed with the APIv3 key. */
export function openSealed(
  { nonce, associated_data, ciphertext }: Record<string, string>,
  apiV3Key: string,
): string {
  const bytes = Buffer.from(ciphertext as string, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce as string);
  decipher.setAAD(Buffer.from(associated_data as string)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A fresh order of each interface. */
export const orderOf = ({ mchId }: SandboxMerchant, more: Record<string, unknown> = {}) => ({
  mchid: mchId,
  appid: 'wx0123456789abcdef',
  description: '一杯咖啡',
  out_trade_no: 'order-0001',
  notify_url: 'http://127.0.0.1:9/notify',
  amount: { total: 100, currency: 'CNY' },
  payer: { openid: 'o-payer' },
  scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } },
  ...more,
});
