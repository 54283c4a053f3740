import type { Push } from '../client/index.js';
import { type CallbackReport, type HandlerReport, wechatChannels } from '../diagnostics/index.js';
import { HandlerFailure } from './callback.refusal.js';

type What = Pick<Push, 'kind' | 'name'>;

/** Follows a push to its answer, and reports it then. */
export class CallbackRecord {
  /** `Class#method` */
  handler?: string;
  /** Whether the handler was begun for this very push. */
  hasRun = false;
  /** How it ends unless it fails. */
  outcome: Exclude<CallbackReport['outcome'], 'failed'> = 'answered';
  readonly #begun = performance.now();

  constructor(
    private readonly client: string,
    private readonly push: What,
  ) {}

  async follow<T>(answer: Promise<T>): Promise<T> {
    try {
      const reply = await answer;
      this.#report(this.outcome);
      return reply;
    } catch (error) {
      const status = error instanceof HandlerFailure ? error.status : 500;
      this.#report(this.outcome === 'answered' ? 'failed' : this.outcome, status);
      throw error;
    }
  }

  #report(outcome: CallbackReport['outcome'], status?: number): void {
    const { client, handler, push } = this;
    const isRepeat = handler !== undefined && !this.hasRun;
    const duration = performance.now() - this.#begun;
    wechatChannels.callback.publish({
      client,
      kind: push.kind,
      name: push.name,
      handler,
      outcome,
      isRepeat,
      status,
      duration,
    });
  }
}

/** Begins a record, if anybody listens to callbacks. */
export const beginCallback = (client: string, push: What): CallbackRecord | undefined =>
  wechatChannels.callback.hasSubscribers ? new CallbackRecord(client, push) : undefined;

/** Begins to time a handler, if anybody listens. @returns reports how it ended */
export function beginHandler(
  client: string,
  { kind, name }: What,
  handler: string,
): ((outcome: HandlerReport['outcome']) => void) | undefined {
  if (!wechatChannels.handler.hasSubscribers) return undefined;
  const begun = performance.now();
  return (outcome) =>
    wechatChannels.handler.publish({
      client,
      kind,
      name,
      handler,
      outcome,
      duration: performance.now() - begun,
    });
}
