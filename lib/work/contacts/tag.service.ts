import { checkPeople, listOf, partsOf, type WorkPeople } from '../people.js';
import type { WorkAnswer, WorkSharedApi } from '../work.api.js';

/** Members and departments that carry a tag. */
export type WorkTagMembers = WorkAnswer<'GET /cgi-bin/tag/get'>;
export type WorkTag = WorkAnswer<'GET /cgi-bin/tag/list'>['taglist'][number];
/** Whom a tag is put on or taken from. */
export type WorkTagged = Pick<WorkPeople, 'userIds' | 'partyIds'>;

/** Who was passed over: they do not exist, or the agent may not see them. */
export interface WorkTagRefusals {
  readonly invalidlist: string[];
  readonly invalidparty: number[];
}

/**
 * Tags on members and departments (标签管理). An agent changes those it made itself, 通讯录同步 any that is not locked.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90209
 * @publicApi
 */
export class WorkTagService {
  constructor(private readonly client: WorkSharedApi) {}

  /**
   * Creates a tag (创建标签), locked: others may not change it. Calls `POST /cgi-bin/tag/create`.
   *
   * @param name at most 32 characters
   * @param id of its own choice, one that was never used
   * @returns its id
   * @throws {WeChatApiError} 40071 for a name that is taken, 40068 for an id that is
   * @see https://developer.work.weixin.qq.com/document/path/90210
   */
  async create(name: string, id?: number): Promise<number> {
    const { tagid } = await this.client.request('POST /cgi-bin/tag/create', {
      body: { tagname: name, tagid: id },
    });
    return tagid;
  }

  /**
   * Renames a tag (更新标签名字). Calls `POST /cgi-bin/tag/update`.
   *
   * @param name at most 32 characters
   * @throws {WeChatApiError} 40071 for a name that is taken, 40068 for an unknown tag
   * @see https://developer.work.weixin.qq.com/document/path/90211
   */
  async update(id: number, name: string): Promise<void> {
    await this.client.request('POST /cgi-bin/tag/update', { body: { tagid: id, tagname: name } });
  }

  /**
   * Deletes a tag (删除标签). Calls `GET /cgi-bin/tag/delete`.
   *
   * @throws {WeChatApiError} 40068 for an unknown tag
   * @see https://developer.work.weixin.qq.com/document/path/90212
   */
  async delete(id: number): Promise<void> {
    await this.client.request('GET /cgi-bin/tag/delete', { query: { tagid: id } });
  }

  /**
   * Who carries a tag (获取标签成员). Calls `GET /cgi-bin/tag/get`.
   *
   * @throws {WeChatApiError} 40068 for an unknown tag
   * @see https://developer.work.weixin.qq.com/document/path/90213
   */
  get(id: number): Promise<WorkTagMembers> {
    return this.client.request('GET /cgi-bin/tag/get', { query: { tagid: id } });
  }

  /**
   * Puts a tag on members and departments (增加标签成员). Calls `POST /cgi-bin/tag/addtagusers`.
   *
   * @param people at most 1000 members and 100 departments
   * @returns who was passed over
   * @throws {RangeError} for nobody, or more than these
   * @throws {WeChatApiError} 40068 for an unknown tag, 40070 when nobody was left
   * @see https://developer.work.weixin.qq.com/document/path/90214
   */
  async addUsers(id: number, people: WorkTagged): Promise<WorkTagRefusals> {
    return refusalsIn(
      await this.client.request('POST /cgi-bin/tag/addtagusers', { body: bodyOf(id, people) }),
    );
  }

  /**
   * Takes a tag from members and departments (删除标签成员). Calls `POST /cgi-bin/tag/deltagusers`.
   *
   * @param people at most 1000 members and 100 departments
   * @returns who was passed over
   * @throws {RangeError} for nobody, or more than these
   * @throws {WeChatApiError} 40068 for an unknown tag, 40031 when nobody was left
   * @see https://developer.work.weixin.qq.com/document/path/90215
   */
  async deleteUsers(id: number, people: WorkTagged): Promise<WorkTagRefusals> {
    return refusalsIn(
      await this.client.request('POST /cgi-bin/tag/deltagusers', { body: bodyOf(id, people) }),
    );
  }

  /**
   * All tags (获取标签列表). Calls `GET /cgi-bin/tag/list`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90216
   */
  async list(): Promise<WorkTag[]> {
    const { taglist } = await this.client.request('GET /cgi-bin/tag/list');
    return taglist;
  }
}

function bodyOf(
  tagid: number,
  { userIds, partyIds }: WorkTagged,
): { tagid: number; userlist: string[] | undefined; partylist: number[] | undefined } {
  checkPeople({ userIds, partyIds });
  const [userlist, partylist] = [listOf(userIds), listOf(partyIds)];
  return { tagid, userlist, partylist };
}

const refusalsIn = ({
  invalidlist,
  invalidparty = [],
}: WorkAnswer<'POST /cgi-bin/tag/addtagusers'>): WorkTagRefusals => ({
  invalidlist: partsOf(invalidlist),
  invalidparty,
});
