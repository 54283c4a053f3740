import type { SandboxFormat } from '../../interfaces/sandbox-options.interface.js';
import type { SandboxWorkReply } from '../../interfaces/sandbox-work-reply.interface.js';
import type { PushTree } from '../../push/push.writer.js';
import { nextMessageId } from '../../world/identifiers.js';
import type { AgentState } from '../agent.state.js';
import type { WorkParcel } from './work.pusher.js';
import { readWorkReply } from './work-reply.reader.js';

/** Whoever does what no member did. */
const SYSTEM = 'sys';

/** How something is pushed. */
export interface AgentPushOptions {
  /** Who did it. @default WeCom itself, `sys` */
  readonly userid?: string | undefined;
  /** @default that of the agent */
  readonly format?: SandboxFormat | undefined;
}

/** What an agent is pushed, with all every push has. */
export function agentParcel(
  agent: AgentState,
  message: PushTree,
  { userid, format = agent.format }: AgentPushOptions = {},
): WorkParcel {
  const { corp, agentId } = agent;
  const isEvent = message['MsgType'] === 'event';
  const event = isEvent ? String(message['Event']) : undefined;
  return {
    door: agent,
    message: {
      ToUserName: corp.corpId,
      FromUserName: userid ?? SYSTEM,
      CreateTime: Math.floor(Date.now() / 1000),
      ...message,
      ...(isEvent || 'MsgId' in message ? {} : { MsgId: nextMessageId() }),
      ...(agentId === undefined || 'AgentID' in message ? {} : { AgentID: agentId }),
    },
    label: { ToUserName: corp.corpId, AgentID: String(agentId ?? '') },
    format,
    userid,
    read: (body) => readWorkReply(agent, body, { format, userid, event, corpId: corp.corpId }),
  };
}

/** Pushes to an agent. @throws {SandboxPushError} when no answer comes that WeCom would accept */
export const pushToAgent = (
  agent: AgentState,
  message: PushTree,
  options?: AgentPushOptions,
): Promise<SandboxWorkReply> => agent.corp.shared.pusher.push(agentParcel(agent, message, options));

/** Pushes an event to an agent that nobody waits for. */
export const tellAgentLater = (agent: AgentState, event: PushTree): void =>
  agent.corp.shared.pusher.pushLater(agentParcel(agent, { MsgType: 'event', ...event }));
