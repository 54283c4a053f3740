import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach } from '@jest/globals';
import type { ClientRooms } from '../../../../lib/client/index.js';
import { readXml, writeXml, type XmlTree } from '../../../../lib/common/index.js';
import { WeChatHttp } from '../../../../lib/http/index.js';
import { pay, type PayOptions, type WeChatPay } from '../../../../lib/pay/index.js';
import { raw, readMultipart, type WireRequest, WireServer } from '../../http/wire.server.js';

export const V2_KEY = 'v2-key-of-the-merchant-32-bytes-';
export const MCH_ID = '1900000109';
export const APP_ID = 'wx1234567890abcdef';

type Fields = Readonly<Record<string, string>>;
/** Fields of an answer, to be signed; text and bytes are sent as they are. */
type Answer = XmlTree | string | Buffer;
type Page = (fields: Fields, request: WireRequest) => Answer;

export const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/pay/${name}`, import.meta.url));

/** A signature by the letter of the documentation. */
export function signV2(fields: object, key = V2_KEY, signType = 'HMAC-SHA256'): string {
  const listed = Object.entries(fields)
    .filter(([name, value]) => name !== 'sign' && value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${String(value)}`)
    .toSorted();
  const text = [...listed, `key=${key}`].join('&');
  const hash = signType === 'MD5' ? createHash('md5') : createHmac('sha256', key);
  return hash.update(text).digest('hex').toUpperCase();
}

/** Fields as they arrive, whatever they arrive in. */
export function fieldsOf(request: WireRequest): Fields {
  const { method, query, headers, body } = request;
  if (method === 'GET') return Object.fromEntries(query);
  if (!headers['content-type']?.startsWith('multipart/')) return readXml(body.toString('utf8')) as Fields;
  return Object.fromEntries(
    readMultipart(request).map(({ head, content }) => [/name="(\w+)"/.exec(head)?.[1], content.toString()]),
  ) as Fields;
}

/** WeChat Pay as a test says: what is asked and how it is signed is kept, answers are signed as the call was. */
export class V2Server {
  readonly #wire = new WireServer();
  /** The key both sides sign with. */
  key = V2_KEY;
  page: Page = () => ({});

  constructor() {
    this.#wire.answer = (response, request) => {
      const fields = fieldsOf(request);
      const answer = this.page(fields, request);
      const isWritten = typeof answer === 'string' || Buffer.isBuffer(answer);
      const sent = isWritten ? answer : this.signed(answer as XmlTree, fields['sign_type'] ?? 'MD5');
      raw(response, sent, 'text/plain');
    };
  }

  get url(): string {
    return this.#wire.url;
  }

  get requests(): readonly WireRequest[] {
    return this.#wire.requests;
  }

  /** What was asked, in order. */
  get asked(): Fields[] {
    return this.#wire.requests.map(fieldsOf);
  }

  get last(): Fields {
    return fieldsOf(this.#wire.last);
  }

  /** A signed answer that says SUCCESS, unless it is told otherwise. */
  signed(answer: XmlTree, signType = 'HMAC-SHA256'): string {
    const fields = { return_code: 'SUCCESS', result_code: 'SUCCESS', nonce_str: 'n', ...answer };
    return writeXml({ ...fields, sign: signV2(fields, this.key, signType) });
  }

  async start(): Promise<this> {
    await this.#wire.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.#wire.stop();
  }
}

const open: Array<() => Promise<void> | void> = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

export const merchant = (options: Partial<PayOptions> = {}): PayOptions =>
  ({
    mchId: MCH_ID,
    apiV3Key: 'v3-key-of-the-merchant-32-bytes-',
    apiV2Key: V2_KEY,
    privateKey: fixture('apiclient_key.pem').toString('utf8'),
    serialNo: 'ABCDEF0123456789',
    publicKeyId: 'PUB_KEY_ID_0000000001',
    publicKey: fixture('server_cert.pem').toString('utf8'),
    ...options,
  }) as PayOptions;

/** The client of a merchant, without an application around it. */
export function declare(options: Partial<PayOptions> = {}): WeChatPay {
  const http = new WeChatHttp();
  open.push(() => http.onApplicationShutdown());
  return pay(merchant(options)).create('shop', { http } as ClientRooms).client;
}

/** A server and a merchant that calls it; both closed after the test. */
export async function setV2Stage(
  options: Partial<PayOptions> = {},
): Promise<{ server: V2Server; shop: WeChatPay }> {
  const server = await new V2Server().start();
  open.push(() => server.stop());
  return { server, shop: declare({ baseUrls: { v2: server.url }, ...options }) };
}
