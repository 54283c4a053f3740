import type { AccountState } from '../account/account.state.js';
import type { ApiAnswer } from './api.answer.js';

/** A call of a route that needs no token. */
export interface AnonymousCall {
  readonly accounts: ReadonlyMap<string, AccountState>;
  /** Address of the caller. */
  readonly ip: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the sandbox does for routes that need no token. */
export type AnonymousPage = Readonly<Record<string, (call: AnonymousCall) => ApiAnswer>>;
