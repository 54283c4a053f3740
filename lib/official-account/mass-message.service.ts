import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { checkIndex } from '../account/index.js';

type Id = string | number;
type ToAll = BodyOf<'POST /cgi-bin/message/mass/sendall'>;
type ToList = BodyOf<'POST /cgi-bin/message/mass/send'>;
type ToOne = BodyOf<'POST /cgi-bin/message/mass/preview'>;

/** A message for many: `msgtype`, the object of that kind, and what WeChat is to do with it. */
export type MassMessage = Omit<ToAll, 'filter'>;
/** A message to be looked at by one person. */
export type MassMessagePreview = Omit<ToOne, 'touser' | 'towxname'>;
/** What a mass message is answered with. */
export type MassMessageReceipt = OfficialAnswer<'POST /cgi-bin/message/mass/sendall'>;
/** How fast WeChat sends, from the fastest (0: 800,000 a minute) to the slowest (4: 100,000). */
export type MassMessageSpeed = BodyOf<'POST /cgi-bin/message/mass/speed/set'>['speed'];
/** An article for a mass message. */
export type MassArticle = BodyOf<'POST /cgi-bin/media/uploadnews'>['articles'][number];

const FEWEST_PEOPLE = 2;
const MOST_PEOPLE = 10_000;
const LONGEST_KEY = 64;
const MOST_ARTICLES = 8;

/**
 * Mass messages (群发消息): a subscription account may send one a day, a service account four a month to each follower.
 * That one was taken does not mean that it was sent: the outcome comes as the event MASSSENDJOBFINISH.
 *
 * With a `clientmsgid` (64 bytes at most) a call is safe to repeat, and is repeated by itself after a network failure;
 * a WeChatApiError with 45065 then says that WeChat had taken the message already.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Batch_Sends_and_Originality_Checks.html
 * @publicApi
 */
export class OfficialAccountMassMessageService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Sends to everybody, or to the people with a tag (根据标签进行群发). Calls `POST /cgi-bin/message/mass/sendall`.
   *
   * @param to `'all'`, or the id of a tag
   * @returns `msg_id` for {@link getStatus}; `msg_data_id` of news, for comments and statistics
   * @throws {RangeError} for a `clientmsgid` that is too long
   * @throws {WeChatApiError} 45028 when the quota is used up, 45065 for a `clientmsgid` that was used before
   */
  async sendAll(to: 'all' | number, message: MassMessage): Promise<MassMessageReceipt> {
    checkKey(message.clientmsgid);
    const filter = to === 'all' ? { is_to_all: true } : { is_to_all: false, tag_id: to };
    return this.client.request('POST /cgi-bin/message/mass/sendall', { body: { filter, ...message } });
  }

  /**
   * Sends to 2 to 10,000 people (根据OpenID列表群发). Calls `POST /cgi-bin/message/mass/send`.
   *
   * @returns `msg_id` for {@link getStatus}; `msg_data_id` of news, for comments and statistics
   * @throws {RangeError} for another number of people, or a `clientmsgid` that is too long
   * @throws {WeChatApiError} 45028 when the quota is used up, 45065 for a `clientmsgid` that was used before
   */
  async send(openids: readonly string[], message: Omit<ToList, 'touser'>): Promise<MassMessageReceipt> {
    if (openids.length < FEWEST_PEOPLE || openids.length > MOST_PEOPLE)
      throw new RangeError(
        `A mass message takes ${FEWEST_PEOPLE} to ${MOST_PEOPLE} openids, not ${openids.length}`,
      );
    checkKey(message.clientmsgid);
    return this.client.request('POST /cgi-bin/message/mass/send', {
      body: { touser: [...openids], ...message },
    });
  }

  /**
   * Takes back news or a video that was sent through the API, at any time (删除群发). Calls `POST /cgi-bin/message/mass/delete`.
   * People who have it keep the card; its page is gone, and with it every other send of the same article.
   *
   * @param articleIndex place of the article, from 1; 0 takes all
   */
  async delete(msgId: Id, articleIndex = 0): Promise<void> {
    checkIndex(articleIndex, 'articleIndex');
    await this.client.request('POST /cgi-bin/message/mass/delete', {
      body: { msg_id: msgId, article_idx: articleIndex },
    });
  }

  /** As {@link delete}, for one article by its address. */
  async deleteByUrl(url: string): Promise<void> {
    await this.client.request('POST /cgi-bin/message/mass/delete', { body: { url } });
  }

  /**
   * Sends to one person, to see how it looks (预览), a hundred times a day. Calls `POST /cgi-bin/message/mass/preview`.
   *
   * @param to an openid, or a WeChat ID (微信号) as `{ wechatId }`
   */
  async preview(to: string | { wechatId: string }, message: MassMessagePreview): Promise<void> {
    const person = typeof to === 'string' ? { touser: to } : { towxname: to.wechatId };
    await this.client.request('POST /cgi-bin/message/mass/preview', { body: { ...person, ...message } });
  }

  /**
   * How far a mass message has come (查询群发消息发送状态). Calls `POST /cgi-bin/message/mass/get`.
   *
   * @returns `SEND_SUCCESS`, `SENDING`, `SEND_FAIL` or `DELETE`
   */
  async getStatus(msgId: Id): Promise<string> {
    const { msg_status } = await this.client.request('POST /cgi-bin/message/mass/get', {
      body: { msg_id: msgId },
    });
    return msg_status;
  }

  /**
   * How fast WeChat sends (获取群发速度). Calls `POST /cgi-bin/message/mass/speed/get`.
   *
   * @returns the level, and as `realspeed` what it means in ten thousand a minute
   */
  getSpeed(): Promise<OfficialAnswer<'POST /cgi-bin/message/mass/speed/get'>> {
    return this.client.request('POST /cgi-bin/message/mass/speed/get', { body: {} });
  }

  /**
   * Sets how fast WeChat sends (设置群发速度). Calls `POST /cgi-bin/message/mass/speed/set`.
   *
   * @param speed 0: 800,000 a minute, 1: 600,000, 2: 450,000, 3: 300,000, 4: 100,000
   * @throws {RangeError} for another level
   */
  async setSpeed(speed: MassMessageSpeed): Promise<void> {
    if (![0, 1, 2, 3, 4].includes(speed)) throw new RangeError(`speed takes 0 to 4, not ${String(speed)}`);
    await this.client.request('POST /cgi-bin/message/mass/speed/set', { body: { speed } });
  }

  /**
   * Makes 1 to 8 articles into the `mpnews` of a mass message (上传图文消息素材). Calls `POST /cgi-bin/media/uploadnews`.
   *
   * @returns the media_id
   * @throws {RangeError} for another number of articles
   */
  async uploadNews(articles: MassArticle[]): Promise<string> {
    if (articles.length < 1 || articles.length > MOST_ARTICLES)
      throw new RangeError(`News take 1 to ${MOST_ARTICLES} articles, not ${articles.length}`);
    const { media_id } = await this.client.request('POST /cgi-bin/media/uploadnews', { body: { articles } });
    return media_id;
  }

  /**
   * Makes a video into the `mpvideo` of a mass message (群发视频). Calls `POST /cgi-bin/media/uploadvideo`.
   *
   * @param mediaId of a video uploaded with `media.upload()` or `material.addVideo()`
   * @returns the media_id to send
   */
  async uploadVideo(mediaId: string, title?: string, description?: string): Promise<string> {
    const { media_id } = await this.client.request('POST /cgi-bin/media/uploadvideo', {
      body: { media_id: mediaId, title, description },
    });
    return media_id;
  }
}

function checkKey(clientmsgid: string | undefined): void {
  if (clientmsgid !== undefined && new TextEncoder().encode(clientmsgid).length > LONGEST_KEY)
    throw new RangeError(`clientmsgid takes ${LONGEST_KEY} bytes at most`);
}
