import { getQueueToken } from '@nestjs/bullmq';
import type { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { InboxDefinition } from '../callback/index.js';
import { WeChatConfigError } from '../common/index.js';
import { BullInbox } from './bull.inbox.js';
import {
  type BullInboxOptions,
  DEFAULT_BULL_INBOX,
  type ResolvedBullInbox,
} from './bull-inbox-options.interface.js';
import { OPTION_UNFIT, QUEUE_NEEDED, QUEUE_NOT_REGISTERED } from './inbox.messages.js';

/**
 * A durable inbox on a BullMQ queue: `callback: { inbox: bullInbox({ queue: 'wechat' }) }`. WeChat is answered once the queue has what it
 * sent; handlers run in workers, in any process of the application, and are tried again when they fail.
 *
 * @returns a definition; what cannot work is a WeChatConfigError at start-up
 * @publicApi
 */
export function bullInbox(options: BullInboxOptions): InboxDefinition {
  const resolved: ResolvedBullInbox = { ...DEFAULT_BULL_INBOX, ...options };
  return {
    create(modules) {
      check(resolved);
      return new BullInbox(findQueue(modules, resolved.queue), resolved);
    },
  };
}

/** The application's own, wherever it is registered. */
function findQueue(modules: ModuleRef, name: string): Queue {
  try {
    return modules.get<Queue>(getQueueToken(name), { strict: false });
  } catch {
    throw new WeChatConfigError(QUEUE_NOT_REGISTERED(name));
  }
}

function check({ queue, concurrency, attempts, backoff }: ResolvedBullInbox): void {
  if (typeof queue !== 'string' || queue === '') throw new WeChatConfigError(QUEUE_NEEDED);
  if (!isCount(concurrency, 0))
    throw new WeChatConfigError(
      OPTION_UNFIT('concurrency', 'how many handlers run at once, 0 for none in this process'),
    );
  if (!isCount(attempts, 1))
    throw new WeChatConfigError(OPTION_UNFIT('attempts', 'how often a handler is tried, 1 or more'));
  if (!isCount(backoff, 0))
    throw new WeChatConfigError(OPTION_UNFIT('backoff', 'milliseconds until the second attempt'));
}

const isCount = (value: unknown, least: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least;
