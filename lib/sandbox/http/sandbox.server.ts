import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressInfo } from 'node:net';

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Longer than any client keeps an idle connection, lest one is closed under a request. */
const KEEP_ALIVE = 65_000;

/** The server of a sandbox. What a listener rejects with can only be the end of the sandbox or of the connection. */
export class SandboxServer {
  readonly #server: Server;

  constructor(listener: RequestListener) {
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
      listener(request, response).catch(() => response.destroy());
    });
  }

  /** Hears of connections that are to be something else than HTTP. */
  onUpgrade(listener: UpgradeListener): void {
    this.#server.on('upgrade', listener);
  }

  /** Resolves to the URL. */
  async listen(port: number, host: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const { port: taken } = this.#server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
