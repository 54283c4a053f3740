import type { SandboxWorkReply } from '../../interfaces/sandbox-work-reply.interface.js';
import type { PushTree } from '../../push/push.writer.js';
import type { AgentState } from '../agent.state.js';
import type { CorpState } from '../corp.state.js';
import { pushToAgent, tellAgentLater } from './agent.pusher.js';

/**
 * Who is told of something: the agent of that name, or the corporation's only application, to which it is opened
 * (可调用应用). Undefined when it is not called back.
 */
function receiverOf(corp: CorpState, name: string): AgentState | undefined {
  const applications = [...corp.agents.values()].filter(({ agentId }) => agentId !== undefined);
  const receiver = corp.agents.get(name) ?? (applications.length === 1 ? applications[0] : undefined);
  return receiver?.callbackUrl ? receiver : undefined;
}

/** Pushes an event of a corporation. @throws {SandboxPushError} when no answer comes that WeCom would accept */
export async function tellCorp(
  corp: CorpState,
  name: string,
  event: { readonly Event: string } & PushTree,
): Promise<SandboxWorkReply | undefined> {
  const receiver = receiverOf(corp, name);
  return receiver && pushToAgent(receiver, { MsgType: 'event', ...event });
}

/** Pushes an event that nobody waits for. */
export function tellCorpLater(
  corp: CorpState,
  name: string,
  event: { readonly Event: string } & PushTree,
): void {
  const receiver = receiverOf(corp, name);
  if (receiver) tellAgentLater(receiver, event);
}
