import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { evilJson } from './evil.json.js';

/** WeChat with somebody in between, who adds fields of his own to whatever it answers in JSON. */
export class EvilProxy {
  /** How many answers were changed. */
  changed = 0;
  /** Whether the answers hold a number that has more digits than JavaScript's. */
  isLong = false;
  readonly #server: Server;

  private constructor(private readonly origin: string) {
    this.#server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
  }

  /** @param origin where WeChat is: a sandbox */
  static async start(origin: string): Promise<EvilProxy> {
    const proxy = new EvilProxy(origin);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The address that leads through it. */
  through(address: string): string {
    return address.replace(this.origin, `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = method === 'GET' ? undefined : new Uint8Array(await buffer(incoming));
    const contentType = headers['content-type'];
    const answer = await fetch(`${this.origin}${url}`, {
      method,
      ...(body && { body }),
      headers: contentType === undefined ? {} : { 'content-type': contentType },
    });
    const text = await answer.text();
    const isJson = text.startsWith('{');
    if (isJson) this.changed += 1;
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    outgoing.end(isJson ? evilJson(text, { isLong: this.isLong }) : text);
  }
}
