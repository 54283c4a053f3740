import { checkCounts } from '../limits.js';
import { listOf } from '../people.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Tags for customers that belong together. */
export type WorkCustomerTagGroup =
  WorkAnswer<'POST /cgi-bin/externalcontact/get_corp_tag_list'>['tag_group'][number];
/** Tags of a rule group that belong together. */
export type WorkStrategyTagGroup =
  WorkAnswer<'POST /cgi-bin/externalcontact/get_strategy_tag_list'>['tag_group'][number];

/** Tags, and whole groups of them, by their ids. */
export interface WorkCustomerTagSelection {
  tagIds?: readonly string[] | undefined;
  groupIds?: readonly string[] | undefined;
}

/** Which tags a customer gets, and which they lose. */
export interface WorkCustomerTagChange {
  add?: readonly string[] | undefined;
  remove?: readonly string[] | undefined;
}

/**
 * Tags on customers (客户标签管理): those of the corporation, 10 000 at most, and those of rule groups.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92117
 * @publicApi
 */
export class WorkCustomerTagService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The tags of the corporation by their groups (获取企业标签库). Calls `POST /cgi-bin/externalcontact/get_corp_tag_list`.
   *
   * @param selection some of them; all without it
   * @see https://developer.work.weixin.qq.com/document/path/92117
   */
  async list(selection: WorkCustomerTagSelection = {}): Promise<WorkCustomerTagGroup[]> {
    const { tag_group } = await this.client.request('POST /cgi-bin/externalcontact/get_corp_tag_list', {
      body: selected(selection),
    });
    return tag_group;
  }

  /**
   * Adds tags to a group (添加企业客户标签), which is made when there is none of that name. Calls
   * `POST /cgi-bin/externalcontact/add_corp_tag`.
   *
   * @param tags the group by `group_id` or `group_name`; names at most 30 characters, and none twice in a group
   * @returns the group with the tags that were added
   * @throws {WeChatApiError} 40071 for a name that is taken, 40068 for an unknown group
   * @see https://developer.work.weixin.qq.com/document/path/92117
   */
  async add(
    tags: WorkBody<'POST /cgi-bin/externalcontact/add_corp_tag'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/externalcontact/add_corp_tag'>['tag_group']> {
    const { tag_group } = await this.client.request('POST /cgi-bin/externalcontact/add_corp_tag', {
      body: tags,
    });
    return tag_group;
  }

  /**
   * Changes name or order of a tag, or of a group (编辑企业客户标签). Calls `POST /cgi-bin/externalcontact/edit_corp_tag`.
   *
   * @param id of a tag or a group
   * @throws {WeChatApiError} 40068 for an unknown id, 40071 for a name that is taken
   * @see https://developer.work.weixin.qq.com/document/path/92117
   */
  async edit(
    id: string,
    change: Omit<WorkBody<'POST /cgi-bin/externalcontact/edit_corp_tag'>, 'id'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/edit_corp_tag', { body: { ...change, id } });
  }

  /**
   * Deletes tags, and groups with all their tags, and takes them from all customers (删除企业客户标签). A group without tags is
   * deleted, too. Calls `POST /cgi-bin/externalcontact/del_corp_tag`.
   *
   * @throws {RangeError} for none at all
   * @throws {WeChatApiError} 40068 for an unknown id
   * @see https://developer.work.weixin.qq.com/document/path/92117
   */
  async delete(selection: WorkCustomerTagSelection): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/del_corp_tag', { body: someOf(selection) });
  }

  /**
   * The tags of rule groups (获取指定规则组下的企业客户标签). Calls `POST /cgi-bin/externalcontact/get_strategy_tag_list`.
   *
   * @param strategyId of one rule group; of all without it
   * @param selection some of them; all without it
   * @see https://developer.work.weixin.qq.com/document/path/94882
   */
  async listOfStrategy(
    strategyId?: number,
    selection: WorkCustomerTagSelection = {},
  ): Promise<WorkStrategyTagGroup[]> {
    const { tag_group } = await this.client.request('POST /cgi-bin/externalcontact/get_strategy_tag_list', {
      body: { strategy_id: strategyId, ...selected(selection) },
    });
    return tag_group;
  }

  /**
   * Adds tags to a group of a rule group (为指定规则组创建企业客户标签), which is made when there is none of that name. Calls
   * `POST /cgi-bin/externalcontact/add_strategy_tag`.
   *
   * @param tags the group by `group_id` or `group_name`; names at most 30 characters, and none twice in a group
   * @returns the group with the tags that were added
   * @throws {WeChatApiError} 40071 for a name that is taken, 40068 for an unknown group
   * @see https://developer.work.weixin.qq.com/document/path/94882
   */
  async addToStrategy(
    strategyId: number,
    tags: Omit<WorkBody<'POST /cgi-bin/externalcontact/add_strategy_tag'>, 'strategy_id'>,
  ): Promise<WorkStrategyTagGroup> {
    const { tag_group } = await this.client.request('POST /cgi-bin/externalcontact/add_strategy_tag', {
      body: { ...tags, strategy_id: strategyId },
    });
    return tag_group;
  }

  /**
   * Changes name or order of a tag of a rule group, or of a group of them (编辑指定规则组下的企业客户标签). Calls
   * `POST /cgi-bin/externalcontact/edit_strategy_tag`.
   *
   * @param id of a tag or a group
   * @throws {WeChatApiError} 40068 for an unknown id, 40071 for a name that is taken
   * @see https://developer.work.weixin.qq.com/document/path/94882
   */
  async editOfStrategy(
    id: string,
    change: Omit<WorkBody<'POST /cgi-bin/externalcontact/edit_strategy_tag'>, 'id'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/edit_strategy_tag', { body: { ...change, id } });
  }

  /**
   * Deletes tags of rule groups, and groups with all their tags (删除指定规则组下的企业客户标签). Calls
   * `POST /cgi-bin/externalcontact/del_strategy_tag`.
   *
   * @throws {RangeError} for none at all
   * @throws {WeChatApiError} 40068 for an unknown id
   * @see https://developer.work.weixin.qq.com/document/path/94882
   */
  async deleteOfStrategy(selection: WorkCustomerTagSelection): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/del_strategy_tag', { body: someOf(selection) });
  }

  /**
   * Puts tags on a customer of a member, and takes others from them (编辑客户企业标签). Calls
   * `POST /cgi-bin/externalcontact/mark_tag`.
   *
   * @throws {RangeError} for no tag at all
   * @throws {WeChatApiError} 84061 for somebody the member does not look after, 40068 for an unknown tag
   * @see https://developer.work.weixin.qq.com/document/path/92118
   */
  async mark(userId: string, externalUserId: string, { add, remove }: WorkCustomerTagChange): Promise<void> {
    checkCounts('no tag', { add, remove });
    const [add_tag, remove_tag] = [listOf(add), listOf(remove)];
    await this.client.request('POST /cgi-bin/externalcontact/mark_tag', {
      body: {
        userid: userId,
        external_userid: externalUserId,
        add_tag,
        remove_tag,
      },
    });
  }
}

function selected({ tagIds, groupIds }: WorkCustomerTagSelection): {
  tag_id: string[] | undefined;
  group_id: string[] | undefined;
} {
  const [tag_id, group_id] = [listOf(tagIds), listOf(groupIds)];
  return { tag_id, group_id };
}

/** @throws {RangeError} for none at all */
function someOf(selection: WorkCustomerTagSelection): ReturnType<typeof selected> {
  const { tagIds, groupIds } = selection;
  checkCounts('no tag', { tagIds, groupIds });
  return selected(selection);
}
