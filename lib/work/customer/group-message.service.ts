import { eachByCursor } from '../cursor.paging.js';
import { refuseEmpty } from '../limits.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A message members send to their customers, or to group chats. */
export type WorkGroupMessage = NonNullable<
  WorkAnswer<'POST /cgi-bin/externalcontact/get_groupmsg_list_v2'>['group_msg_list']
>[number];
/** Whether a member has sent it: `status` 0 not yet, 2 yes. */
export type WorkGroupMessageTask = NonNullable<
  WorkAnswer<'POST /cgi-bin/externalcontact/get_groupmsg_task'>['task_list']
>[number];
/** Whether it came to a customer: `status` 0 not sent, 1 sent, 2 no friend any more, 3 has had as many as they may. */
export type WorkGroupMessageResult = NonNullable<
  WorkAnswer<'POST /cgi-bin/externalcontact/get_groupmsg_send_result'>['send_list']
>[number];

/** Which messages are listed. */
export interface WorkGroupMessageFilters {
  /** userid of who made it. */
  creator?: string | undefined;
  /** 0 of the corporation, 1 of members, 2 of both. @default 2 */
  filterType?: 0 | 1 | 2 | undefined;
}

const PAGE = 100;
const TASKS_PAGE = 1000;
const DAYS_OF_A_MONTH = 31;

/**
 * Messages to customers that members have to confirm (企业群发), and the words that greet a new customer (新客户欢迎语).
 *
 * @see https://developer.work.weixin.qq.com/document/path/92135
 * @publicApi
 */
export class WorkGroupMessageService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Asks members to send a message to their customers, or to their group chats (创建企业群发): nothing goes out until they confirm
   * it. Calls `POST /cgi-bin/externalcontact/add_msg_template`. It is not repeated when the network fails: see first, with
   * {@link list}, whether it has arrived.
   *
   * @param template `text` and at most 9 `attachments`, one of both at least. To customers (`chat_type` `single`, as without
   * it): `external_userid`, 10 000 at most, or all of `sender`, or those `tag_filter` selects. To chats (`group`): those of
   * `sender`, or of them `chat_id_list`, 2000 at most
   * @returns its msgid, and the customers who cannot have it
   * @throws {RangeError} for an empty list of customers, chats or tags, which might be taken for all of them
   * @throws {WeChatApiError} 41048 when there is nobody to send it to
   * @see https://developer.work.weixin.qq.com/document/path/92135
   */
  async create(
    template: WorkBody<'POST /cgi-bin/externalcontact/add_msg_template'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/externalcontact/add_msg_template'>> {
    refuseEmpty(template.external_userid, 'external_userid');
    refuseEmpty(template.chat_id_list, 'chat_id_list');
    refuseEmpty(template.tag_filter?.group_list, 'tag_filter.group_list');
    for (const { tag_list } of template.tag_filter?.group_list ?? []) refuseEmpty(tag_list, 'tag_list');
    return this.client.request('POST /cgi-bin/externalcontact/add_msg_template', { body: template });
  }

  /**
   * Reminds the members who have not confirmed it (提醒成员群发), three times at most. Calls
   * `POST /cgi-bin/externalcontact/remind_groupmsg_send`.
   *
   * @throws {WeChatApiError} 41093 for one that was cancelled
   * @see https://developer.work.weixin.qq.com/document/path/97610
   */
  async remind(msgId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/remind_groupmsg_send', {
      body: { msgid: msgId },
    });
  }

  /**
   * Takes it back from the members who have not confirmed it (停止企业群发). Calls
   * `POST /cgi-bin/externalcontact/cancel_groupmsg_send`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97611
   */
  async cancel(msgId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/cancel_groupmsg_send', {
      body: { msgid: msgId },
    });
  }

  /**
   * The messages of a span (获取群发记录列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_groupmsg_list_v2` for every hundred; a page that fails throws.
   *
   * @param chatType to customers, or to group chats
   * @param span when they were made, a month at most
   * @throws {RangeError} for more than 31 days, or a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93338
   */
  async *list(
    chatType: 'single' | 'group',
    span: WorkTimeSpan,
    { creator, filterType }: WorkGroupMessageFilters = {},
  ): AsyncGenerator<WorkGroupMessage, void, undefined> {
    const { start, end } = spanInSeconds(span, DAYS_OF_A_MONTH);
    const asked = {
      chat_type: chatType,
      start_time: start,
      end_time: end,
      limit: PAGE,
      creator,
      filter_type: filterType,
    };
    yield* eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_groupmsg_list_v2', {
        body: { ...asked, cursor },
      });
      return { items: page.group_msg_list ?? [], next: page.next_cursor };
    });
  }

  /**
   * Which members have sent it (获取群发成员发送任务列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_groupmsg_task` for every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93338
   */
  listTasks(msgId: string): AsyncGenerator<WorkGroupMessageTask, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_groupmsg_task', {
        body: { msgid: msgId, limit: TASKS_PAGE, cursor },
      });
      return { items: page.task_list ?? [], next: page.next_cursor };
    });
  }

  /**
   * To whom it came of those a member was to send it to (获取企业群发成员执行结果), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_groupmsg_send_result` for every thousand; a page that fails throws.
   *
   * @param userId of {@link listTasks}
   * @see https://developer.work.weixin.qq.com/document/path/93338
   */
  listSendResults(msgId: string, userId: string): AsyncGenerator<WorkGroupMessageResult, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_groupmsg_send_result', {
        body: { msgid: msgId, userid: userId, limit: TASKS_PAGE, cursor },
      });
      return { items: page.send_list ?? [], next: page.next_cursor };
    });
  }

  /**
   * Greets a customer in the name of the member who was added (发送新客户欢迎语). Calls
   * `POST /cgi-bin/externalcontact/send_welcome_msg`.
   *
   * @param welcomeCode `WelcomeCode` of the event `add_external_contact`: for 20 seconds, once, and by one application alone
   * @param message `text` and at most 9 `attachments`, one of both at least
   * @throws {WeChatApiError} 41050 for a code that is none, or too old; 41051 when the two talk already; 41096 when
   * another was first
   * @see https://developer.work.weixin.qq.com/document/path/92137
   */
  async sendWelcome(
    welcomeCode: string,
    message: Omit<WorkBody<'POST /cgi-bin/externalcontact/send_welcome_msg'>, 'welcome_code'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/send_welcome_msg', {
      body: { ...message, welcome_code: welcomeCode },
    });
  }
}
