import { WeChatApiError, WeChatError, WeChatHttpError, WeChatPayError } from '../common/index.js';
import { type CallReport, wechatChannels } from '../diagnostics/index.js';

type Ending = Pick<CallReport, 'outcome' | 'errcode' | 'status' | 'error'>;

/** Follows a call to its end, and reports it then. */
export class CallRecord {
  /** How often it was sent. */
  attempts = 0;
  readonly #begun = performance.now();

  constructor(
    private readonly client: string,
    private readonly route: string,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async follow<T>(answer: Promise<T>): Promise<T> {
    try {
      const value = await answer;
      this.#report({ outcome: 'ok' });
      return value;
    } catch (error) {
      this.#report(this.#endingOf(error));
      throw error;
    }
  }

  #report(ending: Ending): void {
    const { client, route, attempts } = this;
    wechatChannels.call.publish({
      client,
      route,
      duration: performance.now() - this.#begun,
      attempts,
      ...ending,
    });
  }

  /** Names and numbers alone: what an error says may be quoted from outside. */
  #endingOf(error: unknown): Ending {
    const code = error instanceof WeChatError ? error.code : undefined;
    if (error instanceof WeChatApiError) return { outcome: 'refused', errcode: error.errcode, error: code };
    if (error instanceof WeChatPayError) {
      const { errcode, status } = error;
      return { outcome: 'refused', errcode, status, error: code };
    }
    if (this.signal?.aborted && error === this.signal.reason) return { outcome: 'aborted' };
    const status = error instanceof WeChatHttpError ? error.status : undefined;
    return { outcome: 'failed', status, error: code };
  }
}

/** Begins a record, if anybody listens to calls. */
export const beginCall = (
  client: string,
  route: string,
  signal: AbortSignal | undefined,
): CallRecord | undefined =>
  wechatChannels.call.hasSubscribers ? new CallRecord(client, route, signal) : undefined;

/** The answer itself, followed to its end if anybody listens. */
export const endCall = <T>(record: CallRecord | undefined, answer: Promise<T>): Promise<T> =>
  record ? record.follow(answer) : answer;
