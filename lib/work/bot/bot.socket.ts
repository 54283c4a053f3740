import { redact, WeChatApiError, WeChatHttpError, WeChatTimeoutError } from '../../common/index.js';
import { randomText } from '../../crypto/index.js';
import type { BotBody } from './bot.bodies.js';
import {
  BOT_COMMANDS,
  type BotCommand,
  type BotFrame,
  MAX_FRAME,
  readFrame,
  writeFrame,
} from './bot.frames.js';
import type { BotFields } from './bot.reader.js';

/** What of a WebSocket is needed here; its library is loaded with the first connection. */
interface Wire {
  readonly readyState: number;
  send(text: string, told: (error?: Error) => void): void;
  close(code: number): void;
  terminate(): void;
  on(event: string, listener: (...given: never[]) => void): unknown;
}

/** Whom it is for. */
export interface SocketSetup {
  /** Name of the client, for errors. */
  readonly client: string;
  readonly url: string;
  /** What no error may quote. */
  readonly secret: string;
  /** Milliseconds the handshake may take. */
  readonly handshake: number;
  /** Milliseconds WeCom may take to answer a frame. */
  readonly answer: number;
}

interface Waiting {
  readonly resolve: (body: BotFields) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  readonly cmd: BotCommand;
}

const OPEN = 1;
/** Refusals that pass by themselves. */
const PASSING = new Set([-1, 45009, 45011, 45033]);
const EXPLAINED_ONCE = 3;

/** One connection, until it closes: sends frames and waits for what WeCom says to them. */
export class BotSocket {
  readonly #setup: SocketSetup;
  readonly #waiting = new Map<string, Waiting>();
  /** Frames that answer one push go one after another: WeCom tells their answers apart by the push alone. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #wire: Wire;
  #strange = 0;
  #close: (reason: string) => void = () => undefined;
  /** Resolves to why it closed. */
  readonly closed: Promise<string>;

  private constructor(
    wire: Wire,
    setup: SocketSetup,
    private readonly hear: { push(frame: BotFrame): void; strange(reason: string): void },
  ) {
    this.#wire = wire;
    this.#setup = setup;
    this.closed = new Promise((resolve) => (this.#close = resolve));
    wire.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    wire.on('close', (code: number) => this.#end(`code ${code}`));
    wire.on('error', (error: Error & { code?: string }) => {
      this.#end(error.code ?? error.name);
      wire.terminate();
    });
  }

  /**
   * Connects, and resolves once the handshake is done.
   *
   * @param hear is told of pushes, and of what is no frame (a few times)
   * @param begun is given the socket before the handshake, so that it can be cut
   * @throws {WeChatHttpError} when there is no connection to be had
   */
  static async open(
    setup: SocketSetup,
    hear: BotSocket['hear'],
    begun?: (socket: BotSocket) => void,
  ): Promise<BotSocket> {
    const { WebSocket } = await import('ws');
    const options = { handshakeTimeout: setup.handshake, maxPayload: MAX_FRAME };
    const wire = new WebSocket(setup.url, options);
    const opened = new Promise((resolve) => wire.once('open', resolve));
    const socket = new BotSocket(wire as Wire, setup, hear);
    begun?.(socket);
    const reason = await Promise.race([opened, socket.closed]);
    if (typeof reason === 'string') throw socket.#gone('the connection', reason);
    return socket;
  }

  get isOpen(): boolean {
    return this.#wire.readyState === OPEN;
  }

  /**
   * Sends a frame, and waits for what WeCom says to it.
   *
   * @param reqId of the push it answers; else its own
   * @returns the body of the answer
   * @throws {WeChatApiError} when WeCom refuses
   * @throws {WeChatTimeoutError} when it says nothing in time
   * @throws {WeChatHttpError} when the connection closes first
   */
  async request(cmd: BotCommand, body?: BotBody, reqId = `${cmd}_${randomText(12)}`): Promise<BotFields> {
    const before = this.#turns.get(reqId) ?? Promise.resolve();
    const turn = before.then(
      () => this.#ask(cmd, reqId, body),
      () => this.#ask(cmd, reqId, body),
    );
    this.#turns.set(reqId, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(reqId) === turn) this.#turns.delete(reqId);
    }
  }

  /** Closes it; one that does not close by itself is cut. */
  async close(within: number): Promise<void> {
    this.#wire.close(1000);
    const timer = setTimeout(() => this.terminate(), within).unref();
    await this.closed;
    clearTimeout(timer);
  }

  terminate(): void {
    this.#wire.terminate();
    this.#end('it was cut');
  }

  #ask(cmd: BotCommand, reqId: string, body: BotBody | undefined): Promise<BotFields> {
    if (!this.isOpen) return Promise.reject(this.#gone(cmd, 'it is closed'));
    return new Promise((resolve, reject) => {
      const { client, answer } = this.#setup;
      const timer = setTimeout(() => {
        this.#waiting.delete(reqId);
        const said = `${client}: ${cmd} was not answered within ${answer} ms`;
        reject(new WeChatTimeoutError(said, { client, route: cmd, retryable: false }));
      }, answer).unref();
      this.#waiting.set(reqId, { resolve, reject, timer, cmd });
      this.#wire.send(writeFrame(cmd, reqId, body), (error) => {
        if (error) this.#settle(reqId)?.reject(this.#gone(cmd, 'it could not be written to'));
      });
    });
  }

  #receive(data: Buffer, isBinary: boolean): void {
    let frame: BotFrame;
    try {
      if (isBinary) throw new Error('it is binary');
      frame = readFrame(data.toString('utf8'));
    } catch (error) {
      this.#tellStrange((error as Error).message);
      return;
    }
    if (frame.cmd === BOT_COMMANDS.message || frame.cmd === BOT_COMMANDS.event) {
      this.hear.push(frame);
      return;
    }
    const waiting = frame.errcode === undefined ? undefined : this.#settle(frame.reqId);
    if (!waiting) this.#tellStrange('it is neither a push nor an answer to anything');
    else if (frame.errcode === 0) waiting.resolve(frame.body);
    else waiting.reject(this.#refusal(waiting.cmd, frame));
  }

  #tellStrange(reason: string): void {
    this.#strange += 1;
    if (this.#strange <= EXPLAINED_ONCE) this.hear.strange(reason);
  }

  #settle(reqId: string): Waiting | undefined {
    const waiting = this.#waiting.get(reqId);
    clearTimeout(waiting?.timer);
    this.#waiting.delete(reqId);
    return waiting;
  }

  #end(reason: string): void {
    this.#close(reason);
    for (const [reqId, { cmd }] of this.#waiting) this.#settle(reqId)?.reject(this.#gone(cmd, reason));
  }

  #refusal(cmd: BotCommand, { errcode = -1, errmsg }: BotFrame): WeChatApiError {
    const { client, secret } = this.#setup;
    return new WeChatApiError({
      client,
      route: cmd,
      errcode,
      errmsg: redact(errmsg, [secret]).slice(0, 500),
      retryable: PASSING.has(errcode),
    });
  }

  #gone(what: string, reason: string): WeChatHttpError {
    const { client } = this.#setup;
    const said = `${client}: ${what} failed, the long connection is gone (${reason})`;
    return new WeChatHttpError(said, { client, route: what, reason, retryable: true });
  }
}
