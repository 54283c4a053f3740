import type { ConditionalMenu, MenuButton } from '../../account/menu.book.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';
import { checkMenu } from '../menu.checker.js';

/** As the page of the current menu shows buttons: sub-buttons in a `list`, the menu's own fields only. */
function asSelfMenu({ sub_button, ...button }: MenuButton): Record<string, unknown> {
  return sub_button?.length
    ? { name: button.name, sub_button: { list: sub_button.map(asSelfMenu) } }
    : button;
}

const shown = ({ button, matchrule, menuid }: ConditionalMenu) => ({ button, matchrule, menuid });

/** 自定义菜单 · 个性化菜单 */
export const menuPage: ApiPage = {
  'POST /cgi-bin/menu/create': ({ account, body }) => {
    const wrong = checkMenu(body.button);
    if (wrong) return wrong;
    account.menus.set(body.button);
    account.announceMenu();
    return OK;
  },
  'GET /cgi-bin/menu/get': ({ account: { menus } }) => {
    if (!menus.common) return refuse(46003);
    const { button, menuid } = menus.common;
    if (menus.conditional.length === 0) return { menu: { button } };
    return { menu: { button, menuid }, conditionalmenu: menus.conditional.map(shown) };
  },
  'GET /cgi-bin/menu/delete': ({ account }) => {
    account.menus.clear();
    account.announceMenu();
    return OK;
  },
  'GET /cgi-bin/get_current_selfmenu_info': ({ account: { menus } }) => ({
    is_menu_open: menus.common ? 1 : 0,
    selfmenu_info: { button: (menus.common?.button ?? []).map(asSelfMenu) },
  }),
  'POST /cgi-bin/menu/addconditional': ({ account, body }) => {
    if (!account.menus.common) return refuse(65303);
    const wrong = checkMenu(body.button);
    if (wrong) return wrong;
    if (!Object.values(body.matchrule).some(Boolean)) return refuse(65304);
    return { menuid: String(account.menus.addConditional(body.button, body.matchrule)) };
  },
  'POST /cgi-bin/menu/delconditional': ({ account, body }) =>
    account.menus.removeConditional(Number(body.menuid)) ? OK : refuse(65301),
  'POST /cgi-bin/menu/trymatch': ({ account, body }) => {
    const person = account.people.get(body.user_id);
    if (!person) return refuse(40003, 'user_id');
    const button = account.menus.seenBy(person);
    return button ? { button } : refuse(46003);
  },
};
