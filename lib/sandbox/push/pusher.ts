import type { AccountState } from '../account/account.state.js';
import { SandboxPushError } from '../errors/sandbox-push.error.js';
import type { SandboxReply } from '../interfaces/sandbox-reply.interface.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { addressed, type PushOrigin } from './addressed.js';
import { type CallbackAnswer, sendCallback, WECHAT_HEADERS } from './callback.sender.js';
import { ExchangeRecorder } from './exchange.recorder.js';
import { readInfoAnswer } from './info-answer.reader.js';
import type { PushDoor } from './push-door.interface.js';
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

/** Something to be pushed, with all that its form depends on. */
interface Parcel {
  readonly door: PushDoor;
  readonly message: PushTree;
  /** What a sealed push shows of its addressee. */
  readonly label: PushTree;
  /** The account or platform it is about. */
  readonly appId: string;
  readonly kind: string;
  readonly openid: string | undefined;
  /** Says what is wrong with an answer by throwing. */
  read(body: string): ReadReply;
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
   * Pushes until an answer comes, three times at most: to the account's own address, or to the platform that serves it.
   *
   * @throws {SandboxPushError} when none comes that WeChat would accept
   */
  push(account: AccountState, message: PushTree, person?: PushOrigin): Promise<SandboxReply> {
    return this.#deliver({
      door: account.door,
      message,
      label: { ToUserName: account.originalId },
      appId: account.appId,
      kind: kindOf(message),
      openid: person?.openid,
      read: (body) => readReply(account, body, person?.openid),
    });
  }

  /** Pushes an event nobody waits for, once the present call is answered; how it went is in the exchanges. */
  pushLater(account: AccountState, person: PushOrigin, event: PushTree): void {
    if (!account.door.callbackUrl) return;
    setImmediate(() => {
      this.push(account, addressed(account, person, event), person).catch(() => undefined);
    });
  }

  /**
   * Tells a platform something; the answer must be `success`. 授权事件
   *
   * @throws {SandboxPushError} when it is not
   */
  async pushInfo(platform: PushDoor, info: PushTree): Promise<void> {
    await this.#deliver({
      door: platform,
      message: info,
      label: { AppId: platform.appId },
      appId: platform.appId,
      kind: String(info['InfoType']),
      openid: undefined,
      read: readInfoAnswer,
    });
  }

  async #deliver(parcel: Parcel): Promise<SandboxReply> {
    const { door, message, kind } = parcel;
    if (!door.callbackUrl) {
      throw new SandboxPushError(`${door.name} has no ${door.setting}, so nothing can be pushed`, {
        attempts: 0,
      });
    }
    const opened = writePush(door, message);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { opened: _, ...reply } = await this.#attempt(parcel, opened, attempt);
        return { ...reply, attempts: attempt };
      } catch (error) {
        if (!(error instanceof FailedAttempt)) throw error;
        if (error.isFinal || attempt >= ATTEMPTS || this.world.ending.aborted) {
          const text = `The push of ${kind} failed after ${attempt} of ${ATTEMPTS} attempts: ${error.message}`;
          throw new SandboxPushError(text, { attempts: attempt, status: error.status });
        }
      }
    }
  }

  async #attempt(parcel: Parcel, opened: string, attempt: number): Promise<ReadReply> {
    const { door, message, label, appId, kind, openid } = parcel;
    const { url, contentType, body } = sealPush(door, message, opened, label, openid);
    const headers = {
      ...WECHAT_HEADERS,
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
    };
    const exchange = this.#recorder.begin(appId, url, headers, body, opened, { kind, attempt, openid });
    try {
      const answer = await sendCallback(
        { method: 'POST', url, headers, body },
        this.world.pushTimeout,
        this.world.ending,
      );
      exchange.response = { status: answer.status, sealed: answer.body, opened: answer.body };
      const reply = accept(parcel, answer);
      exchange.response.opened = reply.opened;
      this.#recorder.finish(exchange);
      return reply;
    } catch (error) {
      this.#recorder.finish(exchange, (error as Error).message);
      const isFinal = error instanceof UnacceptableReply;
      throw new FailedAttempt((error as Error).message, exchange.response?.status, isFinal);
    }
  }
}

function accept(parcel: Parcel, { status, body }: CallbackAnswer): ReadReply {
  if (status >= 500) throw new Error(`the application answered with HTTP ${status}`);
  if (status < 200 || status >= 300)
    throw new UnacceptableReply(`the application answered with HTTP ${status}`);
  return parcel.read(body);
}
