import type { WorkAgentApi, WorkAnswer } from '../work.api.js';

/** Who serves: members, and departments as a whole. */
export interface WorkKfServicers {
  readonly userIds?: readonly string[] | undefined;
  readonly departmentIds?: readonly number[] | undefined;
}

/** What became of each: errcode 0, or why not. */
export type WorkKfServicerResult = WorkAnswer<'POST /cgi-bin/kf/servicer/add'>['result_list'][number];
export type WorkKfServicer = WorkAnswer<'GET /cgi-bin/kf/servicer/list'>['servicer_list'][number];

/**
 * The people who serve customers of an account (接待人员管理).
 *
 * @see https://developer.work.weixin.qq.com/document/path/94646
 * @publicApi
 */
export class WorkKfServicerService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Lets members and departments serve an account (添加接待人员). Calls `POST /cgi-bin/kf/servicer/add`.
   *
   * @param servicers at most 100 members and 20 departments
   * @returns what became of each: one that cannot serve makes the others no failure
   * @throws {WeChatApiError} 95004 for an unknown account
   * @see https://developer.work.weixin.qq.com/document/path/94646
   */
  async add(openKfId: string, servicers: WorkKfServicers): Promise<WorkKfServicerResult[]> {
    const { result_list } = await this.client.request('POST /cgi-bin/kf/servicer/add', {
      body: bodyOf(openKfId, servicers),
    });
    return result_list;
  }

  /**
   * Lets members and departments serve an account no longer (删除接待人员). Calls `POST /cgi-bin/kf/servicer/del`.
   *
   * @param servicers at most 100 members and 20 departments
   * @returns what became of each
   * @see https://developer.work.weixin.qq.com/document/path/94647
   */
  async delete(openKfId: string, servicers: WorkKfServicers): Promise<WorkKfServicerResult[]> {
    const { result_list } = await this.client.request('POST /cgi-bin/kf/servicer/del', {
      body: bodyOf(openKfId, servicers),
    });
    return result_list;
  }

  /**
   * Who serves an account, and whether they do so now (获取接待人员列表). Calls `GET /cgi-bin/kf/servicer/list`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94645
   */
  async list(openKfId: string): Promise<WorkKfServicer[]> {
    const { servicer_list } = await this.client.request('GET /cgi-bin/kf/servicer/list', {
      query: { open_kfid: openKfId },
    });
    return servicer_list;
  }
}

const bodyOf = (
  openKfId: string,
  { userIds = [], departmentIds = [] }: WorkKfServicers,
): { open_kfid: string; userid_list?: string[]; department_id_list?: number[] } => ({
  open_kfid: openKfId,
  ...(userIds.length > 0 && { userid_list: [...userIds] }),
  ...(departmentIds.length > 0 && { department_id_list: [...departmentIds] }),
});
