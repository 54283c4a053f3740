import type { BodyOf, MiniProgramApi } from './mini-program.api.js';

type Body = BodyOf<'POST /cgi-bin/message/custom/send'>;
/** The object of one kind of message. */
type Part<Kind extends keyof Body> = NonNullable<Body[Kind]>;

/** A card that opens a page of this mini program. */
export interface CustomMessagePage {
  title: string;
  /** Page and query, as in app.json. */
  pagepath: string;
  /** The picture's media_id, of `media.upload`; 520 × 416 pixels look best. */
  thumb_media_id: string;
}

/**
 * Messages to people who entered the customer-service session or wrote there within 48 hours (客服消息). Every method calls
 * `POST /cgi-bin/message/custom/send`, and throws a WeChatApiError with 45015 when that time has passed, 45047 after too
 * many messages since the person last wrote.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html
 * @publicApi
 */
export class MiniProgramCustomMessageService {
  constructor(private readonly client: MiniProgramApi) {}

  /** Sends a text (文本), at most 2048 bytes; `<a data-miniprogram-path>` makes a link into the mini program. */
  sendText(openid: string, content: string): Promise<void> {
    return this.#send(openid, 'text', { content });
  }

  /** Sends a picture (图片) of `media.upload`. */
  sendImage(openid: string, mediaId: string): Promise<void> {
    return this.#send(openid, 'image', { media_id: mediaId });
  }

  /** Sends a link to a web page (图文链接). */
  sendLink(openid: string, link: Part<'link'>): Promise<void> {
    return this.#send(openid, 'link', link);
  }

  /** Sends a page of this mini program (小程序卡片). */
  sendMiniProgramPage(openid: string, page: CustomMessagePage): Promise<void> {
    return this.#send(openid, 'miniprogrampage', page);
  }

  /**
   * Shows or hides "typing…" (客服输入状态). Calls `POST /cgi-bin/message/custom/typing`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/setTyping.html
   */
  async setTyping(openid: string, isTyping = true): Promise<void> {
    const command = isTyping ? 'Typing' : 'CancelTyping';
    await this.client.request('POST /cgi-bin/message/custom/typing', { body: { touser: openid, command } });
  }

  async #send<Kind extends keyof Body>(
    openid: string,
    msgtype: Kind & string,
    part: Part<Kind>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/message/custom/send', {
      body: { touser: openid, msgtype, [msgtype]: part },
    });
  }
}
