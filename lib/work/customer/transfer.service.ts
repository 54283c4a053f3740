import { eachByCursor } from '../cursor.paging.js';
import { checkCount } from '../limits.js';
import type { WorkAgentApi, WorkAnswer } from '../work.api.js';

/** Whether the handing over of a customer has begun: `errcode` 0 if so. */
export type WorkTransferBegun =
  WorkAnswer<'POST /cgi-bin/externalcontact/transfer_customer'>['customer'][number];
/**
 * Whether a customer was handed over: `status` 1 yes, 2 not yet, 3 the customer refused, 4 the other member has as many as they
 * may, 5 there is no record of it.
 */
export type WorkTransferResult =
  WorkAnswer<'POST /cgi-bin/externalcontact/transfer_result'>['customer'][number];
/** A group chat that was not handed over, and why. */
export type WorkFailedChatTransfer = NonNullable<
  WorkAnswer<'POST /cgi-bin/externalcontact/groupchat/transfer'>['failed_chat_list']
>[number];
/** A customer of a member who has left. */
export type WorkUnassignedCustomer =
  WorkAnswer<'POST /cgi-bin/externalcontact/get_unassigned_list'>['info'][number];

const MOST = 100;
const PAGE = 1000;

/**
 * Customers and group chats that other members take over: from members who stay (在职继承), and from those who have left (离职继承).
 *
 * @see https://developer.work.weixin.qq.com/document/path/92125
 * @publicApi
 */
export class WorkTransferService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Hands customers of a member over to another (分配在职成员的客户); each of them may refuse for a day. Calls
   * `POST /cgi-bin/externalcontact/transfer_customer`.
   *
   * @param externalUserIds at most 100
   * @param successMessage what they are told afterwards, at most 200 characters; WeCom's own words without it
   * @returns for each of them whether it has begun; {@link listResults} tells the end
   * @throws {RangeError} for none, or more
   * @see https://developer.work.weixin.qq.com/document/path/92125
   */
  async transferCustomers(
    handoverUserId: string,
    takeoverUserId: string,
    externalUserIds: readonly string[],
    successMessage?: string,
  ): Promise<WorkTransferBegun[]> {
    checkCount(externalUserIds, 'externalUserIds', MOST);
    const { customer } = await this.client.request('POST /cgi-bin/externalcontact/transfer_customer', {
      body: {
        handover_userid: handoverUserId,
        takeover_userid: takeoverUserId,
        external_userid: [...externalUserIds],
        transfer_success_msg: successMessage,
      },
    });
    return customer;
  }

  /**
   * What became of the customers handed over from one member to another (查询客户接替状态), one after another. Calls
   * `POST /cgi-bin/externalcontact/transfer_result` for each page; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94088
   */
  listResults(
    handoverUserId: string,
    takeoverUserId: string,
  ): AsyncGenerator<WorkTransferResult, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/transfer_result', {
        body: {
          handover_userid: handoverUserId,
          takeover_userid: takeoverUserId,
          cursor,
        },
      });
      return { items: page.customer, next: page.next_cursor };
    });
  }

  /**
   * Hands group chats over to another owner (分配在职成员的客户群). Calls
   * `POST /cgi-bin/externalcontact/groupchat/onjob_transfer`.
   *
   * @param chatIds at most 100
   * @returns those that were not handed over
   * @throws {RangeError} for none, or more
   * @see https://developer.work.weixin.qq.com/document/path/95703
   */
  async transferGroupChats(chatIds: readonly string[], newOwner: string): Promise<WorkFailedChatTransfer[]> {
    checkCount(chatIds, 'chatIds', MOST);
    const { failed_chat_list } = await this.client.request(
      'POST /cgi-bin/externalcontact/groupchat/onjob_transfer',
      { body: { chat_id_list: [...chatIds], new_owner: newOwner } },
    );
    return failed_chat_list ?? [];
  }

  /**
   * The customers of members who have left, whom nobody has taken over (获取待分配的离职成员列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_unassigned_list` for every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/92124
   */
  listUnassigned(): AsyncGenerator<WorkUnassignedCustomer, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_unassigned_list', {
        body: { page_size: PAGE, cursor },
      });
      return { items: page.info, next: page.is_last ? undefined : page.next_cursor };
    });
  }

  /**
   * Hands customers of a member who has left over to another (分配离职成员的客户), who has them after a day. Calls
   * `POST /cgi-bin/externalcontact/resigned/transfer_customer`.
   *
   * @param handoverUserId who has left
   * @param externalUserIds at most 100
   * @returns for each of them whether it has begun; {@link listResignedResults} tells the end
   * @throws {RangeError} for none, or more
   * @throws {WeChatApiError} 40097 for a member who has not left
   * @see https://developer.work.weixin.qq.com/document/path/94081
   */
  async transferResignedCustomers(
    handoverUserId: string,
    takeoverUserId: string,
    externalUserIds: readonly string[],
  ): Promise<WorkTransferBegun[]> {
    checkCount(externalUserIds, 'externalUserIds', MOST);
    const { customer } = await this.client.request(
      'POST /cgi-bin/externalcontact/resigned/transfer_customer',
      {
        body: {
          handover_userid: handoverUserId,
          takeover_userid: takeoverUserId,
          external_userid: [...externalUserIds],
        },
      },
    );
    return customer;
  }

  /**
   * What became of the customers of a member who has left (查询客户接替状态), one after another. Calls
   * `POST /cgi-bin/externalcontact/resigned/transfer_result` for each page; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94082
   */
  listResignedResults(
    handoverUserId: string,
    takeoverUserId: string,
  ): AsyncGenerator<WorkTransferResult, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/resigned/transfer_result', {
        body: {
          handover_userid: handoverUserId,
          takeover_userid: takeoverUserId,
          cursor,
        },
      });
      return { items: page.customer, next: page.next_cursor };
    });
  }

  /**
   * Hands group chats of members who have left over to another owner (分配离职成员的客户群). Calls
   * `POST /cgi-bin/externalcontact/groupchat/transfer`.
   *
   * @param chatIds at most 100
   * @returns those that were not handed over
   * @throws {RangeError} for none, or more
   * @see https://developer.work.weixin.qq.com/document/path/92127
   */
  async transferResignedGroupChats(
    chatIds: readonly string[],
    newOwner: string,
  ): Promise<WorkFailedChatTransfer[]> {
    checkCount(chatIds, 'chatIds', MOST);
    const { failed_chat_list } = await this.client.request(
      'POST /cgi-bin/externalcontact/groupchat/transfer',
      { body: { chat_id_list: [...chatIds], new_owner: newOwner } },
    );
    return failed_chat_list ?? [];
  }
}
