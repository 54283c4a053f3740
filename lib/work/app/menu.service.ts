import type { WorkAgentApi, WorkBody } from '../work.api.js';

/** A button of the menu: with a `type`, or with buttons below it. */
export type WorkMenuButton = WorkBody<'POST /cgi-bin/menu/create'>['button'][number];

/**
 * The menu at the foot of the application's chat (自定义菜单).
 *
 * @see https://developer.work.weixin.qq.com/document/path/90230
 * @publicApi
 */
export class WorkMenuService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Puts a menu in place of the one there is (创建菜单). Calls `POST /cgi-bin/menu/create`.
   *
   * @param buttons one to three, each with up to five below it
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @throws {WeChatApiError} 40016 for more buttons
   * @see https://developer.work.weixin.qq.com/document/path/90231
   */
  async create(buttons: readonly WorkMenuButton[]): Promise<void> {
    const agentid = await this.client.requireAgentId();
    await this.client.request('POST /cgi-bin/menu/create', {
      query: { agentid },
      body: { button: [...buttons] },
    });
  }

  /**
   * The buttons of the menu (获取菜单). Calls `GET /cgi-bin/menu/get`.
   *
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @throws {WeChatApiError} 46003 when there is none
   * @see https://developer.work.weixin.qq.com/document/path/90232
   */
  async get(): Promise<WorkMenuButton[]> {
    const agentid = await this.client.requireAgentId();
    const { button } = await this.client.request('GET /cgi-bin/menu/get', { query: { agentid } });
    return button;
  }

  /**
   * Removes the menu (删除菜单). Calls `GET /cgi-bin/menu/delete`.
   *
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @see https://developer.work.weixin.qq.com/document/path/90233
   */
  async delete(): Promise<void> {
    const agentid = await this.client.requireAgentId();
    await this.client.request('GET /cgi-bin/menu/delete', { query: { agentid } });
  }
}
