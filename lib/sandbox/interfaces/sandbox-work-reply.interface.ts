import type { MessageTree } from '../../common/index.js';
import type { SandboxArticle } from './chat-entry.interface.js';

/**
 * Kinds of answer a push of WeCom can get. 被动回复
 *
 * @publicApi
 */
export type SandboxWorkReplyKind =
  | 'none'
  | 'text'
  | 'image'
  | 'voice'
  | 'video'
  | 'news'
  | 'update_button'
  | 'update_template_card'
  | 'update_taskcard';

/**
 * The application's answer to a push of WeCom.
 *
 * @publicApi
 */
export interface SandboxWorkReply {
  /** HTTP status of the answer. */
  status: number;
  /** `none` for an empty body or `success`. */
  kind: SandboxWorkReplyKind;
  /** Of a text. */
  text?: string;
  /** Of news. */
  articles?: SandboxArticle[];
  /** The whole answer, opened and parsed, as strings; empty for `none`. */
  reply: MessageTree;
  /** The body as it came. */
  body: string;
  /** How often WeCom had to push. */
  attempts: number;
}
