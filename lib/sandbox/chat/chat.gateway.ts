import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { AccountState, SharedState } from '../account/account.state.js';
import type { SandboxAccount } from '../sandbox-account.js';
import { ChatControl } from './chat.control.js';
import { ChatEvents } from './chat.events.js';
import { type ControlAnswer, failed } from './control.answer.js';
import { refusalOf } from './loopback.guard.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const SAFE = {
  'Content-Security-Policy': "default-src 'self'; img-src 'self' data:",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;
const PAGE = '/sandbox/page/';
const MEDIA = '/sandbox/media/';

/** Serves the chat page and what it asks for. */
export class ChatGateway {
  readonly #events: ChatEvents;
  readonly #control: ChatControl;

  constructor(
    private readonly shared: SharedState,
    states: ReadonlyMap<string, AccountState>,
    accounts: ReadonlyMap<string, SandboxAccount>,
    private readonly page: ReadonlyMap<string, Buffer>,
  ) {
    this.#events = new ChatEvents(shared.world);
    this.#control = new ChatControl(shared.world, states, accounts);
  }

  knows(path: string): boolean {
    return path === '/' || path.startsWith('/sandbox/');
  }

  async serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method === 'GET') {
      if (path === '/') return this.#file(response, 'index.html');
      if (path.startsWith(PAGE)) return this.#file(response, path.slice(PAGE.length));
      if (path.startsWith(MEDIA)) return this.#medium(response, path.slice(MEDIA.length));
    }
    const refusal = refusalOf(request);
    if (refusal) return answer(response, failed(403, refusal));
    if (request.method === 'GET' && path === '/sandbox/events') return this.#events.follow(response);
    return answer(response, await this.#control.answer(request, path));
  }

  #file(response: ServerResponse, name: string): void {
    const content = this.page.get(name);
    if (content) send(response, 200, TYPES[extname(name)] ?? 'application/octet-stream', content);
    else answer(response, failed(404, 'There is no such file'));
  }

  #medium(response: ServerResponse, id: string): void {
    const media = this.shared.media.show(id);
    if (media) send(response, 200, media.contentType, media.content);
    else answer(response, failed(404, 'There is no such medium'));
  }
}

function send(response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, { ...SAFE, 'Content-Type': type, 'Content-Length': body.length });
  response.end(body);
}

function answer(response: ServerResponse, { status, body }: ControlAnswer): void {
  send(response, status, 'application/json; charset=utf-8', Buffer.from(JSON.stringify(body)));
}
