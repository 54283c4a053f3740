import { AgentState } from '../agent.state.js';
import type { CorpState } from '../corp.state.js';
import { newWorkSecret } from '../work.identifiers.js';
import type { SuiteState } from './suite.state.js';

/** The application of a suite in a corporation that has installed it. */
export class SuiteAgentState extends AgentState {
  override readonly kind: 'agent' | 'contacts';

  /** @param permanentCode of a custom application a secret like any other; any other's opens nothing by itself */
  constructor(
    corp: CorpState,
    readonly suite: SuiteState,
    permanentCode: string,
    agentId?: number,
  ) {
    const { suiteId, name, token, encodingAESKey, isTemplate, isForContacts, tokenLife } = suite;
    super(corp, suiteId, {
      secret: isTemplate ? permanentCode : newWorkSecret(),
      token,
      encodingAESKey,
      tokenLife,
      ...(agentId === undefined ? {} : { agentId }),
      title: name,
    });
    this.kind = isForContacts ? 'contacts' : 'agent';
    this.callbackUrl = suite.dataUrlOf(corp);
  }
}
