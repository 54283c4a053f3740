import { md5 } from '../../crypto/index.js';
import { type BotPicture, MAX_CONTENT } from './bot.bodies.js';
import { CONTENT_TOO_LONG } from './bot.messages.js';
import type { TextSource } from './bot.stream.js';
import type { WorkBotCard } from './bot-card.interface.js';

const MAX_PICTURES = 10;
const MAX_PICTURE = 10 * 1024 * 1024;
const MAX_FEEDBACK_ID = 256;

/** What a file is that was uploaded before. */
export type WorkBotMediaType = 'file' | 'image' | 'voice' | 'video';

/** What goes with a text. */
export interface WorkBotTextOptions {
  /** With it, people can judge the answer: `feedback_event` brings the id. At most 256 bytes. 反馈 */
  feedbackId?: string | undefined;
  /** Shown below the text: at most 10, JPG or PNG, at most 10 MB each. Callback mode alone takes them. */
  pictures?: readonly Uint8Array[] | undefined;
  /** Shown below the text. 模板卡片 */
  card?: WorkBotCard | undefined;
}

/** What a handler may return, understood. */
export type BotContent =
  | {
      readonly type: 'text';
      readonly text: TextSource;
      readonly feedbackId?: string | undefined;
      readonly pictures?: readonly BotPicture[] | undefined;
      readonly card?: WorkBotCard | undefined;
    }
  | { readonly type: 'card'; readonly card: WorkBotCard }
  | { readonly type: 'update'; readonly card: WorkBotCard; readonly userIds: readonly string[] | undefined }
  | {
      readonly type: 'media';
      readonly media: WorkBotMediaType;
      readonly fields: { readonly media_id: string; readonly title?: string; readonly description?: string };
    };

/**
 * An answer of a bot, made with {@link botReply}.
 *
 * @publicApi
 */
export class WorkBotReply {
  /** @internal */
  constructor(readonly content: BotContent) {}
}

/**
 * Makes answers of an AI bot (智能机器人). A handler returns one; a string is short for {@link botReply.text}, an async generator
 * of strings for {@link botReply.stream}. Texts are Markdown.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101031
 * @publicApi
 */
export const botReply = {
  /**
   * A text (文本) as a whole.
   *
   * @param content Markdown, at most 20480 bytes
   * @throws {RangeError} when it is longer, or a picture or the feedback id is larger than WeCom takes
   */
  text: (content: string, options: WorkBotTextOptions = {}): WorkBotReply => {
    checkContent(content);
    return new WorkBotReply({ type: 'text', text: [content], ...readOptions(options) });
  },

  /**
   * A text that is shown while it is written (流式消息). What is beyond 20480 bytes is not shown.
   *
   * @param pieces each is shown behind those before
   * @throws {RangeError} when a picture or the feedback id is larger than WeCom takes
   */
  stream: (
    pieces: AsyncIterable<string> | Iterable<string>,
    options: WorkBotTextOptions = {},
  ): WorkBotReply => new WorkBotReply({ type: 'text', text: pieces, ...readOptions(options) }),

  /** A template card (模板卡片) alone. `botReply.text('…', { card })` has one below a text. */
  card: (card: WorkBotCard): WorkBotReply => new WorkBotReply({ type: 'card', card }),

  /**
   * The card that takes the place of one that was tapped (更新模板卡片), as the answer to `template_card_event`; WeCom takes it
   * within 5 s of the tap.
   *
   * @param card with the task_id of the one tapped
   * @param options `userIds`: whose card changes; everybody's when left out
   */
  updateCard: (card: WorkBotCard, options: { userIds?: readonly string[] | undefined } = {}): WorkBotReply =>
    new WorkBotReply({ type: 'update', card, userIds: options.userIds }),

  /**
   * A file, picture, voice message or video that was uploaded with `bot.upload(…)`. Over the long connection alone.
   *
   * @param options of a video: `title` (128 bytes) and `description` (512 bytes)
   */
  media: (
    type: WorkBotMediaType,
    mediaId: string,
    options: { title?: string | undefined; description?: string | undefined } = {},
  ): WorkBotReply => {
    const { title, description } = options;
    const fields = {
      media_id: mediaId,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
    };
    return new WorkBotReply({ type: 'media', media: type, fields });
  },
} as const;

/** @throws {RangeError} when WeCom would refuse it for its length */
export function checkContent(content: string): void {
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_CONTENT) throw new RangeError(CONTENT_TOO_LONG(bytes, MAX_CONTENT));
}

function readOptions({ feedbackId, pictures = [], card }: WorkBotTextOptions): {
  feedbackId: string | undefined;
  pictures: readonly BotPicture[];
  card: WorkBotCard | undefined;
} {
  if (feedbackId !== undefined && Buffer.byteLength(feedbackId) > MAX_FEEDBACK_ID)
    throw new RangeError(`A feedback id has at most ${MAX_FEEDBACK_ID} bytes`);
  if (pictures.length > MAX_PICTURES)
    throw new RangeError(`An answer takes at most ${MAX_PICTURES} pictures, not ${pictures.length}`);
  if (pictures.some(({ length }) => length > MAX_PICTURE))
    throw new RangeError('A picture of an answer has at most 10 MB');
  const read = (bytes: Uint8Array): BotPicture => ({
    base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    md5: md5(bytes),
  });
  return { feedbackId, pictures: pictures.map(read), card };
}
