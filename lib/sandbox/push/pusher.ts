import type { AccountState } from '../account/account.state.js';
import { SandboxPushError } from '../errors/sandbox-push.error.js';
import type { SandboxReply } from '../interfaces/sandbox-reply.interface.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { addressed, type PushOrigin } from './addressed.js';
import { type CallbackAnswer, sendCallback, WECHAT_HEADERS } from './callback.sender.js';
import { ExchangeRecorder } from './exchange.recorder.js';
import { sealPush, writePush } from './push.envelope.js';
import type { PushTree } from './push.writer.js';
import { type ReadReply, readReply, UnacceptableReply } from './reply.reader.js';

const ATTEMPTS = 3;
/** An attempt that failed; unless it is final, the next one may do better. */
class FailedAttempt extends Error {
  constructor(
    message: string,
    readonly status: number | undefined,
    readonly isFinal: boolean,
  ) {
    super(message);
  }
}

const kindOf = (message: PushTree): string =>
  String(message['MsgType'] === 'event' ? message['Event'] : message['MsgType']);

/** Pushes messages and events to the application, and again when it does not answer. 消息推送 */
export class Pusher {
  readonly #recorder: ExchangeRecorder;

  constructor(private readonly world: SandboxWorld) {
    this.#recorder = new ExchangeRecorder(world);
  }

  /**
   * Pushes until an answer comes, three times at most.
   *
   * @throws {SandboxPushError} when none comes that WeChat would accept
   */
  async push(account: AccountState, message: PushTree, person?: PushOrigin): Promise<SandboxReply> {
    if (!account.callbackUrl) {
      throw new SandboxPushError(`${account.name} has no callbackUrl, so nothing can be pushed`, {
        attempts: 0,
      });
    }
    const opened = writePush(account, message);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { opened: _, ...reply } = await this.#attempt(account, message, opened, attempt, person);
        return { ...reply, attempts: attempt };
      } catch (error) {
        if (!(error instanceof FailedAttempt)) throw error;
        if (error.isFinal || attempt >= ATTEMPTS || this.world.ending.aborted) {
          const text = `The push of ${kindOf(message)} failed after ${attempt} of ${ATTEMPTS} attempts: ${error.message}`;
          throw new SandboxPushError(text, { attempts: attempt, status: error.status });
        }
      }
    }
  }

  /** Pushes an event nobody waits for, once the present call is answered; how it went is in the exchanges. */
  pushLater(account: AccountState, person: PushOrigin, event: PushTree): void {
    if (!account.callbackUrl) return;
    setImmediate(() => {
      this.push(account, addressed(account, person, event), person).catch(() => undefined);
    });
  }

  async #attempt(
    account: AccountState,
    message: PushTree,
    opened: string,
    attempt: number,
    person?: PushOrigin,
  ): Promise<ReadReply> {
    const { url, contentType, body } = sealPush(account, message, opened, person?.openid);
    const headers = {
      ...WECHAT_HEADERS,
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
    };
    const facts = { kind: kindOf(message), attempt, openid: person?.openid };
    const exchange = this.#recorder.begin(account, url, headers, body, opened, facts);
    try {
      const answer = await sendCallback(
        { method: 'POST', url, headers, body },
        this.world.pushTimeout,
        this.world.ending,
      );
      exchange.response = { status: answer.status, sealed: answer.body, opened: answer.body };
      const reply = this.#accept(account, answer, person);
      exchange.response.opened = reply.opened;
      this.#recorder.finish(exchange);
      return reply;
    } catch (error) {
      this.#recorder.finish(exchange, (error as Error).message);
      const isFinal = error instanceof UnacceptableReply;
      throw new FailedAttempt((error as Error).message, exchange.response?.status, isFinal);
    }
  }

  #accept(account: AccountState, { status, body }: CallbackAnswer, person?: PushOrigin): ReadReply {
    if (status >= 500) throw new Error(`the application answered with HTTP ${status}`);
    if (status < 200 || status >= 300)
      throw new UnacceptableReply(`the application answered with HTTP ${status}`);
    return readReply(account, body, person?.openid);
  }
}
