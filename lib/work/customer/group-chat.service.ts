import { batchesOf } from '../../account/index.js';
import { eachItem } from '../../common/index.js';
import { eachByCursor } from '../cursor.paging.js';
import { checkCount } from '../limits.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

type ListBody = WorkBody<'POST /cgi-bin/externalcontact/groupchat/list'>;
type StatisticBody = WorkBody<'POST /cgi-bin/externalcontact/groupchat/statistic'>;

/** A chat of a list: its chat_id and whether it is being handed over. */
export type WorkGroupChatEntry =
  WorkAnswer<'POST /cgi-bin/externalcontact/groupchat/list'>['group_chat_list'][number];
/** A chat with its members. */
export type WorkGroupChat = WorkAnswer<'POST /cgi-bin/externalcontact/groupchat/get'>['group_chat'];
/** What the chats of a member did. */
export type WorkGroupChatStatistic =
  WorkAnswer<'POST /cgi-bin/externalcontact/groupchat/statistic'>['items'][number];
/** What the chats did in a day. */
export type WorkGroupChatDay =
  WorkAnswer<'POST /cgi-bin/externalcontact/groupchat/statistic_group_by_day'>['items'][number];

/** Which chats are listed. */
export interface WorkGroupChatFilters {
  /** Members who own them; without them all within the application's reach. */
  owners?: readonly string[] | undefined;
  /** 1 whose owner has left, 2 being handed over, 3 handed over; 0 all. @default 0 */
  status?: 0 | 1 | 2 | 3 | undefined;
}

/** How a statistic is sorted. */
export interface WorkGroupChatOrder {
  /** By new chats, chats, new members or members. @default 1 */
  orderBy?: StatisticBody['order_by'];
  /** Whether the smallest comes first. @default false */
  ascending?: boolean | undefined;
}

const OWNERS = 100;
const PAGE = 1000;
const DAYS = 30;

/**
 * Group chats with customers (客户群管理).
 *
 * @see https://developer.work.weixin.qq.com/document/path/92119
 * @publicApi
 */
export class WorkGroupChatService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The chats (获取客户群列表), one after another. Calls `POST /cgi-bin/externalcontact/groupchat/list` for every thousand, and
   * every hundred owners; a page that fails throws.
   *
   * @throws {WeChatApiError} 81017 without owners, where more than a thousand members are within reach
   * @see https://developer.work.weixin.qq.com/document/path/92120
   */
  async *list({ owners, status }: WorkGroupChatFilters = {}): AsyncGenerator<
    WorkGroupChatEntry,
    void,
    undefined
  > {
    const asked = { limit: PAGE, status_filter: status };
    if (!owners) return yield* this.#each(asked);
    for (const userid_list of batchesOf(owners, OWNERS))
      yield* this.#each({ ...asked, owner_filter: { userid_list } });
  }

  #each(asked: ListBody): AsyncGenerator<WorkGroupChatEntry, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/groupchat/list', {
        body: { ...asked, cursor },
      });
      return { items: page.group_chat_list, next: page.next_cursor };
    });
  }

  /**
   * A chat with its members (获取客户群详情). Calls `POST /cgi-bin/externalcontact/groupchat/get`.
   *
   * @param options `needName` for the names of its members
   * @throws {WeChatApiError} 49008 for a chat there is not, or no longer
   * @see https://developer.work.weixin.qq.com/document/path/92122
   */
  async get(chatId: string, { needName = false }: { needName?: boolean } = {}): Promise<WorkGroupChat> {
    const { group_chat } = await this.client.request('POST /cgi-bin/externalcontact/groupchat/get', {
      body: { chat_id: chatId, need_name: needName ? 1 : 0 },
    });
    return group_chat;
  }

  /**
   * The chat a mini program was opened in (客户群opengid转换). Calls `POST /cgi-bin/externalcontact/opengid_to_chatid`.
   *
   * @param openGid of `wx.getShareInfo` or `wx.getGroupEnterInfo`
   * @returns its chat_id
   * @see https://developer.work.weixin.qq.com/document/path/94822
   */
  async openGidToChatId(openGid: string): Promise<string> {
    const { chat_id } = await this.client.request('POST /cgi-bin/externalcontact/opengid_to_chatid', {
      body: { opengid: openGid },
    });
    return chat_id;
  }

  /**
   * What the chats of each member did (获取「群聊数据统计」数据，按群主聚合), one member after another. Calls
   * `POST /cgi-bin/externalcontact/groupchat/statistic` for every thousand; a page that fails throws.
   *
   * @param owners at most 100 members
   * @param span 30 days at most of the last 180, until yesterday, in days of Beijing; the days of both ends are included
   * @param order `orderBy` 1 new chats, 2 chats, 3 new members, 4 members
   * @throws {RangeError} for more members, or a longer span
   * @see https://developer.work.weixin.qq.com/document/path/92133
   */
  async *statistic(
    owners: readonly string[],
    span: WorkTimeSpan,
    { orderBy, ascending = false }: WorkGroupChatOrder = {},
  ): AsyncGenerator<WorkGroupChatStatistic, void, undefined> {
    if (owners.length === 0) return;
    const order = { order_by: orderBy, ...(ascending && { order_asc: 1 as const }) };
    const asked = statisticOf(owners, span);
    yield* eachItem(PAGE, (offset, limit) =>
      this.client.request('POST /cgi-bin/externalcontact/groupchat/statistic', {
        body: { ...asked, ...order, offset, limit },
      }),
    );
  }

  /**
   * What the chats of members did, day by day, all members taken together (获取「群聊数据统计」数据，按自然日聚合). Calls
   * `POST /cgi-bin/externalcontact/groupchat/statistic_group_by_day`.
   *
   * @param owners at most 100 members
   * @param span 30 days at most of the last 180, until yesterday, in days of Beijing; the days of both ends are included
   * @throws {RangeError} for more members, or a longer span
   * @see https://developer.work.weixin.qq.com/document/path/92133
   */
  async statisticByDay(owners: readonly string[], span: WorkTimeSpan): Promise<WorkGroupChatDay[]> {
    if (owners.length === 0) return [];
    const { items } = await this.client.request(
      'POST /cgi-bin/externalcontact/groupchat/statistic_group_by_day',
      { body: statisticOf(owners, span) },
    );
    return items;
  }

  /**
   * The ids that took the place of older ones in a chat, of people who are no customers (转换客户群成员external_userid). Calls
   * `POST /cgi-bin/externalcontact/groupchat/get_new_external_userid`.
   *
   * @param externalUserIds at most 1000
   * @throws {RangeError} for more
   * @see https://developer.work.weixin.qq.com/document/path/95327
   */
  async getNewExternalUserIds(
    chatId: string,
    externalUserIds: readonly string[],
  ): Promise<WorkAnswer<'POST /cgi-bin/externalcontact/groupchat/get_new_external_userid'>['items']> {
    if (externalUserIds.length === 0) return [];
    checkCount(externalUserIds, 'externalUserIds', PAGE);
    const { items } = await this.client.request(
      'POST /cgi-bin/externalcontact/groupchat/get_new_external_userid',
      { body: { chat_id: chatId, external_userid_list: [...externalUserIds] } },
    );
    return items;
  }
}

/** @throws {RangeError} for owners or a span WeCom does not take */
function statisticOf(
  owners: readonly string[],
  span: WorkTimeSpan,
): { day_begin_time: number; day_end_time: number; owner_filter: { userid_list: string[] } } {
  checkCount(owners, 'owners', OWNERS);
  const { start, end } = spanInSeconds(span, DAYS);
  return { day_begin_time: start, day_end_time: end, owner_filter: { userid_list: [...owners] } };
}
