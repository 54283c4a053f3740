import type { SandboxBotFrame } from './interfaces/sandbox-work-bot.interface.js';
import type { BotSwitchboard } from './work/bot/bot.switchboard.js';

const TIMEOUT = 5000;

/**
 * WeCom's side of a bot's long connection, and what can go wrong with it. 长连接
 *
 * @publicApi
 */
export class SandboxBotConnection {
  readonly #switchboard: BotSwitchboard;

  /** @internal There is one for each {@link SandboxWorkBot}. */
  constructor(switchboard: BotSwitchboard) {
    this.#switchboard = switchboard;
  }

  /** Whether the application is subscribed. */
  get isOpen(): boolean {
    return this.#switchboard.line !== undefined;
  }

  /** How often it has tried to subscribe. */
  get attempts(): number {
    return this.#switchboard.attempts;
  }

  /** All frames the application has sent; the secret is masked. */
  get frames(): readonly SandboxBotFrame[] {
    return this.#switchboard.frames;
  }

  /** Waits until the application is subscribed. @throws {SandboxTimeoutError} when it is not in time (5 s by default) */
  async opened({ timeout = TIMEOUT }: { timeout?: number } = {}): Promise<void> {
    await this.#switchboard.until(true, timeout);
  }

  /** Waits until it is subscribed no longer. @throws {SandboxTimeoutError} when it still is (after 5 s by default) */
  async closed({ timeout = TIMEOUT }: { timeout?: number } = {}): Promise<void> {
    await this.#switchboard.until(false, timeout);
  }

  /** Cuts the connection, as a network that is gone. */
  drop(): void {
    this.#switchboard.line?.cut();
  }

  /** Takes its place with another connection: `disconnected_event`, then the end. 连接断开事件 */
  kick(): void {
    const { line } = this.#switchboard;
    if (line) this.#switchboard.kick(line);
  }

  /** Refuses the next subscriptions. */
  refuse(times: number, { errcode = 40001, errmsg = 'invalid credential' } = {}): void {
    for (let time = 0; time < times; time += 1) this.#switchboard.refusals.push({ errcode, errmsg });
  }

  /** Answers nothing to heartbeats from now on, or answers again. */
  ignoreHeartbeats(isIgnored = true): void {
    this.#switchboard.isDeaf = isIgnored;
  }

  /** Holds back every answer from now on. @param ms 0 for no longer */
  delayAnswers(ms: number): void {
    this.#switchboard.delay = ms;
  }

  /** Refuses a command from now on; without a refusal, does what is right again. */
  fail(cmd: string, refusal?: { errcode: number; errmsg: string }): void {
    if (refusal) this.#switchboard.injected.set(cmd, refusal);
    else this.#switchboard.injected.delete(cmd);
  }

  /** Sends anything to the application. */
  sendRaw(text: string): void {
    this.#switchboard.line?.sendRaw(text);
  }
}
