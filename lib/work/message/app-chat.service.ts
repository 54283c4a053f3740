import { checkCount } from '../limits.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';
import type { WorkChatContent } from './work-message.js';

/** A group chat as it begins. */
export type WorkAppChatOptions = Omit<WorkBody<'POST /cgi-bin/appchat/create'>, 'userlist'>;
/** What is to change of it. */
export type WorkAppChatChanges = Omit<WorkBody<'POST /cgi-bin/appchat/update'>, 'chatid'>;
export type WorkAppChat = WorkAnswer<'GET /cgi-bin/appchat/get'>['chat_info'];

const LONGEST_NAME = 50;

/**
 * Group chats the application makes and speaks in (应用推送到群聊会话): of applications of one's own that the whole corporation
 * sees.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90244
 * @publicApi
 */
export class WorkAppChatService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Makes a group chat (创建群聊会话). Calls `POST /cgi-bin/appchat/create`. Members see it from the first message on.
   *
   * @param userIds 2 to 2000 members
   * @param options name (at most 50 characters), owner (one of the members) and chatid (letters and digits, 32 at most)
   * @returns the chatid
   * @throws {RangeError} for nobody, or a longer name, which WeCom would cut off
   * @throws {WeChatApiError} 86006 for other numbers of members, 86007 for one that does not exist, 86215 for a chatid that is
   * taken
   * @see https://developer.work.weixin.qq.com/document/path/90245
   */
  async create(userIds: readonly string[], options: WorkAppChatOptions = {}): Promise<string> {
    checkCount(userIds, 'userIds');
    checkName(options.name);
    const { chatid } = await this.client.request('POST /cgi-bin/appchat/create', {
      body: { ...options, userlist: [...userIds] },
    });
    return chatid;
  }

  /**
   * Changes what is given of a group chat (修改群聊会话). Calls `POST /cgi-bin/appchat/update`.
   *
   * @throws {RangeError} for a name of more than 50 characters, which WeCom would cut off
   * @throws {WeChatApiError} 86003 for an unknown chatid, 86008 for a chat of another application
   * @see https://developer.work.weixin.qq.com/document/path/90246
   */
  async update(chatId: string, changes: WorkAppChatChanges): Promise<void> {
    checkName(changes.name);
    await this.client.request('POST /cgi-bin/appchat/update', { body: { ...changes, chatid: chatId } });
  }

  /**
   * A group chat (获取群聊会话). Calls `GET /cgi-bin/appchat/get`.
   *
   * @throws {WeChatApiError} 86003 for an unknown chatid, 86008 for a chat of another application
   * @see https://developer.work.weixin.qq.com/document/path/90247
   */
  async get(chatId: string): Promise<WorkAppChat> {
    const { chat_info } = await this.client.request('GET /cgi-bin/appchat/get', {
      query: { chatid: chatId },
    });
    return chat_info;
  }

  /**
   * Sends a message to a group chat (应用推送消息). Calls `POST /cgi-bin/appchat/send`.
   *
   * @param content of `workMessage`; cards and notices of mini programs are not taken
   * @param options safe: 1 for a message that is not to be shared, with a watermark
   * @throws {WeChatApiError} 86003 for an unknown chatid, 86008 for a chat of another application
   * @see https://developer.work.weixin.qq.com/document/path/90248
   */
  async send(
    chatId: string,
    content: WorkChatContent,
    { safe }: { safe?: 0 | 1 | undefined } = {},
  ): Promise<void> {
    const fields = { ...content, safe };
    await this.client.request('POST /cgi-bin/appchat/send', {
      body: { ...fields, chatid: chatId } as WorkBody<'POST /cgi-bin/appchat/send'>,
    });
  }
}

function checkName(name = ''): void {
  const length = [...name].length;
  if (length > LONGEST_NAME)
    throw new RangeError(`The name of a chat takes ${LONGEST_NAME} characters, not ${length}`);
}
