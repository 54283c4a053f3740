import type { AgentState } from '../agent.state.js';
import { WorkRefusal } from '../api/work.refusal.js';

/** A token acts on its own application alone. @throws {WorkRefusal} for the AgentId of another, or of none */
export function checkOwn({ corp, agentId }: AgentState, given: number | string): void {
  if (Number(given) === agentId) return;
  throw new WorkRefusal(corp.agentById(Number(given)) ? 301002 : 40056);
}
