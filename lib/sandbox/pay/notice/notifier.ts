import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxPushError } from '../../errors/sandbox-push.error.js';
import type {
  SandboxNotificationOptions,
  SandboxNotified,
} from '../../interfaces/merchant-notification.interface.js';
import { type CallbackAnswer, sendCallback, WECHAT_HEADERS } from '../../push/callback.sender.js';
import { ExchangeRecorder } from '../../push/exchange.recorder.js';
import type { MerchantState } from '../merchant.state.js';
import type { SignedMessage } from '../signed.message.js';

const REPEAT = 2;
const PAUSE = 20;

/** One thing to tell, in whichever form. */
export interface Parcel {
  readonly id: string;
  /** For the log. */
  readonly kind: string;
  /** For the log: what the body says once it is open. */
  readonly opened: string;
  readonly contentType: string;
  /** Written anew for each attempt. */
  write(): Promise<SignedMessage>;
  isTaken(answer: CallbackAnswer): boolean;
}

/** Tells an application something until it takes it, or too often. */
export class Notifier {
  readonly #recorder: ExchangeRecorder;

  constructor(private readonly merchant: MerchantState) {
    this.#recorder = new ExchangeRecorder(merchant.world);
  }

  /**
   * @param address where it goes; nobody is told when there is none
   * @throws {SandboxPushError} when the last attempt got no answer at all
   */
  async tell(
    parcel: Parcel,
    address: string | undefined,
    options: SandboxNotificationOptions = {},
  ): Promise<SandboxNotified> {
    const { id } = parcel;
    const { repeat = REPEAT, pause = PAUSE, copies = 1, url: given = address } = options;
    if (given === undefined) return { id, status: 0, headers: {}, body: '', attempts: 0 };
    const url = new URL(given);
    let failures = 0;
    let taken = 0;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#attempt(parcel, url, attempt, options);
      const isTaken = typeof answer !== 'string' && parcel.isTaken(answer);
      if (isTaken) taken += 1;
      else failures += 1;
      if (taken >= copies || failures > repeat || this.merchant.world.ending.aborted) {
        if (typeof answer !== 'string') return { id, ...answer, attempts: attempt };
        throw new SandboxPushError(
          `The notification ${parcel.kind} failed after ${attempt} attempts: ${answer}`,
          { attempts: attempt },
        );
      }
      await sleep(pause);
    }
  }

  /** @returns the answer, or why there is none */
  async #attempt(
    parcel: Parcel,
    url: URL,
    attempt: number,
    { headers: given }: SandboxNotificationOptions,
  ): Promise<CallbackAnswer | string> {
    const { kind, opened, contentType } = parcel;
    const { mchId, world } = this.merchant;
    const { headers: signature, body } = await parcel.write();
    const headers = {
      ...WECHAT_HEADERS,
      'Content-Type': contentType,
      'Content-Length': String(Buffer.byteLength(body)),
      ...signature,
      ...given,
    };
    const exchange = this.#recorder.begin(mchId, url, headers, body, opened, { kind, attempt });
    try {
      const answer = await sendCallback(
        { method: 'POST', url, headers, body },
        world.pushTimeout,
        world.ending,
      );
      exchange.response = { status: answer.status, sealed: answer.body, opened: answer.body };
      const refusal = parcel.isTaken(answer)
        ? undefined
        : `the application answered with HTTP ${answer.status}`;
      this.#recorder.finish(exchange, refusal);
      return answer;
    } catch (error) {
      const { message } = error as Error;
      this.#recorder.finish(exchange, message);
      return message;
    }
  }
}
