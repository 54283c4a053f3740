import { SandboxPushError } from '../../errors/sandbox-push.error.js';
import type { SandboxFormat } from '../../interfaces/sandbox-options.interface.js';
import type { SandboxWorkReply } from '../../interfaces/sandbox-work-reply.interface.js';
import { type CallbackAnswer, sendCallback, WECHAT_HEADERS } from '../../push/callback.sender.js';
import { ExchangeRecorder } from '../../push/exchange.recorder.js';
import type { PushTree } from '../../push/push.writer.js';
import { UnacceptableReply } from '../../push/reply.reader.js';
import { newEchostr } from '../../world/identifiers.js';
import type { SandboxWorld } from '../../world/sandbox-world.js';
import type { ReadWorkReply } from './work-reply.reader.js';
import type { WorkDoor } from './work-door.interface.js';
import { sealWorkPush, type WorkLabel, workVerificationUrl, writeWorkPush } from './work.envelope.js';

const ATTEMPTS = 3;

/** Something to be pushed, with all that its form depends on. */
export interface WorkParcel {
  readonly door: WorkDoor;
  readonly message: PushTree;
  readonly label: WorkLabel;
  /** @default that of the door */
  readonly format?: SandboxFormat | undefined;
  /** Who did what is pushed. */
  readonly userid?: string | undefined;
  /** Says what is wrong with an answer by throwing. */
  read(body: string): ReadWorkReply;
}

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

const kindOf = ({ MsgType, Event, InfoType }: PushTree): string =>
  String(InfoType ?? (MsgType === 'event' ? Event : MsgType));

/** Pushes messages and events to what a corporation or a service provider runs, and again when it does not answer. */
export class WorkPusher {
  readonly #recorder: ExchangeRecorder;

  constructor(private readonly world: SandboxWorld) {
    this.#recorder = new ExchangeRecorder(world);
  }

  /**
   * Pushes until an answer comes, three times at most.
   *
   * @throws {SandboxPushError} when none comes that WeCom would accept
   */
  async push(parcel: WorkParcel): Promise<SandboxWorkReply> {
    const { door, message, format = door.format } = parcel;
    this.#refuseNowhere(door);
    const kind = kindOf(message);
    const opened = writeWorkPush(format, message);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(parcel, opened, kind, attempt);
      } catch (error) {
        if (!(error instanceof FailedAttempt)) throw error;
        if (error.isFinal || attempt >= ATTEMPTS || this.world.ending.aborted) {
          const text = `The push of ${kind} failed after ${attempt} of ${ATTEMPTS} attempts: ${error.message}`;
          throw new SandboxPushError(text, { attempts: attempt, status: error.status });
        }
      }
    }
  }

  /** Pushes what nobody waits for, once the present call is answered; how it went is in the exchanges. */
  pushLater(parcel: WorkParcel): void {
    if (!parcel.door.callbackUrl) return;
    setImmediate(() => void this.push(parcel).catch(() => undefined));
  }

  /**
   * Plays the console's check of a callback URL. 验证URL有效性
   *
   * @throws {SandboxPushError} when the application does not echo what was sealed
   */
  async verify(door: WorkDoor): Promise<void> {
    this.#refuseNowhere(door);
    const echo = newEchostr();
    const url = workVerificationUrl(door, echo);
    const facts = { kind: 'verify', attempt: 1 } as const;
    const exchange = this.#recorder.begin(door.id, url, WECHAT_HEADERS, '', '', facts);
    let refusal: string | undefined;
    try {
      const call = { method: 'GET', url, headers: WECHAT_HEADERS, body: '' } as const;
      const { status, body } = await sendCallback(call, this.world.pushTimeout, this.world.ending);
      exchange.response = { status, sealed: body, opened: body };
      if (status !== 200) refusal = `the application answered with HTTP ${status}`;
      else if (body !== echo)
        refusal = 'the application did not answer with what was sealed in the echostr alone';
    } catch (error) {
      refusal = (error as Error).message;
    }
    this.#recorder.finish(exchange, refusal);
    if (refusal === undefined) return;
    throw new SandboxPushError(`The callback URL was not verified: ${refusal}`, {
      attempts: 1,
      status: exchange.response?.status,
    });
  }

  #refuseNowhere({ id, callbackUrl }: WorkDoor): void {
    if (!callbackUrl)
      throw new SandboxPushError(`${id} has no callbackUrl, so nothing can be pushed`, { attempts: 0 });
  }

  async #attempt(
    parcel: WorkParcel,
    opened: string,
    kind: string,
    attempt: number,
  ): Promise<SandboxWorkReply> {
    const { door, label, format, userid } = parcel;
    const { url, contentType, body } = sealWorkPush(door, opened, label, format);
    const headers = {
      ...WECHAT_HEADERS,
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
    };
    const facts = { kind, attempt, openid: userid };
    const exchange = this.#recorder.begin(door.id, url, headers, body, opened, facts);
    try {
      const call = { method: 'POST', url, headers, body } as const;
      const answer = await sendCallback(call, this.world.pushTimeout, this.world.ending);
      exchange.response = { status: answer.status, sealed: answer.body, opened: answer.body };
      const { opened: read, ...reply } = accept(parcel, answer);
      exchange.response.opened = read;
      this.#recorder.finish(exchange);
      return { status: answer.status, ...reply, attempts: attempt };
    } catch (error) {
      this.#recorder.finish(exchange, (error as Error).message);
      const isFinal = error instanceof UnacceptableReply;
      throw new FailedAttempt((error as Error).message, exchange.response?.status, isFinal);
    }
  }
}

function accept(parcel: WorkParcel, { status, body }: CallbackAnswer): ReadWorkReply {
  if (status >= 500) throw new Error(`the application answered with HTTP ${status}`);
  if (status < 200 || status >= 300)
    throw new UnacceptableReply(`the application answered with HTTP ${status}`);
  return parcel.read(body);
}
