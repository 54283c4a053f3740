import { createPublicKey, verify } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { readMultipart } from '../unit/http/wire.server.js';
import { type SignedWith, WeChatPaySender } from './wechat-pay.sender.js';

/** A request as it came over the wire. */
export interface PayWireRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is answered: with nothing at all, the connection is cut. */
export interface PayWireAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

type Answer = (request: PayWireRequest, count: number) => PayWireAnswer | undefined | Promise<never>;

/** WeChat Pay as a small server: it keeps what it was sent, byte for byte, and answers as a test says. */
export class PayWire {
  readonly requests: PayWireRequest[] = [];
  readonly #server: Server;
  answer: Answer = () => this.signed({});

  private constructor(readonly sender: WeChatPaySender) {
    this.#server = createServer((incoming, response) => void this.#serve(incoming, response));
  }

  /** @param sender signs its answers; two servers with one sender are two domains of one platform */
  static async start(sender = new WeChatPaySender()): Promise<PayWire> {
    const wire = new PayWire(sender);
    await new Promise<void>((resolve) => wire.#server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** To spread into the options of a client that calls this server alone. */
  get credentials() {
    return { ...this.sender.credentials, baseUrls: { v3: this.url } };
  }

  get last(): PayWireRequest {
    return this.requests.at(-1) as PayWireRequest;
  }

  /** An answer as it should be, signed over its bytes. */
  signed(body: object | string, status = 200, signedWith?: SignedWith): PayWireAnswer {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { status, ...this.sender.sign(text, signedWith) };
  }

  /** Lets nobody in any more; who is inside is served to the end. */
  shut(): void {
    this.#server.close();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: target = '', headers } = incoming;
    const request = { method, target, headers, body: await buffer(incoming) };
    this.requests.push(request);
    const answer = await this.answer(request, this.requests.length);
    if (!answer) return void incoming.socket.destroy();
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  }
}

/** The parts of a request's signature, by name. */
export const authorizationOf = ({ headers }: PayWireRequest): Record<string, string> =>
  Object.fromEntries(
    [...(headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );

/** Whether a merchant signed this request; of an upload its `meta` alone. */
export function isSignedRequest(request: PayWireRequest, privateKey: string): boolean {
  const { timestamp, nonce_str, signature = '' } = authorizationOf(request);
  const { method, target, body, headers } = request;
  const isUpload = headers['content-type']?.startsWith('multipart/') === true;
  const url = new URL(target, 'http://wire');
  const parts = isUpload
    ? readMultipart({ ...request, path: url.pathname, query: url.searchParams }).filter(({ head }) =>
        head.includes('name="meta"'),
      )
    : [{ content: body }];
  const signed = parts[0]?.content ?? Buffer.alloc(0);
  const message = Buffer.concat([
    Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce_str}\n`),
    signed,
    Buffer.from('\n'),
  ]);
  return verify('sha256', message, createPublicKey(privateKey), Buffer.from(signature, 'base64'));
}
