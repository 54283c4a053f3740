import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** An application as the console shows it. */
export type WorkApp = WorkAnswer<'GET /cgi-bin/agent/get'>;
export type WorkAppSummary = WorkAnswer<'GET /cgi-bin/agent/list'>['agentlist'][number];
/** What is to change of it. */
export type WorkAppChanges = Omit<WorkBody<'POST /cgi-bin/agent/set'>, 'agentid'>;

/**
 * The application itself (应用管理).
 *
 * @see https://developer.work.weixin.qq.com/document/path/90226
 * @publicApi
 */
export class WorkAppService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The application, with those who may see it (获取指定的应用详情). Calls `GET /cgi-bin/agent/get`.
   *
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @see https://developer.work.weixin.qq.com/document/path/90227
   */
  async get(): Promise<WorkApp> {
    const agentid = await this.client.requireAgentId();
    return this.client.request('GET /cgi-bin/agent/get', { query: { agentid } });
  }

  /**
   * The applications this token may ask about (获取access_token对应的应用列表): itself. Calls `GET /cgi-bin/agent/list`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90227
   */
  async list(): Promise<WorkAppSummary[]> {
    const { agentlist } = await this.client.request('GET /cgi-bin/agent/list');
    return agentlist;
  }

  /**
   * Changes what is given of the application (设置应用). Calls `POST /cgi-bin/agent/set`.
   *
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @see https://developer.work.weixin.qq.com/document/path/90228
   */
  async set(changes: WorkAppChanges): Promise<void> {
    const agentid = await this.client.requireAgentId();
    await this.client.request('POST /cgi-bin/agent/set', { body: { ...changes, agentid } });
  }
}
