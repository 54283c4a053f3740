import { WeChatDecryptError } from '../../common/index.js';
import type { MessageKeys } from '../../crypto/index.js';
import { ANOTHER_AGENT } from './inbound.messages.js';
import { WorkProtocol, type WorkRules } from './work.protocol.js';

/** Whose callbacks they are. */
export interface AgentCallback extends Pick<WorkRules, 'timestampTolerance' | 'deliverLate' | 'unfold'> {
  /** Their receiver is the corporation. */
  readonly keys: MessageKeys;
  readonly agentId?: string | undefined;
}

/**
 * The protocol of one agent: what was sealed for another corporation, or is for another application of the same one, is
 * refused. The events of the address book, of customers and of 微信客服 name no application.
 */
export function agentProtocol({ keys, agentId, ...rules }: AgentCallback): WorkProtocol {
  return new WorkProtocol(keys, {
    ...rules,
    receiverOf: () => keys.receiveId,
    check: ({ AgentID: named }) => {
      if (agentId !== undefined && named !== undefined && named !== '' && named !== agentId)
        throw new WeChatDecryptError(ANOTHER_AGENT);
    },
  });
}
