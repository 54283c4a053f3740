import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { sm2, sm4 } from 'sm-crypto-v2';

/** A call as WeChat's side opened it. */
export interface OpenedCall {
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
  /** What was inside, as text; undefined for a call that came plain. */
  readonly plaintext?: string;
  readonly isSignatureRight?: boolean;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Family =
  | { readonly kind: 'AES-RSA'; readonly appKey: KeyObject; readonly platformKey: KeyObject }
  | {
      readonly kind: 'SM';
      readonly appPublicKey: string;
      readonly appKeyNo: string;
      readonly platformKey: string;
    };

export interface SecureApiSetup {
  readonly appId: string;
  readonly symmetricKey: Buffer;
  readonly symmetricKeyNo: string;
  readonly serial: string;
  readonly family: Family;
}

const ORIGIN = 'https://api.weixin.qq.com';
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

/** WeChat's side of API 安全, written from the official page alone: nothing of the library is used. */
export class SecureApiServer {
  readonly calls: OpenedCall[] = [];
  /** What is said inside: a text of JSON; an answer of `plain` goes out unsealed. */
  answer: (call: OpenedCall, count: number) => string | { plain: string; status?: number } = () =>
    '{"errcode":0}';
  /** What happens to an answer on its way. */
  onTheWay: (answer: WireAnswer) => WireAnswer = (answer) => answer;
  /** Seconds its clock is off. */
  clockOffset = 0;
  tokens = 0;
  readonly #server: Server;

  constructor(readonly setup: SecureApiSetup) {
    this.#server = createServer((request, response) => {
      void this.#handle(request).then(({ status, headers, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(body);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get last(): OpenedCall {
    return this.calls.at(-1) as OpenedCall;
  }

  reset(): void {
    this.calls.length = 0;
    this.answer = () => '{"errcode":0}';
    this.onTheWay = (answer) => answer;
    this.clockOffset = 0;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Seals and signs an answer as WeChat does. */
  seal(path: string, inside: string, timestamp: number, signer = this.setup.family): WireAnswer {
    const { appId, serial, symmetricKeyNo } = this.setup;
    const iv = randomBytes(12);
    const aad = `${ORIGIN}${path}|${appId}|${timestamp}|${symmetricKeyNo}`;
    const { data, tag } = this.#encrypt(Buffer.from(inside), iv, aad);
    const sealed = { iv, data, authtag: tag };
    const body = JSON.stringify(
      Object.fromEntries(Object.entries(sealed).map(([name, bytes]) => [name, bytes.toString('base64')])),
    );
    const signature = this.sign(`${ORIGIN}${path}\n${appId}\n${timestamp}\n${body}`, signer);
    return {
      status: 200,
      headers: {
        'Wechatmp-Appid': appId,
        'Wechatmp-TimeStamp': String(timestamp),
        'Wechatmp-Serial': serial,
        'Wechatmp-Signature': signature,
      },
      body,
    };
  }

  sign(text: string, family = this.setup.family): string {
    if (family.kind === 'AES-RSA') {
      return sign('sha256', Buffer.from(text), { key: family.platformKey, ...PSS }).toString('base64');
    }
    const hex = sm2.doSignature(text, family.platformKey, {
      der: true,
      hash: true,
      userId: this.setup.serial,
    });
    return Buffer.from(hex, 'hex').toString('base64');
  }

  async #handle(request: IncomingMessage): Promise<WireAnswer> {
    const raw = (await buffer(request)).toString('utf8');
    const url = new URL(request.url ?? '/', 'http://wechat');
    if (url.pathname === '/cgi-bin/stable_token') {
      this.tokens += 1;
      const body = JSON.stringify({ access_token: `token-${this.tokens}`, expires_in: 7200 });
      return { status: 200, headers: {}, body };
    }
    const { headers } = request;
    const timestamp = headers['wechatmp-timestamp'];
    const opened =
      typeof timestamp === 'string' ? this.#open(url.pathname, timestamp, raw, headers) : undefined;
    const call: OpenedCall = { url, headers, raw, ...opened };
    this.calls.push(call);
    const said = this.answer(call, this.calls.length);
    if (typeof said !== 'string') return { status: said.status ?? 200, headers: {}, body: said.plain };
    const now = Math.floor(Date.now() / 1000) + this.clockOffset;
    const inside = `{"_n":"n","_appid":"${this.setup.appId}","_timestamp":${now},${said.slice(1)}`;
    return this.onTheWay(this.seal(url.pathname, inside, now));
  }

  #open(
    path: string,
    timestamp: string,
    raw: string,
    headers: IncomingMessage['headers'],
  ): Partial<OpenedCall> {
    const { appId, symmetricKeyNo } = this.setup;
    const { iv, data, authtag } = JSON.parse(raw) as Record<string, string>;
    const bytes = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64');
    const aad = `${ORIGIN}${path}|${appId}|${timestamp}|${symmetricKeyNo}`;
    const message = `${ORIGIN}${path}\n${appId}\n${timestamp}\n${raw}`;
    return {
      plaintext: this.#decrypt(bytes(data), bytes(iv), bytes(authtag), aad),
      isSignatureRight: this.#isSigned(message, bytes(headers['wechatmp-signature'] as string)),
    };
  }

  #isSigned(message: string, signature: Buffer): boolean {
    const { family } = this.setup;
    if (family.kind === 'AES-RSA') {
      return verify('sha256', Buffer.from(message), { key: family.appKey, ...PSS }, signature);
    }
    const options = { der: true, hash: true, userId: family.appKeyNo };
    return sm2.doVerifySignature(message, signature.toString('hex'), family.appPublicKey, options);
  }

  #encrypt(plain: Buffer, iv: Buffer, aad: string): { data: Buffer; tag: Buffer } {
    if (this.setup.family.kind === 'SM') {
      const options = { ...smOptions(iv, aad), outputTag: true } as const;
      const { output, tag } = sm4.encrypt(
        Uint8Array.from(plain),
        this.setup.symmetricKey.toString('hex'),
        options,
      );
      return { data: Buffer.from(output), tag: Buffer.from(tag as Uint8Array) };
    }
    const cipher = createCipheriv('aes-256-gcm', this.setup.symmetricKey, iv).setAAD(Buffer.from(aad));
    return { data: Buffer.concat([cipher.update(plain), cipher.final()]), tag: cipher.getAuthTag() };
  }

  #decrypt(data: Buffer, iv: Buffer, tag: Buffer, aad: string): string {
    if (this.setup.family.kind === 'SM') {
      const options = { ...smOptions(iv, aad), tag: tag.toString('hex') } as const;
      const opened = sm4.decrypt(Uint8Array.from(data), this.setup.symmetricKey.toString('hex'), options);
      return Buffer.from(opened).toString('utf8');
    }
    const decipher = createDecipheriv('aes-256-gcm', this.setup.symmetricKey, iv);
    decipher.setAAD(Buffer.from(aad)).setAuthTag(tag);
    return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
  }
}

const smOptions = (iv: Buffer, aad: string) =>
  ({
    mode: 'gcm',
    iv: iv.toString('hex'),
    associatedData: Buffer.from(aad).toString('hex'),
    output: 'array',
    padding: 'none',
  }) as const;
