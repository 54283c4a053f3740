import { AuthorizationState } from '../platform/authorization.state.js';
import type { OpenPlatformState } from '../platform/open-platform.state.js';
import type { TokenOwner } from '../account/account.state.js';
import type { ApiCaller } from './api-call.interface.js';
import { type JsonAnswer, refuse } from './api.answer.js';

/** Whose token a call carries: the account's own, one a platform has for the account, or the platform's. */
export type BearerKind = 'account' | 'authorizer' | 'component';

/** Whoever a token speaks for. */
export class Bearer {
  constructor(
    readonly kind: BearerKind,
    readonly caller: ApiCaller,
    /** The platform that acts in the account's name. */
    readonly via?: OpenPlatformState,
  ) {}

  static of(owner: TokenOwner): Bearer {
    if (owner instanceof AuthorizationState) return new Bearer('authorizer', owner.account, owner.platform);
    return new Bearer(owner.kind === 'open-platform' ? 'component' : 'account', owner);
  }

  /** Says why WeChat refuses the token where it takes others; nothing when it takes it. */
  refusalAmong(taken: ReadonlySet<BearerKind>): JsonAnswer | undefined {
    if (taken.has(this.kind)) return undefined;
    if (this.kind === 'component') return refuse(61015);
    return taken.has('authorizer') ? refuse(48001) : refuse(61014);
  }
}
