import { EventEmitter, setMaxListeners } from 'node:events';
import type { SandboxMessage } from '../interfaces/chat-entry.interface.js';
import type { SandboxExchange, SandboxRequest } from '../interfaces/sandbox-log.interface.js';
import { BoundedLog } from './bounded-log.js';
import { SandboxClock } from './sandbox.clock.js';

/**
 * What the sandbox tells: calls of the API, pushes, lines of a chat, and changes of people and menus.
 *
 * @publicApi
 */
export interface SandboxEvents {
  request: [SandboxRequest];
  exchange: [SandboxExchange];
  message: [SandboxMessage];
  people: [{ appId: string; openid: string; nickname: string; following: boolean }];
  menu: [{ appId: string; menu: object | null }];
}

const LOG_LENGTH = 1000;

/** What all parts of one sandbox share. */
export class SandboxWorld {
  readonly clock = new SandboxClock();
  readonly events = new EventEmitter<SandboxEvents>();
  readonly requests = new BoundedLog<SandboxRequest>(LOG_LENGTH);
  readonly exchanges = new BoundedLog<SandboxExchange>(LOG_LENGTH);
  /** Set once the server listens. */
  url = '';
  readonly #ending = new AbortController();

  constructor(
    readonly pushTimeout: number,
    /** Bytes an upload may have, in place of WeChat's own limits. */
    readonly maxUpload?: number,
  ) {
    // each push under way listens
    setMaxListeners(0, this.ending);
  }

  /** Aborted when the sandbox closes. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  end(): void {
    this.#ending.abort();
  }

  addRequest(entry: SandboxRequest): void {
    this.requests.add(entry);
    this.events.emit('request', entry);
  }

  addExchange(entry: SandboxExchange): void {
    this.exchanges.add(entry);
    this.events.emit('exchange', entry);
  }
}
