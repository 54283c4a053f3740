import type { MessageTree } from '../../common/index.js';
import type { SandboxArticle } from './chat-entry.interface.js';

/**
 * Kinds of answer a push can get. 被动回复
 *
 * @publicApi
 */
export type SandboxReplyKind =
  'none' | 'text' | 'image' | 'voice' | 'video' | 'music' | 'news' | 'transfer_customer_service';

/**
 * The application's answer to a push, opened and checked.
 *
 * @publicApi
 */
export interface SandboxReply {
  /** `none` for an empty body or `success`. */
  kind: SandboxReplyKind;
  /** Of a text. */
  text?: string;
  /** Of news. */
  articles?: SandboxArticle[];
  /** The whole answer, as strings. */
  fields: MessageTree;
  /** How often WeChat had to push. */
  attempts: number;
  /** The body as it came. */
  raw: string;
}
