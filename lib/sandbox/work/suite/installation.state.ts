import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';
import { newPermanentCode } from './suite.identifiers.js';
import { SuiteAgentState } from './suite-agent.state.js';
import type { SuiteState } from './suite.state.js';

/** What an administrator allows a suite: to act in the corporation. 授权 */
export class InstallationState {
  agent: SuiteAgentState;
  permanentCode: string;
  /** Who installed it last, and with which state. */
  admin: MemberState | undefined;
  state: string | undefined;

  constructor(
    readonly corp: CorpState,
    readonly suite: SuiteState,
  ) {
    this.permanentCode = newPermanentCode();
    this.agent = new SuiteAgentState(corp, suite, this.permanentCode);
    corp.agents.set(suite.suiteId, this.agent);
  }

  /** A new permanent code; the one before is dead at once, and tokens had with it too. 重置永久授权码 */
  renew(): void {
    this.end();
    this.permanentCode = newPermanentCode();
    this.agent = new SuiteAgentState(this.corp, this.suite, this.permanentCode, this.agent.agentId);
    this.corp.agents.set(this.suite.suiteId, this.agent);
  }

  /** Kills whatever the suite holds. */
  end(): void {
    this.agent.tokens.revokeAll();
    this.corp.agents.delete(this.suite.suiteId);
  }
}
