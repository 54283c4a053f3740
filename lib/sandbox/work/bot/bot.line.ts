import type { BotRegister } from './bot.register.js';
import type { BotState } from './bot.state.js';

type Fields = Readonly<Record<string, unknown>>;

/** What of a WebSocket is needed here. */
export interface LineSocket {
  send(text: string): void;
  close(code?: number): void;
  terminate(): void;
  on(event: string, listener: (...given: never[]) => void): unknown;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** One WebSocket of the application, from its subscription to its end. */
export class BotLine {
  readonly #socket: LineSocket;
  #bot: BotState | undefined;

  private constructor(
    socket: LineSocket,
    private readonly register: Pick<BotRegister, 'find'>,
  ) {
    this.#socket = socket;
  }

  /** Listens to a WebSocket from now on. */
  static take(socket: LineSocket, register: Pick<BotRegister, 'find'>): void {
    const line = new BotLine(socket, register);
    socket.on('message', (data: Buffer) => line.#hear(data.toString('utf8')));
    socket.on('close', () => line.#bot?.switchboard.left(line));
    socket.on('error', () => socket.terminate());
  }

  push(cmd: string, reqId: string, body: Fields): void {
    this.#socket.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
  }

  /** Sends anything, as a server that has gone wrong does. */
  sendRaw(text: string): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.close(1000);
  }

  /** As a network that is gone. */
  cut(): void {
    this.#socket.terminate();
  }

  #hear(text: string): void {
    let frame: unknown;
    try {
      frame = JSON.parse(text);
    } catch {
      this.#socket.close(1008);
      return;
    }
    if (!isFields(frame)) return;
    const { cmd, headers, body = {} } = frame;
    const reqId = isFields(headers) ? String(headers['req_id'] ?? '') : '';
    if (typeof cmd !== 'string' || reqId === '' || !isFields(body)) return;
    const bot = cmd === 'aibot_subscribe' ? this.register.find(body['bot_id']) : this.#bot;
    if (!bot) {
      this.#answer(reqId, { errcode: 40001, errmsg: 'invalid credential, the bot is not subscribed' });
      return;
    }
    const answer =
      cmd === 'aibot_subscribe' ? this.#subscribe(bot, reqId, body) : bot.switchboard.hear(cmd, reqId, body);
    if (cmd === 'ping' && bot.switchboard.isDeaf) return;
    this.#answer(reqId, answer, bot.switchboard.delay);
  }

  #subscribe(bot: BotState, reqId: string, { secret, ...body }: Fields): Fields & { errcode: number } {
    const answer = bot.switchboard.subscribe(this, secret);
    if (answer.errcode === 0) this.#bot = bot;
    bot.switchboard.frames.push({
      cmd: 'aibot_subscribe',
      reqId,
      body: { ...body, secret: '***' },
      errcode: answer.errcode,
    });
    return { ...answer };
  }

  #answer(reqId: string, answer: object, delay = 0): void {
    const text = JSON.stringify({ headers: { req_id: reqId }, ...answer });
    if (delay === 0) this.#socket.send(text);
    else setTimeout(() => this.#socket.send(text), delay).unref();
  }
}
