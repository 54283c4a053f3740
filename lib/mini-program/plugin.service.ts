import { checkIndex } from '../account/index.js';
import type { MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const PAGE = 10;

/** A plugin this mini program uses or asked for; status 1 asked, 2 granted, 3 refused, 4 expired. */
export type UsedPlugin = OfficialAnswer<'POST /wxa/plugin#action=list'>['plugin_list'][number];
/** A mini program that uses this plugin or asks to. */
export type PluginApplicant =
  OfficialAnswer<'POST /wxa/devplugin#action=dev_apply_list'>['apply_list'][number];

/**
 * Plugins: those a mini program uses, and who uses one's own (插件管理).
 *
 * @publicApi
 */
export class MiniProgramPluginService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Asks for a plugin (申请使用插件). Calls `POST /wxa/plugin`.
   *
   * @throws {WeChatApiError} 89236 for a plugin that cannot be asked for, 89237 when it was added before, 89238 for as
   * many as may be asked for or used, 89239 for a plugin that does not exist
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_manageplugin.html
   */
  async apply(pluginAppId: string, reason: string): Promise<void> {
    await this.client.request('POST /wxa/plugin#action=apply', {
      body: { action: 'apply', plugin_appid: pluginAppId, reason },
    });
  }

  /**
   * The plugins this mini program uses or asked for (查询已添加的插件). Calls `POST /wxa/plugin`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_manageplugin.html
   */
  async list(): Promise<UsedPlugin[]> {
    const { plugin_list } = await this.client.request('POST /wxa/plugin#action=list', {
      body: { action: 'list' },
    });
    return plugin_list;
  }

  /**
   * Uses another version of a plugin (快速更新插件版本号). Calls `POST /wxa/plugin`.
   *
   * @param version one that can be updated to quickly, `2.2.46`
   * @throws {WeChatApiError} 89257 for a version that cannot be updated to quickly, 89258 while a version of
   * the mini program is being rolled out
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_manageplugin.html
   */
  async update(pluginAppId: string, version: string): Promise<void> {
    await this.client.request('POST /wxa/plugin#action=update', {
      body: { action: 'update', plugin_appid: pluginAppId, user_version: version },
    });
  }

  /**
   * Uses a plugin no longer (删除已添加的插件). Calls `POST /wxa/plugin`.
   *
   * @throws {WeChatApiError} 89243 while the answer to an application is awaited
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_manageplugin.html
   */
  async unbind(pluginAppId: string): Promise<void> {
    await this.client.request('POST /wxa/plugin#action=unbind', {
      body: { action: 'unbind', plugin_appid: pluginAppId },
    });
  }

  /**
   * A page of the mini programs that use this plugin or ask to (获取当前所有插件使用方). Calls `POST /wxa/devplugin`.
   *
   * @param page from 1
   * @throws {RangeError} for a page or a count that is not a whole number from 1
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_managepluginapplication.html
   */
  async getApplicantPage(page = 1, count = PAGE): Promise<PluginApplicant[]> {
    checkIndex(page, 'page', 1);
    checkIndex(count, 'count', 1);
    const { apply_list } = await this.client.request('POST /wxa/devplugin#action=dev_apply_list', {
      body: { action: 'dev_apply_list', page, num: count },
    });
    return apply_list;
  }

  /** All of them, page after page (获取当前所有插件使用方). Calls `POST /wxa/devplugin` for every ten; a page that fails throws. */
  async *listApplicants(): AsyncGenerator<PluginApplicant, void, undefined> {
    for (let page = 1; ; page += 1) {
      const applicants = await this.getApplicantPage(page, PAGE);
      yield* applicants;
      if (applicants.length < PAGE) return;
    }
  }

  /**
   * Lets a mini program use this plugin (同意申请). Calls `POST /wxa/devplugin`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_managepluginapplication.html
   */
  async agree(appId: string): Promise<void> {
    await this.client.request('POST /wxa/devplugin#action=dev_agree', {
      body: { action: 'dev_agree', appid: appId },
    });
  }

  /**
   * Refuses an application (拒绝申请). Calls `POST /wxa/devplugin`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_managepluginapplication.html
   */
  async refuse(reason: string): Promise<void> {
    await this.client.request('POST /wxa/devplugin#action=dev_refuse', {
      body: { action: 'dev_refuse', reason },
    });
  }

  /**
   * Removes those that were refused (删除已拒绝的申请者). Calls `POST /wxa/devplugin`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/plugin-management/api_managepluginapplication.html
   */
  async deleteRefused(): Promise<void> {
    await this.client.request('POST /wxa/devplugin#action=dev_delete', { body: { action: 'dev_delete' } });
  }
}
