import type { BodyOf, OfficialAccountApi } from './official-account.api.js';

type Body = BodyOf<'POST /cgi-bin/message/custom/send'>;
/** The object of one kind of message. */
type Part<Kind extends keyof Body> = NonNullable<Body[Kind]>;

/** Who speaks. */
export interface CustomMessageOptions {
  /** Customer-service account (客服账号) that appears as the sender: `name@account`. */
  kfAccount?: string | undefined;
}

/**
 * Messages to people who interacted within 48 hours (客服消息). Every method calls
 * `POST /cgi-bin/message/custom/send`, and throws a WeChatApiError with 45015 when the 48 hours have passed, 45047 after
 * too many messages since the person last spoke.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html
 * @publicApi
 */
export class OfficialAccountCustomMessageService {
  constructor(private readonly client: OfficialAccountApi) {}

  /** Sends a text (文本), at most 2048 bytes; `<a href>` makes a link. */
  sendText(openid: string, content: string, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'text', { content }, options);
  }

  /** Sends a picture (图片). */
  sendImage(openid: string, mediaId: string, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'image', { media_id: mediaId }, options);
  }

  /** Sends a voice message (语音). */
  sendVoice(openid: string, mediaId: string, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'voice', { media_id: mediaId }, options);
  }

  /** Sends a video (视频). */
  sendVideo(openid: string, video: Part<'video'>, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'video', video, options);
  }

  /** Sends a piece of music (音乐). */
  sendMusic(openid: string, music: Part<'music'>, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'music', music, options);
  }

  /** Sends an article that leads to a page of one's own (图文外链); WeChat takes one. */
  sendNews(
    openid: string,
    article: Part<'news'>['articles'][number],
    options?: CustomMessageOptions,
  ): Promise<void> {
    return this.#send(openid, 'news', { articles: [article] }, options);
  }

  /** Sends articles kept as material (图文消息, media_id). */
  sendMpNews(openid: string, mediaId: string, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'mpnews', { media_id: mediaId }, options);
  }

  /** Sends a published article (图文消息, article_id). */
  sendArticle(openid: string, articleId: string, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'mpnewsarticle', { article_id: articleId }, options);
  }

  /** Sends a choice (菜单消息); the answer comes as a text with `bizmsgmenuid`. */
  sendMenu(openid: string, menu: Part<'msgmenu'>, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'msgmenu', menu, options);
  }

  /** Sends a card (卡券). */
  sendCard(openid: string, cardId: string, options?: CustomMessageOptions): Promise<void> {
    return this.#send(openid, 'wxcard', { card_id: cardId }, options);
  }

  /** Sends a mini program's page (小程序卡片). */
  sendMiniProgramPage(
    openid: string,
    page: Part<'miniprogrampage'> & { appid: string },
    options?: CustomMessageOptions,
  ): Promise<void> {
    return this.#send(openid, 'miniprogrampage', page, options);
  }

  /**
   * Shows or hides "typing…" (客服输入状态). Calls `POST /cgi-bin/message/custom/typing`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html#8
   */
  async setTyping(openid: string, isTyping = true): Promise<void> {
    const command = isTyping ? 'Typing' : 'CancelTyping';
    await this.client.request('POST /cgi-bin/message/custom/typing', { body: { touser: openid, command } });
  }

  async #send<Kind extends keyof Body>(
    openid: string,
    msgtype: Kind & string,
    part: Part<Kind>,
    { kfAccount }: CustomMessageOptions = {},
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/message/custom/send', {
      body: {
        touser: openid,
        msgtype,
        [msgtype]: part,
        ...(kfAccount === undefined ? {} : { customservice: { kf_account: kfAccount } }),
      },
    });
  }
}
