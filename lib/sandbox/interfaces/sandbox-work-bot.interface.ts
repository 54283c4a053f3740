/**
 * An AI bot of the sandbox; whatever is left out is made up. 智能机器人
 *
 * @publicApi
 */
export interface SandboxWorkBotOptions {
  /** BotID */
  botId?: string;
  /** Secret of the long connection. */
  secret?: string;
  /** The callback token. */
  token?: string;
  /** The callback key, 43 characters. */
  encodingAESKey?: string;
  /** Where callbacks go. 接收消息回调地址 */
  callbackUrl?: string;
}

/**
 * Who writes, and where.
 *
 * @publicApi
 */
export interface SandboxBotChat {
  /** @default 'zhangsan' */
  userId?: string;
  /** A group; a chat with one person without it. */
  chatId?: string;
  /** Which way the message goes. @default the long connection where there is one, else the callback URL */
  over?: 'callback' | 'connection';
  /** Of a repeat: the id of the message that is repeated. */
  msgId?: string;
  /** Milliseconds the whole answer may take. @default 10000 */
  timeout?: number;
  /** Milliseconds between two questions for more of a stream, in callback mode. @default 100 */
  pollEvery?: number;
  /** Of a person who goes away: asks for more no more often than that. */
  maxPolls?: number;
}

/**
 * What a person was shown.
 *
 * @publicApi
 */
export interface SandboxBotAnswer {
  /** Of the message that was answered. */
  readonly msgId: string;
  /** Which way it went. */
  readonly over: 'callback' | 'connection';
  /** The text at the end. */
  readonly text: string;
  /** Whether the answer came to its end: `finish` of a stream, or anything that is no stream. */
  readonly isFinished: boolean;
  /** The texts one after another, as they were shown. */
  readonly shown: readonly string[];
  /** How often WeCom asked for more. 流式消息刷新 */
  readonly polls: number;
  /** Id of the stream. */
  readonly streamId?: string;
  /** Id people's judgements would bring. */
  readonly feedbackId?: string;
  /** The card beside or in place of the text. */
  readonly card?: Readonly<Record<string, unknown>>;
  /** The card that took the place of the one tapped, and whose. */
  readonly update?: {
    readonly card: Readonly<Record<string, unknown>>;
    readonly userIds?: readonly string[];
  };
  /** Pictures below the text. */
  readonly pictures: readonly Buffer[];
  /** A file that was uploaded before. */
  readonly media?: { readonly type: string; readonly content: Buffer; readonly filename: string };
}

/**
 * A message the bot sent of its own accord, or as a further answer.
 *
 * @publicApi
 */
export interface SandboxBotMessage {
  /** `aibot_send_msg`, or the address of a message: response_url. */
  readonly by: 'send' | 'response_url';
  /** A chatid or a userid. */
  readonly chatId: string;
  readonly chatType?: number;
  readonly msgtype: string;
  readonly text?: string;
  readonly card?: Readonly<Record<string, unknown>>;
  readonly feedbackId?: string;
  readonly media?: { readonly type: string; readonly content: Buffer; readonly filename: string };
}

/**
 * A frame the application sent; secrets are masked.
 *
 * @publicApi
 */
export interface SandboxBotFrame {
  readonly cmd: string;
  readonly reqId: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What it was answered with. */
  readonly errcode: number;
}
