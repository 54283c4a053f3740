import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

const MAX_BUTTONS = 3;
const MAX_SUB_BUTTONS = 5;

/** A button of a menu: with `sub_button` it opens, else its `type` says what a tap does. */
export type MenuButton = BodyOf<'POST /cgi-bin/menu/create'>['button'][number];

/** Whom a conditional menu is shown to. */
export type MenuMatchRule = BodyOf<'POST /cgi-bin/menu/addconditional'>['matchrule'];

/**
 * The menu below the conversation (自定义菜单).
 *
 * @publicApi
 */
export class OfficialAccountMenuService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Sets the menu (创建自定义菜单): up to three buttons, up to five under each. Calls `POST /cgi-bin/menu/create`.
   *
   * @throws {RangeError} for none or more
   * @see https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu.html
   */
  async create(button: MenuButton[]): Promise<void> {
    checkButtons(button);
    await this.client.request('POST /cgi-bin/menu/create', { body: { button } });
  }

  /**
   * The menus set through the API (获取自定义菜单配置). Calls `GET /cgi-bin/menu/get`.
   *
   * @throws {WeChatApiError} 46003 when there is none
   * @see https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Getting_Custom_Menu_Configurations.html
   */
  get(): Promise<OfficialAnswer<'GET /cgi-bin/menu/get'>> {
    return this.client.request('GET /cgi-bin/menu/get');
  }

  /**
   * The menu in use, wherever it was set (查询自定义菜单). Calls `GET /cgi-bin/get_current_selfmenu_info`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Querying_Custom_Menus.html
   */
  getCurrent(): Promise<OfficialAnswer<'GET /cgi-bin/get_current_selfmenu_info'>> {
    return this.client.request('GET /cgi-bin/get_current_selfmenu_info');
  }

  /**
   * Removes all menus, conditional ones included (删除自定义菜单). Calls `GET /cgi-bin/menu/delete`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Deleting_Custom-Defined_Menu.html
   */
  async delete(): Promise<void> {
    await this.client.request('GET /cgi-bin/menu/delete');
  }

  /**
   * Adds a menu for some people (创建个性化菜单). Calls `POST /cgi-bin/menu/addconditional`.
   *
   * @returns its menuid
   * @see https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Personalized_menu_interface.html
   */
  async addConditional(button: MenuButton[], matchrule: MenuMatchRule): Promise<string> {
    checkButtons(button);
    const { menuid } = await this.client.request('POST /cgi-bin/menu/addconditional', {
      body: { button, matchrule },
    });
    return menuid;
  }

  /** Removes a conditional menu (删除个性化菜单). Calls `POST /cgi-bin/menu/delconditional`. */
  async deleteConditional(menuid: string): Promise<void> {
    await this.client.request('POST /cgi-bin/menu/delconditional', { body: { menuid } });
  }

  /** The buttons a person sees, by openid or WeChat ID (测试个性化菜单匹配结果). Calls `POST /cgi-bin/menu/trymatch`. */
  async tryMatch(userId: string): Promise<MenuButton[]> {
    const { button } = await this.client.request('POST /cgi-bin/menu/trymatch', {
      body: { user_id: userId },
    });
    return button;
  }
}

function checkButtons(buttons: readonly MenuButton[]): void {
  if (buttons.length < 1 || buttons.length > MAX_BUTTONS) {
    throw new RangeError(`A menu takes 1 to ${MAX_BUTTONS} buttons, not ${buttons.length}`);
  }
  for (const { name, sub_button = [] } of buttons) {
    if (sub_button.length > MAX_SUB_BUTTONS) {
      throw new RangeError(
        `"${name}" takes ${MAX_SUB_BUTTONS} buttons below it at most, not ${sub_button.length}`,
      );
    }
  }
}
