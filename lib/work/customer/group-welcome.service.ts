import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Words that greet whoever joins a group chat. */
export type WorkGroupWelcome = WorkAnswer<'POST /cgi-bin/externalcontact/group_welcome_template/get'>;

/**
 * Words that owners of group chats may have greet whoever joins (入群欢迎语素材): 100 in a corporation.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92366
 * @publicApi
 */
export class WorkGroupWelcomeService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Adds some (添加入群欢迎语素材). Calls `POST /cgi-bin/externalcontact/group_welcome_template/add`.
   *
   * @param template `text`, and one of `image`, `link`, `miniprogram`, `file`, `video` at most; `%NICKNAME%` in the text is who
   * joined; `notify` 0 tells the owners nothing
   * @returns the template_id
   * @see https://developer.work.weixin.qq.com/document/path/92366
   */
  async add(template: WorkBody<'POST /cgi-bin/externalcontact/group_welcome_template/add'>): Promise<string> {
    const { template_id } = await this.client.request(
      'POST /cgi-bin/externalcontact/group_welcome_template/add',
      { body: template },
    );
    return template_id;
  }

  /**
   * Puts others in their place (编辑入群欢迎语素材). Calls `POST /cgi-bin/externalcontact/group_welcome_template/edit`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/92366
   */
  async edit(template: WorkBody<'POST /cgi-bin/externalcontact/group_welcome_template/edit'>): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/group_welcome_template/edit', {
      body: template,
    });
  }

  /**
   * Some of them (获取入群欢迎语素材). Calls `POST /cgi-bin/externalcontact/group_welcome_template/get`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/92366
   */
  get(templateId: string): Promise<WorkGroupWelcome> {
    return this.client.request('POST /cgi-bin/externalcontact/group_welcome_template/get', {
      body: { template_id: templateId },
    });
  }

  /**
   * Deletes some (删除入群欢迎语素材). Calls `POST /cgi-bin/externalcontact/group_welcome_template/del`.
   *
   * @param agentId of the application, for older suites of several applications alone
   * @see https://developer.work.weixin.qq.com/document/path/92366
   */
  async delete(templateId: string, agentId?: number): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/group_welcome_template/del', {
      body: { template_id: templateId, agentid: agentId },
    });
  }
}
