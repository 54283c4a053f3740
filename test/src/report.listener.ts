import {
  type CallbackReport,
  type CallReport,
  type HandlerReport,
  type RefusalReport,
  type TokenReport,
  type WeChatChannel,
  wechatChannels,
} from 'nestjs-wechat-sdk';

/** Hears all that is reported in this process, until it stops. */
export class ReportListener {
  readonly call: CallReport[] = [];
  readonly token: TokenReport[] = [];
  readonly callback: CallbackReport[] = [];
  readonly handler: HandlerReport[] = [];
  readonly refusal: RefusalReport[] = [];
  readonly #stops: Array<() => void> = [];

  constructor() {
    const { call, token, callback, handler, refusal } = wechatChannels;
    this.#hear(call, this.call);
    this.#hear(token, this.token);
    this.#hear(callback, this.callback);
    this.#hear(handler, this.handler);
    this.#hear(refusal, this.refusal);
  }

  /** Everything there was. */
  get all(): readonly object[] {
    return [...this.call, ...this.token, ...this.callback, ...this.handler, ...this.refusal];
  }

  forget(): void {
    for (const reports of [this.call, this.token, this.callback, this.handler, this.refusal])
      reports.length = 0;
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #hear<Report>(channel: WeChatChannel<Report>, into: Report[]): void {
    const listener = (report: Report): void => void into.push(report);
    channel.subscribe(listener);
    this.#stops.push(() => channel.unsubscribe(listener));
  }
}
