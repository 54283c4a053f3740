import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';

/** Who logged in with a suite, or at the provider's website. */
export interface SuiteLogin {
  readonly corp: CorpState;
  readonly member: MemberState;
  readonly scope: string;
}
