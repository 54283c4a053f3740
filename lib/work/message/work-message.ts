import type { WorkBody } from '../work.api.js';
import type { WorkTemplateCard } from './template-card.js';

type SendBody = WorkBody<'POST /cgi-bin/message/send'>;
type ChatBody = WorkBody<'POST /cgi-bin/appchat/send'>;

/** The object of one kind of message. */
type Part<Type extends keyof SendBody> = NonNullable<SendBody[Type]>;
type ContentOf<Type extends SendBody['msgtype']> = { readonly msgtype: Type } & {
  readonly [Field in Type]: Field extends 'template_card' ? WorkTemplateCard : Part<Field>;
};

/** What is said, by its `msgtype`: made by {@link workMessage}, or written out. */
export type WorkMessageContent = { [Type in SendBody['msgtype']]: ContentOf<Type> }[SendBody['msgtype']];
/** What may be said in a group chat of the application. */
export type WorkChatContent = Extract<WorkMessageContent, { msgtype: ChatBody['msgtype'] }>;

export type WorkNewsArticle = Part<'news'>['articles'][number];
export type WorkMpNewsArticle = Part<'mpnews'>['articles'][number];

const MOST_BYTES = 2048;
const MOST_ARTICLES = 8;
const CARD_TITLE = 128;
const CARD_DESCRIPTION = 512;

/**
 * The contents of messages (消息类型). What WeCom would cut off in silence is a RangeError.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90236
 * @publicApi
 */
export const workMessage = {
  /** A text (文本消息), at most 2048 bytes; `<a href>` makes a link. @throws {RangeError} for a longer one */
  text: (content: string): ContentOf<'text'> => ({
    msgtype: 'text',
    text: { content: checkBytes('text', content) },
  }),

  /** A picture (图片消息). */
  image: (mediaId: string): ContentOf<'image'> => ({ msgtype: 'image', image: { media_id: mediaId } }),

  /** A voice message (语音消息). */
  voice: (mediaId: string): ContentOf<'voice'> => ({ msgtype: 'voice', voice: { media_id: mediaId } }),

  /** A video (视频消息). */
  video: (mediaId: string, words: Omit<Part<'video'>, 'media_id'> = {}): ContentOf<'video'> => ({
    msgtype: 'video',
    video: { ...words, media_id: mediaId },
  }),

  /** A file (文件消息). */
  file: (mediaId: string): ContentOf<'file'> => ({ msgtype: 'file', file: { media_id: mediaId } }),

  /**
   * A card of text that leads to a page (文本卡片消息).
   *
   * @throws {RangeError} for a title of more than 128 characters, or a description of more than 512
   */
  textCard: (card: Part<'textcard'>): ContentOf<'textcard'> => {
    checkLength('title', card.title, CARD_TITLE);
    checkLength('description', card.description, CARD_DESCRIPTION);
    return { msgtype: 'textcard', textcard: card };
  },

  /** Articles that lead to pages of one's own (图文消息). @throws {RangeError} unless there are one to eight */
  news: (articles: readonly WorkNewsArticle[]): ContentOf<'news'> => ({
    msgtype: 'news',
    news: { articles: checkArticles(articles) },
  }),

  /** Articles kept by WeCom (图文消息 mpnews). @throws {RangeError} unless there are one to eight */
  mpNews: (articles: readonly WorkMpNewsArticle[]): ContentOf<'mpnews'> => ({
    msgtype: 'mpnews',
    mpnews: { articles: checkArticles(articles) },
  }),

  /** A text in Markdown (markdown消息), at most 2048 bytes; WeChat shows none. @throws {RangeError} for a longer one */
  markdown: (content: string): ContentOf<'markdown'> => ({
    msgtype: 'markdown',
    markdown: { content: checkBytes('markdown', content) },
  }),

  /** A notice that leads to a mini program (小程序通知消息), of applications that belong to one; not to everybody. */
  miniProgramNotice: (notice: Part<'miniprogram_notice'>): ContentOf<'miniprogram_notice'> => ({
    msgtype: 'miniprogram_notice',
    miniprogram_notice: notice,
  }),

  /** A card of buttons and choices (模板卡片消息): what is chosen comes as the event `template_card_event`. */
  templateCard: (card: WorkTemplateCard): ContentOf<'template_card'> => ({
    msgtype: 'template_card',
    template_card: card,
  }),
} as const;

function checkBytes(kind: string, content: string): string {
  const bytes = Buffer.byteLength(content);
  if (bytes > MOST_BYTES)
    throw new RangeError(
      `A ${kind} message takes ${MOST_BYTES} bytes, not ${bytes}: WeCom cuts off the rest`,
    );
  return content;
}

function checkLength(name: string, text: string, most: number): void {
  const length = [...text].length;
  if (length > most)
    throw new RangeError(`${name} takes ${most} characters, not ${length}: WeCom cuts off the rest`);
}

function checkArticles<Article>(articles: readonly Article[]): Article[] {
  if (articles.length < 1 || articles.length > MOST_ARTICLES)
    throw new RangeError(`A message takes 1 to ${MOST_ARTICLES} articles, not ${articles.length}`);
  return [...articles];
}
