import type { UploadFile } from '../../catalog/work.js';
import { WeChatClient } from '../../client/index.js';
import { md5 } from '../../crypto/index.js';
import type { ContentsOf } from '../contents.interface.js';
import type { WorkBody } from '../work.api.js';
import { ARTICLES_WRONG, BYTES_TOO_MANY } from './group-robot.messages.js';
import type { RobotCaller } from './robot.caller.js';

export const WORK_GROUP_ROBOT_KIND = 'work-group-robot';

const MAX_TEXT_BYTES = 2048;
const MAX_MARKDOWN_BYTES = 4096;
const MAX_IMAGE_BYTES = 2 * 1024 * 1024;
const MAX_ARTICLES = 8;

type SendBody = WorkBody<'POST /cgi-bin/webhook/send'>;

/** What a group robot sends, under WeCom's names. */
export type WorkGroupRobotMessage = ContentsOf<SendBody>;
export type WorkGroupRobotArticle = NonNullable<SendBody['news']>['articles'][number];
export type WorkGroupRobotCard = NonNullable<SendBody['template_card']>;

/** Who is told that a text is for them: userids or mobile numbers, `@all` for everybody. */
export interface WorkGroupRobotMentions {
  mentionedList?: readonly string[] | undefined;
  mentionedMobileList?: readonly string[] | undefined;
}

/** How long a message may wait. */
export interface WorkGroupRobotSendOptions {
  /** Takes a message back that waits for its turn. */
  signal?: AbortSignal | undefined;
}

/**
 * A group robot (群机器人, 消息推送): writes to its group by a webhook.
 *
 * WeCom takes 20 messages a minute from a robot. Messages go out one after the other, in the order of the calls, and wait for
 * their turn: one whose turn is more than two minutes away is refused at once, and none waits for more than three. Where
 * others send with the same robot and WeCom says 45009, a message waits for a minute and has one more try. Waiting alone
 * holds no process open.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770
 * @publicApi
 */
export class WorkGroupRobot extends WeChatClient {
  readonly kind = WORK_GROUP_ROBOT_KIND;
  readonly #caller: RobotCaller;

  constructor(name: string, id: string, caller: RobotCaller) {
    super(name, id);
    this.#caller = caller;
  }

  /**
   * Sends any message. Calls `POST /cgi-bin/webhook/send`. It is not repeated when the network fails.
   *
   * @throws {WeChatApiError} 45009 when its turn is too far away, unsent, or when WeCom refused it twice; 93000 for a key that is
   * none, 93008 for a robot that was taken out of its group
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async send(message: WorkGroupRobotMessage, { signal }: WorkGroupRobotSendOptions = {}): Promise<void> {
    await this.#caller.send(message, signal);
  }

  /**
   * Sends a text (文本类型). Calls `POST /cgi-bin/webhook/send`.
   *
   * @param content at most 2048 bytes
   * @throws {RangeError} for a longer one
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendText(
    content: string,
    {
      mentionedList,
      mentionedMobileList,
      ...options
    }: WorkGroupRobotMentions & WorkGroupRobotSendOptions = {},
  ): Promise<void> {
    checkBytes('The text', Buffer.byteLength(content), MAX_TEXT_BYTES);
    const text = {
      content,
      ...(mentionedList && { mentioned_list: [...mentionedList] }),
      ...(mentionedMobileList && { mentioned_mobile_list: [...mentionedMobileList] }),
    };
    await this.send({ msgtype: 'text', text }, options);
  }

  /**
   * Sends Markdown (markdown类型): headings, bold, links, quotes, three colours; `<@userid>` mentions somebody. Calls
   * `POST /cgi-bin/webhook/send`.
   *
   * @param content at most 4096 bytes
   * @throws {RangeError} for a longer one
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendMarkdown(content: string, options?: WorkGroupRobotSendOptions): Promise<void> {
    checkBytes('The text', Buffer.byteLength(content), MAX_MARKDOWN_BYTES);
    await this.send({ msgtype: 'markdown', markdown: { content } }, options);
  }

  /**
   * Sends Markdown of the newer kind (markdown_v2类型): tables, lists and pictures, but neither colours nor mentions. Calls
   * `POST /cgi-bin/webhook/send`.
   *
   * @param content at most 4096 bytes
   * @throws {RangeError} for a longer one
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendMarkdownV2(content: string, options?: WorkGroupRobotSendOptions): Promise<void> {
    checkBytes('The text', Buffer.byteLength(content), MAX_MARKDOWN_BYTES);
    await this.send({ msgtype: 'markdown_v2', markdown_v2: { content } }, options);
  }

  /**
   * Sends a picture (图片类型). Calls `POST /cgi-bin/webhook/send`.
   *
   * @param image JPG or PNG, at most 2 MB
   * @throws {RangeError} for a larger one
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendImage(image: Uint8Array, options?: WorkGroupRobotSendOptions): Promise<void> {
    checkBytes('The picture', image.byteLength, MAX_IMAGE_BYTES);
    const base64 = Buffer.from(image.buffer, image.byteOffset, image.byteLength).toString('base64');
    await this.send({ msgtype: 'image', image: { base64, md5: md5(image) } }, options);
  }

  /**
   * Sends articles (图文类型). Calls `POST /cgi-bin/webhook/send`.
   *
   * @param articles one to eight
   * @throws {RangeError} for none or more
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendNews(
    articles: readonly WorkGroupRobotArticle[],
    options?: WorkGroupRobotSendOptions,
  ): Promise<void> {
    if (articles.length < 1 || articles.length > MAX_ARTICLES)
      throw new RangeError(ARTICLES_WRONG(articles.length));
    await this.send({ msgtype: 'news', news: { articles: [...articles] } }, options);
  }

  /**
   * Sends a file (文件类型). Calls `POST /cgi-bin/webhook/send`.
   *
   * @param mediaId of {@link upload}
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendFile(mediaId: string, options?: WorkGroupRobotSendOptions): Promise<void> {
    await this.send({ msgtype: 'file', file: { media_id: mediaId } }, options);
  }

  /**
   * Sends a voice message (语音类型). Calls `POST /cgi-bin/webhook/send`.
   *
   * @param mediaId of {@link uploadVoice}
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendVoice(mediaId: string, options?: WorkGroupRobotSendOptions): Promise<void> {
    await this.send({ msgtype: 'voice', voice: { media_id: mediaId } }, options);
  }

  /**
   * Sends a card (模版卡片类型), a text or a news notice: taps on it lead somewhere, and are told to nobody. Calls
   * `POST /cgi-bin/webhook/send`.
   *
   * @throws {WeChatApiError} as {@link send} does
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  async sendTemplateCard(card: WorkGroupRobotCard, options?: WorkGroupRobotSendOptions): Promise<void> {
    await this.send({ msgtype: 'template_card', template_card: card }, options);
  }

  /**
   * Uploads a file for {@link sendFile} (文件上传接口), more than 5 bytes and at most 20 MB. Calls
   * `POST /cgi-bin/webhook/upload_media`. This robot alone can send it, for three days.
   *
   * @returns the media_id
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  upload(file: UploadFile): Promise<string> {
    return this.#caller.upload('file', file);
  }

  /**
   * Uploads a voice message for {@link sendVoice} (文件上传接口): AMR, at most 2 MB and 60 seconds. Calls
   * `POST /cgi-bin/webhook/upload_media`.
   *
   * @returns the media_id
   * @see https://developer.work.weixin.qq.com/document/path/91770
   */
  uploadVoice(file: UploadFile): Promise<string> {
    return this.#caller.upload('voice', file);
  }
}

function checkBytes(what: string, bytes: number, most: number): void {
  if (bytes > most) throw new RangeError(BYTES_TOO_MANY(what, bytes, most));
}
