import type { WorkAgentApi } from '../work.api.js';
import type { WorkKfContent, WorkKfEventContent, WorkKfMessage } from './kf-message.interface.js';
import { TEXT_TOO_LONG } from './kf.messages.js';
import type { KfReader, WorkKfSyncOptions } from './kf.reader.js';

const MAX_TEXT_BYTES = 2048;

/**
 * Messages between customers and customer service (会话分配与消息收发).
 *
 * @see https://developer.work.weixin.qq.com/document/path/94670
 * @publicApi
 */
export class WorkKfMessageService {
  readonly #reader: KfReader;

  constructor(
    private readonly client: WorkAgentApi,
    reader: KfReader,
  ) {
    this.#reader = reader;
  }

  /**
   * Sends a customer a message (发送消息): while the conversation is new or with programs, within 48 hours of the customer's last
   * message, five times at most. Calls `POST /cgi-bin/kf/send_msg`. It is not repeated when the network fails.
   *
   * @param content a text of at most 2048 bytes, or contents under WeCom's names:
   * `{ msgtype: 'image', image: { media_id } }`, `msgmenu`, `link`, `miniprogram`, `location` …
   * @param msgId of your own choice, once for each message: letters, digits, `_` and `-`, at most 32
   * @returns its msgid; `msg_send_fail` tells of one that did not arrive
   * @throws {RangeError} for a longer text
   * @throws {WeChatApiError} 95001 beyond five messages, 95002 after 48 hours, 95018 while a member has the conversation
   * @see https://developer.work.weixin.qq.com/document/path/94677
   */
  async send(
    openKfId: string,
    externalUserId: string,
    content: string | WorkKfContent,
    msgId?: string,
  ): Promise<string> {
    const { msgid } = await this.client.request('POST /cgi-bin/kf/send_msg', {
      body: {
        open_kfid: openKfId,
        touser: externalUserId,
        ...(msgId === undefined ? {} : { msgid: msgId }),
        ...contentOf(content),
      },
    });
    return msgid;
  }

  /**
   * Sends a customer the one message an event allows (发送欢迎语等事件响应消息): a welcome, words for those who wait, a question at
   * the end. Calls `POST /cgi-bin/kf/send_msg_on_event`.
   *
   * @param code `welcome_code` of `enter_session` (good for 20 seconds), `msg_code` of `session_status_change` or of
   * `sessions.transfer`; it works once
   * @param content a text of at most 2048 bytes, or a menu
   * @param msgId as {@link send} takes it
   * @returns its msgid
   * @throws {RangeError} for a longer text
   * @throws {WeChatApiError} 95007 for a code that was used or has expired
   * @see https://developer.work.weixin.qq.com/document/path/95122
   */
  async sendOnEvent(code: string, content: string | WorkKfEventContent, msgId?: string): Promise<string> {
    const { msgid } = await this.client.request('POST /cgi-bin/kf/send_msg_on_event', {
      body: { code, ...(msgId === undefined ? {} : { msgid: msgId }), ...contentOf(content) },
    });
    return msgid;
  }

  /**
   * What was said and happened in an account since it was read last, page after page (读取消息): `for await (const message of
   * kf.messages.sync(openKfId))`. Calls `POST /cgi-bin/kf/sync_msg` for every thousand; a page that fails throws.
   *
   * How far it was read is kept among the credentials of WeChatModule, once all of a page were taken: whoever leaves the loop or
   * ends in the middle is given that page again, and nothing is lost. The first time it begins three days ago. One reads an
   * account at a time, among all that share one WeChatCoordination, and others wait: end the loop, and begin no other one of the
   * same account within it. `{ from: 'start' }` only looks: it waits for nobody, and changes nothing about how far was read.
   *
   * @throws {WeChatConfigError} in a handler of `@WeChatKfMessage()` or `@WeChatKfEvent()` that reads the account its message is
   * of, unless from the start
   * @see https://developer.work.weixin.qq.com/document/path/94670
   */
  async *sync(openKfId: string, options?: WorkKfSyncOptions): AsyncGenerator<WorkKfMessage, void, undefined> {
    for await (const { messages } of this.#reader.pages(openKfId, options)) yield* messages;
  }

  /** Forgets how far an account was read: whoever reads next begins three days ago. */
  async reset(openKfId: string): Promise<void> {
    await this.#reader.forget(openKfId);
  }
}

function contentOf<Content extends { msgtype: string }>(
  content: string | Content,
): Content | { msgtype: 'text'; text: { content: string } } {
  const contents = typeof content === 'string' ? textOf(content) : content;
  if (contents.msgtype === 'text') {
    const bytes = Buffer.byteLength((contents as { text: { content: string } }).text.content);
    if (bytes > MAX_TEXT_BYTES) throw new RangeError(TEXT_TOO_LONG(bytes, MAX_TEXT_BYTES));
  }
  return contents;
}

const textOf = (content: string): { msgtype: 'text'; text: { content: string } } => ({
  msgtype: 'text',
  text: { content },
});
