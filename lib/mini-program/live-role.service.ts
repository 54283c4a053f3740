import { checkPage, eachItem } from '../account/index.js';
import type { MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const MAX_PAGE = 30;
const ROLES = { administrator: 1, anchor: 2, operator: 3 } as const;
const LISTED_ROLES = { all: -1, superAdministrator: 0, ...ROLES } as const;

/** A role that can be given: 管理员, 主播 or 运营者. */
export type LiveRole = keyof typeof ROLES;
/** Somebody with a role. */
export type LiveMember = OfficialAnswer<'GET /wxaapi/broadcast/role/getrolelist'>['list'][number];

/** Which members a list holds. */
export interface LiveRoleListOptions {
  /** @default 'all' */
  role?: keyof typeof LISTED_ROLES;
  /** A part of the WeChat id or the nickname. */
  keyword?: string;
}

/**
 * Who may do what in live broadcasts (直播成员管理). A member is named by their WeChat id (微信号).
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/liveplayer/role-manage.html
 * @publicApi
 */
export class MiniProgramLiveRoleService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Gives a role (设置成员角色). Calls `POST /wxaapi/broadcast/role/addrole`.
   *
   * @throws {WeChatApiError} 400001 for a WeChat id that cannot be, 400002 for an anchor who has not verified their
   * name, 400003 when there are as many as may be, 400004 for a role they have already
   */
  async add(username: string, role: LiveRole): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/role/addrole', {
      body: { username, role: ROLES[role] },
    });
  }

  /** Takes a role away (解除成员角色). Calls `POST /wxaapi/broadcast/role/deleterole`. */
  async delete(username: string, role: LiveRole): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/role/deleterole', {
      body: { username, role: ROLES[role] },
    });
  }

  /**
   * A part of the list of members (查询成员列表). Calls `GET /wxaapi/broadcast/role/getrolelist`.
   *
   * @param limit 1 to 30
   * @throws {RangeError} for a page outside these limits
   */
  async getPage(
    offset = 0,
    limit = 10,
    { role = 'all', keyword }: LiveRoleListOptions = {},
  ): Promise<OfficialAnswer<'GET /wxaapi/broadcast/role/getrolelist'>> {
    checkPage(offset, limit, MAX_PAGE);
    const query = { offset, limit, role: LISTED_ROLES[role] };
    return this.client.request('GET /wxaapi/broadcast/role/getrolelist', {
      query: keyword === undefined ? query : { ...query, keyword },
    });
  }

  /**
   * All members, page after page (查询成员列表). Calls `GET /wxaapi/broadcast/role/getrolelist` for every thirty; a page
   * that fails throws.
   */
  list(options: LiveRoleListOptions = {}): AsyncGenerator<LiveMember, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, limit) => {
      const { list: items, total } = await this.getPage(offset, limit, options);
      return { items, total };
    });
  }
}
