import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Answer = (response: ServerResponse, request: WireRequest, count: number) => void;

/** A small server that keeps what it was sent and answers as a test says. */
export class WireServer {
  readonly requests: WireRequest[] = [];
  readonly #server: Server;
  answer: Answer = (response) => json(response, {});

  constructor() {
    this.#server = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', () => undefined);
      incoming.on('end', () => {
        const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://wire');
        const request = {
          method: incoming.method ?? '',
          path: pathname,
          query: searchParams,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        };
        this.requests.push(request);
        this.answer(response, request, this.requests.length);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get last(): WireRequest {
    return this.requests.at(-1) as WireRequest;
  }

  reset(answer: Answer = (response) => json(response, {})): void {
    this.requests.length = 0;
    this.answer = answer;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Answers as WeChat does: JSON under whatever content type. */
export function json(
  response: ServerResponse,
  body: unknown,
  contentType = 'application/json; encoding=utf-8',
): void {
  raw(response, typeof body === 'string' ? body : JSON.stringify(body), contentType);
}

export function raw(
  response: ServerResponse,
  body: string | Buffer,
  contentType?: string,
  status = 200,
): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    ...(contentType ? { 'content-type': contentType } : {}),
    'content-length': length,
  });
  response.end(body);
}

/** The parts of a multipart body, byte for byte. */
export function readMultipart({ headers, body }: WireRequest): Array<{ head: string; content: Buffer }> {
  const boundary = /boundary=(?:"([^"]+)"|(\S+))/.exec(headers['content-type'] ?? '');
  const mark = Buffer.from(`--${boundary?.[1] ?? boundary?.[2]}`);
  const parts: Array<{ head: string; content: Buffer }> = [];
  let at = body.indexOf(mark) + mark.length;
  for (let next = body.indexOf(mark, at); next > 0; next = body.indexOf(mark, at)) {
    const part = body.subarray(at + 2, next - 2);
    const split = part.indexOf('\r\n\r\n');
    parts.push({ head: part.subarray(0, split).toString('utf8'), content: part.subarray(split + 4) });
    at = next + mark.length;
  }
  return parts;
}
