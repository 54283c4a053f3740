import { checkCount } from '../limits.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

const MOST_USERS = 1000;

type TemplateBody = WorkBody<'POST /cgi-bin/agent/set_workbench_template'>;
type Kind = 'keydata' | 'image' | 'list' | 'webview';

/** What the tile shows: figures (关键数据型), a picture (图片型), a list (列表型), or a page (webview型). */
export type WorkWorkbenchContent = {
  [Type in Kind]: { readonly type: Type } & { readonly [Field in Type]: NonNullable<TemplateBody[Field]> };
}[Kind];

/** The plain icon again (取消自定义展示). */
export interface WorkWorkbenchPlain {
  readonly type: 'normal';
}

export type WorkWorkbenchTemplate = WorkAnswer<'POST /cgi-bin/agent/get_workbench_template'>;

/** What becomes of what members were shown before. */
export interface WorkWorkbenchOptions {
  /** Whether the template takes the place of what was set for members (覆盖用户工作台数据). @default false */
  replaceUserData?: boolean | undefined;
}

/**
 * What the application shows of itself on the workbench (自定义工作台).
 *
 * @see https://developer.work.weixin.qq.com/document/path/92535
 * @publicApi
 */
export class WorkWorkbenchService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Sets what the tile shows whom nothing else was set for (设置应用在工作台展示的模版). Calls
   * `POST /cgi-bin/agent/set_workbench_template`.
   *
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @see https://developer.work.weixin.qq.com/document/path/92535
   */
  async setTemplate(
    content: WorkWorkbenchContent | WorkWorkbenchPlain,
    { replaceUserData = false }: WorkWorkbenchOptions = {},
  ): Promise<void> {
    const agentid = await this.client.requireAgentId();
    await this.client.request('POST /cgi-bin/agent/set_workbench_template', {
      body: { ...content, agentid, replace_user_data: replaceUserData },
    });
  }

  /**
   * The template as it is set (获取应用在工作台展示的模版). Calls `POST /cgi-bin/agent/get_workbench_template`.
   *
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @see https://developer.work.weixin.qq.com/document/path/92535
   */
  async getTemplate(): Promise<WorkWorkbenchTemplate> {
    const agentid = await this.client.requireAgentId();
    return this.client.request('POST /cgi-bin/agent/get_workbench_template', { body: { agentid } });
  }

  /**
   * Sets what the tile shows one member (设置应用在用户工作台展示的数据). Calls `POST /cgi-bin/agent/set_workbench_data`.
   *
   * @param content of the type of the template
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @see https://developer.work.weixin.qq.com/document/path/92535
   */
  async setData(userId: string, content: WorkWorkbenchContent): Promise<void> {
    const agentid = await this.client.requireAgentId();
    await this.client.request('POST /cgi-bin/agent/set_workbench_data', {
      body: { ...content, agentid, userid: userId },
    });
  }

  /**
   * Sets what the tile shows some members (批量设置应用在用户工作台展示的数据). Calls
   * `POST /cgi-bin/agent/batch_set_workbench_data`.
   *
   * @param userIds at most 1000
   * @param content of the type of the template
   * @throws {RangeError} for nobody, or more
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @see https://developer.work.weixin.qq.com/document/path/92535
   */
  async batchSetData(userIds: readonly string[], content: WorkWorkbenchContent): Promise<void> {
    checkCount(userIds, 'userIds', MOST_USERS);
    const agentid = await this.client.requireAgentId();
    await this.client.request('POST /cgi-bin/agent/batch_set_workbench_data', {
      body: { agentid, userid_list: [...userIds], data: content },
    });
  }
}
