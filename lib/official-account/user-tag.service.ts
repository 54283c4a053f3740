import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { batchesOf, eachOpenid } from '../account/index.js';

const MAX_NAME_LENGTH = 30;
const MAX_BATCH = 50;

/** A tag, with the number of people who carry it. */
export type UserTag = OfficialAnswer<'GET /cgi-bin/tags/get'>['tags'][number];

/**
 * Tags on followers (用户标签管理): at most 100 in an account, 20 on a person.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/User_Management/User_Tag_Management.html
 * @publicApi
 */
export class OfficialAccountUserTagService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Creates a tag (创建标签). Calls `POST /cgi-bin/tags/create`.
   *
   * @param name at most 30 characters
   * @throws {RangeError} for a name that is empty or longer
   * @throws {WeChatApiError} 45157 for a name that is taken, 45056 when there are 100 tags already
   */
  async create(name: string): Promise<OfficialAnswer<'POST /cgi-bin/tags/create'>['tag']> {
    checkName(name);
    const { tag } = await this.client.request('POST /cgi-bin/tags/create', { body: { tag: { name } } });
    return tag;
  }

  /** All tags (获取已创建的标签). Calls `GET /cgi-bin/tags/get`. */
  async list(): Promise<UserTag[]> {
    const { tags } = await this.client.request('GET /cgi-bin/tags/get');
    return tags;
  }

  /**
   * Renames a tag (编辑标签). Calls `POST /cgi-bin/tags/update`.
   *
   * @param name at most 30 characters
   * @throws {RangeError} for a name that is empty or longer
   * @throws {WeChatApiError} 45157 for a name that is taken, 45058 for the tags 0, 1 and 2, which are WeChat's own
   */
  async update(id: number, name: string): Promise<void> {
    checkName(name);
    await this.client.request('POST /cgi-bin/tags/update', { body: { tag: { id, name } } });
  }

  /**
   * Deletes a tag, and takes it from everybody (删除标签). Calls `POST /cgi-bin/tags/delete`.
   *
   * @throws {WeChatApiError} 45057 while more than 100000 people carry it, 45058 for the tags 0, 1 and 2
   */
  async delete(id: number): Promise<void> {
    await this.client.request('POST /cgi-bin/tags/delete', { body: { tag: { id } } });
  }

  /**
   * The openids of those who carry a tag, page after page (获取标签下粉丝列表). Calls `POST /cgi-bin/user/tag/get` for
   * every ten thousand; a page that fails throws.
   *
   * @throws {WeChatApiError} 45159 for an unknown tag
   */
  listMembers(id: number): AsyncGenerator<string, void, undefined> {
    return eachOpenid((next_openid) =>
      this.client.request('POST /cgi-bin/user/tag/get', {
        body: { tagid: id, ...(next_openid ? { next_openid } : {}) },
      }),
    );
  }

  /**
   * Puts a tag on people (批量为用户打标签). Calls `POST /cgi-bin/tags/members/batchtagging` for every fifty. Who carries it
   * already keeps it, so what failed may simply be repeated.
   *
   * @throws {WeChatApiError} 45159 for an unknown tag, 45059 when somebody carries 20 already; the batches before the
   * refused one are tagged
   */
  async tag(id: number, openids: readonly string[]): Promise<void> {
    for (const openid_list of batchesOf(openids, MAX_BATCH)) {
      await this.client.request('POST /cgi-bin/tags/members/batchtagging', {
        body: { tagid: id, openid_list },
      });
    }
  }

  /** Takes a tag from people (批量为用户取消标签). Calls `POST /cgi-bin/tags/members/batchuntagging` for every fifty. */
  async untag(id: number, openids: readonly string[]): Promise<void> {
    for (const openid_list of batchesOf(openids, MAX_BATCH)) {
      await this.client.request('POST /cgi-bin/tags/members/batchuntagging', {
        body: { tagid: id, openid_list },
      });
    }
  }

  /** The ids of the tags a person carries (获取用户身上的标签列表). Calls `POST /cgi-bin/tags/getidlist`. */
  async getOfUser(openid: string): Promise<number[]> {
    const { tagid_list } = await this.client.request('POST /cgi-bin/tags/getidlist', { body: { openid } });
    return tagid_list;
  }
}

function checkName(name: string): void {
  if (name.length === 0 || name.length > MAX_NAME_LENGTH)
    throw new RangeError(`The name of a tag has 1 to ${MAX_NAME_LENGTH} characters, not ${name.length}`);
}
