import { WeChatConfigError, type XmlTree } from '../common/index.js';

/**
 * An answer to a push, made with {@link reply}.
 *
 * @publicApi
 */
export class Reply {
  constructor(
    /** WeChat's MsgType; empty for fields that are the whole answer. */
    readonly msgType: string,
    /** The fields below it, under WeChat's names. */
    readonly fields: XmlTree,
  ) {}
}

/** A reply of a kind that can stand in an answer alone. */
export class UnsendableReply extends WeChatConfigError {}

/** One article of a news reply. 图文消息 */
export interface ReplyArticle {
  title: string;
  description?: string;
  /** Address of the picture: JPG or PNG, 360×200 for the first article, 200×200 for others. */
  picUrl?: string;
  /** Where a tap leads. */
  url?: string;
}

/** A video of a reply. 视频消息 */
export interface ReplyVideo {
  mediaId: string;
  title?: string;
  description?: string;
}

/** A piece of music of a reply. 音乐消息 */
export interface ReplyMusic {
  thumbMediaId: string;
  title?: string;
  description?: string;
  musicUrl?: string;
  hqMusicUrl?: string;
}

const DOCS_MAX_ARTICLES = 8;

/**
 * Makes answers to pushes (被动回复). A handler returns one; a string is short for {@link reply.text}, an array of
 * articles for {@link reply.news}.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 * @publicApi
 */
export const reply = {
  /** A text (文本), at most 2048 bytes; line breaks are kept. */
  text: (content: string): Reply => new Reply('text', { Content: content }),

  /** A picture (图片) uploaded before. */
  image: (mediaId: string): Reply => new Reply('image', { Image: { MediaId: mediaId } }),

  /** A voice message (语音) uploaded before. */
  voice: (mediaId: string): Reply => new Reply('voice', { Voice: { MediaId: mediaId } }),

  /** A video (视频) uploaded before. */
  video: ({ mediaId, title, description }: ReplyVideo): Reply =>
    new Reply('video', { Video: { MediaId: mediaId, Title: title, Description: description } }),

  /** A piece of music (音乐). */
  music: ({ thumbMediaId, title, description, musicUrl, hqMusicUrl }: ReplyMusic): Reply =>
    new Reply('music', {
      Music: {
        Title: title,
        Description: description,
        MusicUrl: musicUrl,
        HQMusicUrl: hqMusicUrl,
        ThumbMediaId: thumbMediaId,
      },
    }),

  /**
   * Articles (图文), 1 to 8; WeChat shows one alone in answer to a text, picture, video, article or location.
   *
   * @throws {RangeError} for none or more than eight
   */
  news: (articles: readonly ReplyArticle[]): Reply => {
    if (articles.length < 1 || articles.length > DOCS_MAX_ARTICLES) {
      throw new RangeError(`A news reply takes 1 to ${DOCS_MAX_ARTICLES} articles, not ${articles.length}`);
    }
    const item = articles.map(({ title, description, picUrl, url }) => ({
      Title: title,
      Description: description,
      PicUrl: picUrl,
      Url: url,
    }));
    return new Reply('news', { ArticleCount: articles.length, Articles: { item } });
  },

  /** Hands the conversation to customer service (转客服), to one account of it when given. */
  transferToCustomerService: (kfAccount?: string): Reply =>
    new Reply('transfer_customer_service', kfAccount ? { TransInfo: { KfAccount: kfAccount } } : {}),

  /**
   * An answer in the form one event asks for (事件应答), as some of logistics and of virtual payment do: these fields and
   * nothing else, sealed as the push was. It has to come within the deadline: what comes later is told to the log alone, and
   * WeChat has `success`. `reply.raw({ ErrCode: 0, ErrMsg: 'success' })`
   */
  raw: (fields: XmlTree): Reply => new Reply('', fields),
} as const;
