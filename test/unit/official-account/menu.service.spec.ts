import { describe, expect, it } from '@jest/globals';
import type { OfficialAccountMenuService } from '../../../lib/official-account/index.js';
import { accountOn } from './fake.api.js';

const BUTTONS = [
  { type: 'click', name: '今日', key: 'TODAY' },
  { name: 'more', sub_button: [{ type: 'view', name: 'a', url: 'u' }] },
];
type Call = (menu: OfficialAccountMenuService) => Promise<unknown>;

describe('menu', () => {
  it.each<[string, Call, unknown, [string, object?], unknown]>([
    [
      'sets the menu',
      (menu) => menu.create(BUTTONS),
      {},
      ['POST /cgi-bin/menu/create', { body: { button: BUTTONS } }],
      undefined,
    ],
    [
      'gets the menus',
      (menu) => menu.get(),
      { menu: { button: BUTTONS } },
      ['GET /cgi-bin/menu/get', undefined],
      { menu: { button: BUTTONS } },
    ],
    [
      'gets the menu in use',
      (menu) => menu.getCurrent(),
      { is_menu_open: 1 },
      ['GET /cgi-bin/get_current_selfmenu_info', undefined],
      { is_menu_open: 1 },
    ],
    ['removes all menus', (menu) => menu.delete(), {}, ['GET /cgi-bin/menu/delete', undefined], undefined],
    [
      'adds a menu for some people',
      (menu) => menu.addConditional(BUTTONS, { tag_id: 2 }),
      { menuid: '208396938' },
      ['POST /cgi-bin/menu/addconditional', { body: { button: BUTTONS, matchrule: { tag_id: 2 } } }],
      '208396938',
    ],
    [
      'removes it',
      (menu) => menu.deleteConditional('208396938'),
      {},
      ['POST /cgi-bin/menu/delconditional', { body: { menuid: '208396938' } }],
      undefined,
    ],
    [
      'tells what a person sees',
      (menu) => menu.tryMatch('o1'),
      { button: BUTTONS },
      ['POST /cgi-bin/menu/trymatch', { body: { user_id: 'o1' } }],
      BUTTONS,
    ],
  ])('%s', async (_what, act, answer, sent, result) => {
    const { account, call } = accountOn(answer);
    expect(await act(account.menu)).toEqual(result);
    expect(call.mock.calls).toEqual([sent]);
  });
});
