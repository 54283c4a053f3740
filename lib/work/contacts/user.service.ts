import { checkPeople, listOf, type WorkPeople } from '../people.js';
import type { WorkAnswer, WorkSharedApi } from '../work.api.js';

/** A member, as far as the agent may see them. */
export type WorkUser = WorkAnswer<'GET /cgi-bin/user/get'>;
/** A member among those of a department. */
export type WorkDepartmentUser = WorkAnswer<'GET /cgi-bin/user/list'>['userlist'][number];
/** Name and departments of a member. */
export type WorkUserName = WorkAnswer<'GET /cgi-bin/user/simplelist'>['userlist'][number];

/** How far a list of members reaches. */
export interface WorkUserListOptions {
  /** Whether members of the departments below are meant too. @default false */
  fetchChild?: boolean | undefined;
}

/**
 * Members of the address book (成员管理), as far as the agent may see them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90193
 * @publicApi
 */
export class WorkUserService {
  constructor(protected readonly client: WorkSharedApi) {}

  /**
   * A member (读取成员). Calls `GET /cgi-bin/user/get`. What is private of them only a login shows, with consent.
   *
   * @throws {WeChatApiError} 60111 for one that does not exist, 60011 for one the agent may not see
   * @see https://developer.work.weixin.qq.com/document/path/90196
   */
  get(userId: string): Promise<WorkUser> {
    return this.client.request('GET /cgi-bin/user/get', { query: { userid: userId } });
  }

  /**
   * The members of a department (获取部门成员详情). Calls `GET /cgi-bin/user/list`.
   *
   * @throws {WeChatApiError} 60003 or 60123 for a department that does not exist
   * @see https://developer.work.weixin.qq.com/document/path/90201
   */
  async list(departmentId: number, options?: WorkUserListOptions): Promise<WorkDepartmentUser[]> {
    const { userlist } = await this.client.request('GET /cgi-bin/user/list', {
      query: queryOf(departmentId, options),
    });
    return userlist;
  }

  /**
   * Names and departments alone of the members of a department (获取部门成员). Calls `GET /cgi-bin/user/simplelist`.
   *
   * @throws {WeChatApiError} 60003 or 60123 for a department that does not exist
   * @see https://developer.work.weixin.qq.com/document/path/90200
   */
  async listNames(departmentId: number, options?: WorkUserListOptions): Promise<WorkUserName[]> {
    const { userlist } = await this.client.request('GET /cgi-bin/user/simplelist', {
      query: queryOf(departmentId, options),
    });
    return userlist;
  }

  /**
   * The userid behind a mobile number (手机号获取userid). Calls `POST /cgi-bin/user/getuserid`.
   *
   * @throws {WeChatApiError} 46004 when nobody has it, 60103 for no number
   * @see https://developer.work.weixin.qq.com/document/path/95402
   */
  async getIdByMobile(mobile: string): Promise<string> {
    const { userid } = await this.client.request('POST /cgi-bin/user/getuserid', { body: { mobile } });
    return userid;
  }

  /**
   * The userid behind an e-mail address (邮箱获取userid). Calls `POST /cgi-bin/user/get_userid_by_email`.
   *
   * @param type whether it is the one WeCom gave (企业邮箱) or the member's own (个人邮箱)
   * @throws {WeChatApiError} 46004 when nobody has it
   * @see https://developer.work.weixin.qq.com/document/path/95895
   */
  async getIdByEmail(email: string, type: 'business' | 'personal' = 'business'): Promise<string> {
    const { userid } = await this.client.request('POST /cgi-bin/user/get_userid_by_email', {
      body: { email, email_type: type === 'business' ? 1 : 2 },
    });
    return userid;
  }

  /**
   * The openid of a member in WeChat (userid转openid), for WeChat Pay. Calls `POST /cgi-bin/user/convert_to_openid`.
   *
   * @throws {WeChatApiError} 43004 for a member who has not joined with WeChat
   * @see https://developer.work.weixin.qq.com/document/path/90202
   */
  async convertToOpenid(userId: string): Promise<string> {
    const { openid } = await this.client.request('POST /cgi-bin/user/convert_to_openid', {
      body: { userid: userId },
    });
    return openid;
  }

  /**
   * The member behind an openid of {@link convertToOpenid} (openid转userid). Calls `POST /cgi-bin/user/convert_to_userid`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90202
   */
  async convertToUserId(openid: string): Promise<string> {
    const { userid } = await this.client.request('POST /cgi-bin/user/convert_to_userid', {
      body: { openid },
    });
    return userid;
  }

  /**
   * Lets a member in who has passed your own check (登录二次验证). Calls `GET /cgi-bin/user/authsucc`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90203
   */
  async confirm(userId: string): Promise<void> {
    await this.client.request('GET /cgi-bin/user/authsucc', { query: { userid: userId } });
  }

  /**
   * Invites members to join (邀请成员), by a message or mail of WeCom's. Calls `POST /cgi-bin/batch/invite`.
   *
   * @param people at most 1000 members, 100 departments, 100 tags
   * @returns those who do not exist or may not be invited: `invaliduser`, `invalidparty`, `invalidtag`
   * @throws {RangeError} for nobody, or more than these
   * @see https://developer.work.weixin.qq.com/document/path/90975
   */
  invite(people: WorkPeople): Promise<WorkAnswer<'POST /cgi-bin/batch/invite'>> {
    checkPeople(people);
    const { userIds, partyIds, tagIds } = people;
    return this.client.request('POST /cgi-bin/batch/invite', {
      body: { user: listOf(userIds), party: listOf(partyIds), tag: listOf(tagIds) },
    });
  }

  /**
   * How many members were active on a day (获取企业活跃成员数). Calls `POST /cgi-bin/user/get_active_stat`.
   *
   * @param date `YYYY-MM-DD`, within the last 30 days
   * @see https://developer.work.weixin.qq.com/document/path/92714
   */
  async countActive(date: string): Promise<number> {
    const { active_cnt } = await this.client.request('POST /cgi-bin/user/get_active_stat', {
      body: { date },
    });
    return active_cnt;
  }
}

const queryOf = (
  department_id: number,
  { fetchChild = false }: WorkUserListOptions = {},
): { department_id: number; fetch_child?: 1 } => ({ department_id, ...(fetchChild && { fetch_child: 1 }) });
