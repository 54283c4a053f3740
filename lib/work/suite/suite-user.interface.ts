import type { WorkMember, WorkVisitor } from '../login/login-user.interface.js';

/**
 * A member of a corporation who logged in with a suite. What stands behind `open_userid` is there with the scope
 * `snsapi_privateinfo` alone, as far as the member consented.
 *
 * @publicApi
 */
export interface WorkSuiteMember extends WorkMember {
  /** The corporation of the member. */
  readonly corpid: string;
  /** Of the member for all suites of the provider. */
  readonly open_userid?: string;
  readonly name?: string;
}

/**
 * Somebody who belongs to no corporation that may use the suite (非企业成员).
 *
 * @publicApi
 */
export type WorkSuiteVisitor = WorkVisitor;

/**
 * Whoever logged in with a suite: `userid` tells members from visitors.
 *
 * @publicApi
 */
export type WorkSuiteLoginUser = WorkSuiteMember | WorkSuiteVisitor;
