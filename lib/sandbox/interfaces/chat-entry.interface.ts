/**
 * An article of a news message. 图文
 *
 * @publicApi
 */
export interface SandboxArticle {
  title: string;
  description: string;
  picUrl: string;
  url: string;
}

/**
 * One line of a chat, as the chat page shows it.
 *
 * @publicApi
 */
export interface ChatEntry {
  id: string;
  /** Milliseconds since 1970, by the real clock. */
  at: number;
  from: 'person' | 'account';
  /** `text`, `image`, `news`, `event`, `template` … */
  kind: string;
  text?: string;
  imageUrl?: string;
  articles?: SandboxArticle[];
  title?: string;
  url?: string;
  /** The account's answer to a push, not a message of its own accord. */
  passive: boolean;
}

/**
 * A chat entry with the chat it belongs to.
 *
 * @publicApi
 */
export interface SandboxMessage extends ChatEntry {
  appId: string;
  openid: string;
}
