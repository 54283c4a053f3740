import type { SigningManner } from './signed.message.js';

interface Awaiting {
  readonly manner: SigningManner;
  readonly route?: string | RegExp;
}

/** How the next answers of one merchant are signed, where it is not the usual way. */
export class AnswerManners {
  #awaited: readonly Awaiting[] = [];

  /** @param route method and path of the answer it is meant for; else whichever is next */
  add(manner: SigningManner, route?: string | RegExp): void {
    this.#awaited = [...this.#awaited, { manner, route }];
  }

  take(route: string): SigningManner | undefined {
    const taken = this.#awaited.find(({ route: wanted }) =>
      wanted instanceof RegExp ? wanted.test(route) : wanted === undefined || wanted === route,
    );
    this.#awaited = this.#awaited.filter((one) => one !== taken);
    return taken?.manner;
  }

  clear(): void {
    this.#awaited = [];
  }
}
