import type { AccountState } from '../account/account.state.js';
import type { LoginDesk } from '../login/login.desk.js';
import type { OpenPlatformState } from '../platform/open-platform.state.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import type { ApiAnswer } from './api.answer.js';

/** A call of a route that needs no token of an account. */
export interface AnonymousCall {
  readonly world: SandboxWorld;
  readonly accounts: ReadonlyMap<string, AccountState>;
  readonly platforms: ReadonlyMap<string, OpenPlatformState>;
  readonly logins: LoginDesk;
  /** Address of the caller. */
  readonly ip: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the sandbox does for routes that need no token. */
export type AnonymousPage = Readonly<Record<string, (call: AnonymousCall) => ApiAnswer>>;
