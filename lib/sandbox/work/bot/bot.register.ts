import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import { readBody } from '../../http/body.reader.js';
import type { SandboxWorkBotOptions } from '../../interfaces/sandbox-work-bot.interface.js';
import type { SandboxWorld } from '../../world/sandbox-world.js';
import { BotLine, type LineSocket } from './bot.line.js';
import { BotState } from './bot.state.js';
import { takeResponse } from './response.desk.js';

/** Where the long connection leads; the prefix is this gateway's. */
export const CONNECT_PATH = '/work-bot/connect';

/** All AI bots of a sandbox, and WeCom's side of their wires: the long connection, further answers, files people sent. */
export class BotRegister {
  readonly #bots = new Map<string, BotState>();
  readonly #server = new WebSocketServer({ noServer: true });

  constructor(private readonly world: SandboxWorld) {}

  /** @throws {SandboxUseError} when there is a bot of that id */
  open(options: SandboxWorkBotOptions): BotState {
    const state = new BotState(options, this.world);
    if (this.#bots.has(state.botId)) throw new SandboxUseError(`There is a bot ${state.botId} already`);
    this.#bots.set(state.botId, state);
    return state;
  }

  find(botId: unknown): BotState | undefined {
    return this.#bots.get(String(botId));
  }

  /** An HTTP request behind `/work-bot`. */
  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    const bots = [...this.#bots.values()];
    const file = bots
      .map(({ sentFiles }) => sentFiles.get(path.slice(path.lastIndexOf('/') + 1)))
      .find(Boolean);
    if (request.method === 'GET' && path.startsWith('/files/') && file) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file);
      return;
    }
    const answer = await takeResponse(bots, path, search, (await readBody(request)) ?? Buffer.alloc(0));
    response
      .writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer ?? {}));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url !== CONNECT_PATH || this.world.ending.aborted) {
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened: WebSocket) =>
      BotLine.take(opened as unknown as LineSocket, this),
    );
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}
