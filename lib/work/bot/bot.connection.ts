import { Logger } from '@nestjs/common';
import { WeChatApiError, WeChatHttpError } from '../../common/index.js';
import type { Lease, WeChatCoordination } from '../../storage/index.js';
import type { BotBody } from './bot.bodies.js';
import { BOT_COMMANDS, type BotCommand, type BotFrame } from './bot.frames.js';
import {
  CONNECTED,
  CONNECTION_LOST,
  KICKED,
  NO_CONNECTION,
  STRANGE_FRAME,
  SUBSCRIPTION_REFUSED,
} from './bot.messages.js';
import { type BotFields, isFields } from './bot.reader.js';
import { BotSocket } from './bot.socket.js';
import type { ConnectionTimes } from './bot.connection-times.js';
import { beat } from './bot.heartbeat.js';
import { delayOf, type Pause, pauseFor } from './bot.pause.js';

/** A connection that lived for so long was a good one. */
const GOOD_AFTER = 60_000;

export interface ConnectionSetup {
  /** Name of the client. */
  readonly client: string;
  readonly botId: string;
  readonly secret: string;
  readonly url: string;
  readonly coordination: WeChatCoordination;
  readonly times: ConnectionTimes;
}

type End = 'lost' | 'refused' | 'kicked';

/**
 * The one long connection of a bot: subscribed, kept alive, and had again when it is lost. WeCom keeps one per bot, so whoever
 * holds the lock of the coordination connects, and all others wait for it.
 */
export class BotConnection {
  readonly #logger = new Logger('WeChatWorkBot');
  readonly #setup: ConnectionSetup;
  readonly #failures: Record<End, number> = { lost: 0, refused: 0, kicked: 0 };
  readonly #opened = new Set<() => void>();
  #socket: BotSocket | undefined;
  /** Not subscribed yet. */
  #opening: BotSocket | undefined;
  #pause: Pause | undefined;
  #isEnding = false;

  constructor(setup: ConnectionSetup) {
    this.#setup = setup;
  }

  /** Subscribed, and not closed. */
  get isOpen(): boolean {
    return this.#socket?.isOpen === true;
  }

  start(receive: (frame: BotFrame) => void): void {
    this.#isEnding = false;
    void this.#run(receive);
  }

  /** Ends it, and lets go of the lock. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#pause?.end();
    for (const tell of this.#opened) tell();
    this.#opening?.terminate();
    await this.#socket?.close(this.#setup.times.closing);
  }

  /**
   * Sends a frame, and waits for what WeCom says to it.
   *
   * @throws {WeChatHttpError} when there is no connection in this process
   * @throws what {@link BotSocket.request} throws
   */
  async request(cmd: BotCommand, body: BotBody, reqId?: string): Promise<BotFields> {
    const socket = this.#socket;
    if (!socket?.isOpen) throw this.#notConnected(cmd);
    return socket.request(cmd, body, reqId);
  }

  /** Waits for a connection. @returns whether there is one within `limit` milliseconds */
  async whenOpen(limit: number): Promise<boolean> {
    if (this.isOpen) return true;
    if (this.#isEnding || limit <= 0) return false;
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#opened.delete(settle);
        resolve(this.isOpen);
      };
      const timer = setTimeout(settle, limit).unref();
      this.#opened.add(settle);
    });
  }

  async #run(receive: (frame: BotFrame) => void): Promise<void> {
    const { coordination, botId } = this.#setup;
    while (!this.#isEnding) {
      try {
        await coordination.withLock(`work-bot:${botId}:connection`, (lease) => this.#hold(receive, lease), {
          isStrict: true,
        });
      } catch (error) {
        if (this.#isEnding) return;
        this.#failures.lost += 1;
        this.#logger.warn(CONNECTION_LOST(this.#setup.client, reasonOf(error)));
      }
      await this.#rest('lost');
    }
  }

  /**
   * One connection, from its beginning to its end. Whoever was refused or pushed out rests with the lock in its hands: nobody
   * else of ours would fare better. Whose lock went to another process leaves the bot to it.
   */
  async #hold(receive: (frame: BotFrame) => void, { signal }: Lease): Promise<void> {
    const leave = (): void => {
      this.#pause?.end();
      this.#opening?.terminate();
      void this.#socket?.close(this.#setup.times.closing);
    };
    signal.addEventListener('abort', leave);
    try {
      while (!this.#isEnding && !signal.aborted) {
        const end = await this.#live(receive, signal);
        this.#failures[end] += 1;
        if (end === 'lost') return;
        if (!signal.aborted) await this.#rest(end);
      }
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  async #live(receive: (frame: BotFrame) => void, signal: AbortSignal): Promise<End> {
    const { client, botId, secret, url, times } = this.#setup;
    let isKicked = false;
    let socket: BotSocket | undefined;
    try {
      const hear = {
        push: (frame: BotFrame) => {
          isKicked ||= isDisconnection(frame);
          receive(frame);
          if (isKicked) void socket?.close(times.closing);
        },
        strange: (reason: string) => this.#logger.warn(STRANGE_FRAME(client, reason)),
      };
      const { handshake, answer } = times;
      const begun = (opening: BotSocket): void => {
        this.#opening = opening;
        if (this.#isEnding || signal.aborted) opening.terminate();
      };
      socket = await BotSocket.open({ client, url, secret, handshake, answer }, hear, begun);
      // a socket that was cut sends nothing: whoever ends subscribes no more, which would push out another replica
      await socket.request(BOT_COMMANDS.subscribe, { bot_id: botId, secret });
    } catch (error) {
      this.#opening?.terminate();
      return this.#judge(error);
    } finally {
      this.#opening = undefined;
    }
    if (this.#isEnding || signal.aborted) {
      await socket.close(times.closing);
      return 'lost';
    }
    return this.#listen(socket, () => isKicked);
  }

  async #listen(socket: BotSocket, isKicked: () => boolean): Promise<End> {
    const { client, times } = this.#setup;
    const since = Date.now();
    this.#socket = socket;
    this.#failures.refused = 0;
    this.#logger.log(CONNECTED(client));
    for (const tell of this.#opened) tell();
    const heart = beat(socket, times.heartbeat);
    const reason = await socket.closed;
    clearInterval(heart);
    this.#socket = undefined;
    if (Date.now() - since > GOOD_AFTER) this.#failures.lost = 0;
    if (isKicked()) {
      this.#logger.warn(KICKED(client, delayOf(times.kicked, this.#failures.kicked)));
      return 'kicked';
    }
    if (Date.now() - since > times.kicked.most) this.#failures.kicked = 0;
    if (!this.#isEnding) this.#logger.warn(CONNECTION_LOST(client, reason));
    return 'lost';
  }

  #judge(error: unknown): End {
    const { client, times } = this.#setup;
    if (this.#isEnding) return 'lost';
    if (error instanceof WeChatApiError && !error.retryable) {
      const { errcode, errmsg } = error;
      const wait = delayOf(times.refused, this.#failures.refused);
      if (this.#failures.refused === 0)
        this.#logger.error(SUBSCRIPTION_REFUSED(client, errcode, errmsg, wait));
      return 'refused';
    }
    // told once until there is a connection again: a line every 30 s would say nothing new
    if (this.#failures.lost === 0) this.#logger.warn(CONNECTION_LOST(client, reasonOf(error)));
    return 'lost';
  }

  async #rest(end: End): Promise<void> {
    if (this.#isEnding) return;
    this.#pause = pauseFor(delayOf(this.#setup.times[end], Math.max(this.#failures[end] - 1, 0)));
    await this.#pause.over;
    this.#pause = undefined;
  }

  #notConnected(cmd: BotCommand): WeChatHttpError {
    const { client } = this.#setup;
    return new WeChatHttpError(NO_CONNECTION(client, cmd), {
      client,
      route: cmd,
      reason: 'ENOTCONN',
      retryable: true,
    });
  }
}

/** Another connection has taken our place. */
function isDisconnection({ cmd, body }: BotFrame): boolean {
  const { event } = body;
  return cmd === BOT_COMMANDS.event && isFields(event) && event['eventtype'] === 'disconnected_event';
}

/** A store's error may quote an address with its password: its name is told alone. */
function reasonOf(error: unknown): string {
  if (error instanceof WeChatHttpError) return error.reason ?? error.message;
  return error instanceof WeChatApiError ? error.message : (error as Error).name;
}
