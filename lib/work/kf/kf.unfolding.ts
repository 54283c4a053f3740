import type { Unfolding } from '../../client/index.js';
import type { MessageTree } from '../../common/index.js';
import type { WorkAgent } from '../work-agent.js';
import { KF_KINDS } from './kf.push.js';

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined;

/** The messages `kf_msg_or_event` announces; undefined for whatever else is pushed. */
export function unfoldKf(message: MessageTree, agent: Pick<WorkAgent, 'kf'>): Unfolding | undefined {
  const { MsgType, Event, OpenKfId, Token } = message;
  const openKfId = textOf(OpenKfId);
  if (MsgType !== 'event' || Event !== 'kf_msg_or_event' || openKfId === undefined) return undefined;
  return { kinds: KF_KINDS, run: (take) => agent.kf.inbox.open(openKfId, textOf(Token), take) };
}
