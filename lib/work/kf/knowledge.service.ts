import { type CursorPage, eachByCursor } from '../cursor.paging.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

type Group = WorkAnswer<'POST /cgi-bin/kf/knowledge/list_group'>['group_list'][number];
/** A question, and what is answered. 问答 */
export type WorkKfIntent = WorkAnswer<'POST /cgi-bin/kf/knowledge/list_intent'>['intent_list'][number];
type Paged = { readonly has_more: 0 | 1; readonly next_cursor?: string };

/**
 * What the assistant of customer service knows (机器人管理, 知识库): questions with their answers, in groups.
 *
 * @see https://developer.work.weixin.qq.com/document/path/95971
 * @publicApi
 */
export class WorkKfKnowledgeService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Creates a group (添加分组). Calls `POST /cgi-bin/kf/knowledge/add_group`.
   *
   * @param name at most 12 characters
   * @returns its group_id
   * @see https://developer.work.weixin.qq.com/document/path/95971
   */
  async addGroup(name: string): Promise<string> {
    const { group_id } = await this.client.request('POST /cgi-bin/kf/knowledge/add_group', {
      body: { name },
    });
    return group_id;
  }

  /**
   * Renames a group (修改分组). Calls `POST /cgi-bin/kf/knowledge/mod_group`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95971
   */
  async updateGroup(groupId: string, name: string): Promise<void> {
    await this.client.request('POST /cgi-bin/kf/knowledge/mod_group', { body: { group_id: groupId, name } });
  }

  /**
   * Deletes a group (删除分组). Calls `POST /cgi-bin/kf/knowledge/del_group`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95971
   */
  async deleteGroup(groupId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/kf/knowledge/del_group', { body: { group_id: groupId } });
  }

  /**
   * All groups, page after page (获取分组列表). Calls `POST /cgi-bin/kf/knowledge/list_group`; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95971
   */
  listGroups(): AsyncGenerator<Group, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/kf/knowledge/list_group', {
        body: cursor === undefined ? {} : { cursor },
      });
      return pageOf(page.group_list, page);
    });
  }

  /**
   * Adds a question with its answer (添加问答). Calls `POST /cgi-bin/kf/knowledge/add_intent`.
   *
   * @returns its intent_id
   * @see https://developer.work.weixin.qq.com/document/path/95972
   */
  async addIntent(intent: WorkBody<'POST /cgi-bin/kf/knowledge/add_intent'>): Promise<string> {
    const { intent_id } = await this.client.request('POST /cgi-bin/kf/knowledge/add_intent', {
      body: intent,
    });
    return intent_id;
  }

  /**
   * Changes what is given of a question (修改问答). Calls `POST /cgi-bin/kf/knowledge/mod_intent`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95972
   */
  async updateIntent(intent: WorkBody<'POST /cgi-bin/kf/knowledge/mod_intent'>): Promise<void> {
    await this.client.request('POST /cgi-bin/kf/knowledge/mod_intent', { body: intent });
  }

  /**
   * Deletes a question (删除问答). Calls `POST /cgi-bin/kf/knowledge/del_intent`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95972
   */
  async deleteIntent(intentId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/kf/knowledge/del_intent', { body: { intent_id: intentId } });
  }

  /**
   * Questions with their answers, page after page (获取问答列表). Calls `POST /cgi-bin/kf/knowledge/list_intent`; a page that fails
   * throws.
   *
   * @param groupId of one group; all without it
   * @see https://developer.work.weixin.qq.com/document/path/95972
   */
  listIntents(groupId?: string): AsyncGenerator<WorkKfIntent, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/kf/knowledge/list_intent', {
        body: {
          ...(groupId === undefined ? {} : { group_id: groupId }),
          ...(cursor === undefined ? {} : { cursor }),
        },
      });
      return pageOf(page.intent_list, page);
    });
  }
}

const pageOf = <Item>(items: readonly Item[], { has_more, next_cursor }: Paged): CursorPage<Item> => ({
  items,
  next: has_more === 1 ? next_cursor : undefined,
});
