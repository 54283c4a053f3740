import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { setStage } from './stage.js';

const click = { type: 'click', name: '签到', key: 'SIGN' };
const view = { type: 'view', name: 'Shop', url: 'https://example.com/shop' };
const more = {
  name: 'More',
  sub_button: [
    view,
    { type: 'scancode_waitmsg', name: 'Scan', key: 'S' },
    { type: 'media_id', name: 'Pic', media_id: 'm' },
  ],
};
const menu = { button: [click, more] };

describe('the menu', () => {
  it('is kept, shown and taken away', async () => {
    const { api, shop, sandbox } = await setStage();
    const told: unknown[] = [];
    sandbox.on('menu', (change) => told.push(change.menu !== null));
    expect(await api.get('/cgi-bin/menu/get')).toMatchObject({ errcode: 46003 });
    expect(await api.post('/cgi-bin/menu/create', menu)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await api.get('/cgi-bin/menu/get')).toEqual({
      menu: {
        button: [
          { ...click, sub_button: [] },
          { name: 'More', sub_button: more.sub_button.map((button) => ({ ...button, sub_button: [] })) },
        ],
      },
    });
    expect(await api.get('/cgi-bin/get_current_selfmenu_info')).toMatchObject({
      is_menu_open: 1,
      selfmenu_info: { button: [click, { name: 'More', sub_button: { list: [view, {}, {}] } }] },
    });
    expect(shop.menu?.button).toHaveLength(2);
    await api.get('/cgi-bin/menu/delete');
    expect(shop.menu).toBeNull();
    expect(await api.get('/cgi-bin/get_current_selfmenu_info')).toMatchObject({ is_menu_open: 0 });
    expect(told).toEqual([true, false]);
  });

  it.each([
    ['no button', { button: [] }, 40016],
    ['four buttons', { button: [click, click, click, click] }, 40016],
    [
      'six sub-buttons',
      { button: [{ name: 'x', sub_button: Array.from({ length: 6 }, () => view) }] },
      40023,
    ],
    ['a long name', { button: [{ ...click, name: '一二三四五六' }] }, 40018],
    [
      'a long name below',
      { button: [{ name: 'x', sub_button: [{ ...view, name: '一'.repeat(21) }] }] },
      40025,
    ],
    ['an unknown type', { button: [{ ...click, type: 'tickle' }] }, 40017],
    ['a click without key', { button: [{ type: 'click', name: 'x' }] }, 40019],
    [
      'a view without url below',
      { button: [{ name: 'x', sub_button: [{ type: 'view', name: 'y' }] }] },
      40027,
    ],
    ['a long key', { button: [{ ...click, key: 'k'.repeat(129) }] }, 40019],
  ])('is refused with %s', async (_, body, errcode) => {
    const { api, shop } = await setStage();
    expect(await api.post('/cgi-bin/menu/create', body)).toMatchObject({ errcode });
    expect(shop.menu).toBeNull();
  });

  it('can differ for those who match a rule', async () => {
    const { api, shop } = await setStage();
    const special = { button: [{ ...click, key: 'EN' }], matchrule: { language: 'en' } };
    expect(await api.post('/cgi-bin/menu/addconditional', special)).toMatchObject({ errcode: 65303 });
    await api.post('/cgi-bin/menu/create', menu);
    expect(await api.post('/cgi-bin/menu/addconditional', { ...special, matchrule: {} })).toMatchObject({
      errcode: 65304,
    });
    const { menuid } = await api.post('/cgi-bin/menu/addconditional', special);
    const alice = shop.person({ language: 'en' });
    const bob = shop.person();
    expect(await api.post('/cgi-bin/menu/trymatch', { user_id: alice.openid })).toMatchObject({
      button: [{ key: 'EN' }],
    });
    expect(await api.post('/cgi-bin/menu/trymatch', { user_id: bob.openid })).toMatchObject({
      button: [{ key: 'SIGN' }, {}],
    });
    expect(await api.get('/cgi-bin/menu/get')).toMatchObject({
      conditionalmenu: [{ menuid: Number(menuid), matchrule: { language: 'en' } }],
    });
    await expect(bob.tap('EN')).rejects.toThrow('no button "EN"');
    expect((await alice.tap('EN')).kind).toBe('none');
    expect(await api.post('/cgi-bin/menu/delconditional', { menuid })).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await api.post('/cgi-bin/menu/delconditional', { menuid })).toMatchObject({ errcode: 65301 });
  });
});

describe('a tap', () => {
  it('pushes what the button is for, found by key or by name', async () => {
    const { api, app, shop } = await setStage();
    await api.post('/cgi-bin/menu/create', menu);
    const alice = shop.person();
    await alice.tap('SIGN');
    expect(app.last.body).toMatch(
      /<Event><!\[CDATA\[CLICK\]\]><\/Event>\n<EventKey><!\[CDATA\[SIGN\]\]><\/EventKey>/,
    );
    await alice.tap('签到');
    expect(app.last.body).toContain('CLICK');
    await alice.tap('Shop');
    expect(app.last.body).toMatch(
      /\[VIEW\][^]*<EventKey><!\[CDATA\[https:\/\/example\.com\/shop\]\]><\/EventKey>\n<MenuId>/,
    );
    await alice.tap('S');
    expect(app.last.body).toContain('<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>');
  });

  it('on a button that is not there, or that tells nobody, is an error', async () => {
    const { api, app, shop } = await setStage();
    const alice = shop.person();
    await expect(alice.tap('SIGN')).rejects.toBeInstanceOf(SandboxUseError);
    await api.post('/cgi-bin/menu/create', menu);
    await expect(alice.tap('Pic')).rejects.toThrow('pushes nothing');
    expect(app.seen).toHaveLength(0);
  });
});
