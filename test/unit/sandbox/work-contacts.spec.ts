import { describe, expect, it } from '@jest/globals';
import { openPush } from './work.envelope.js';
import { setWorkStage } from './work.stage.js';

describe('The address book', () => {
  it('refuses what another member has already, and what is not there', async () => {
    const { corp, as } = await setWorkStage();
    corp.member({ userid: 'Zhang', mobile: '13800000001', email: 'z@example.com' });
    const contacts = await as('contacts');
    const create = async (facts: object) =>
      (await contacts.post('user/create', { userid: 'li', name: '李四', department: [1], ...facts })).errcode;
    expect(await create({})).toBe(60129);
    expect(await create({ userid: 'zhang', mobile: '13800000002' })).toBe(60102);
    expect(await create({ mobile: '13800000001' })).toBe(60104);
    expect(await create({ email: 'z@example.com' })).toBe(60106);
    expect(await create({ mobile: '13800000002', department: [9] })).toBe(60123);
    expect(await create({ mobile: '13800000002' })).toBe(0);
    expect(await contacts.get('user/get', { userid: 'LI' })).toMatchObject({ userid: 'li', name: '李四' });
    expect(await contacts.get('user/delete', { userid: 'li' })).toMatchObject({ errcode: 0 });
    expect(await contacts.get('user/get', { userid: 'li' })).toMatchObject({ errcode: 60111 });
  });

  it('keeps its departments a tree', async () => {
    const { corp, as } = await setWorkStage();
    const contacts = await as('contacts');
    const create = (name: string, parentid: number) => contacts.post('department/create', { name, parentid });
    expect(await create('编辑部', 1)).toMatchObject({ id: 2 });
    expect(await create('一组', 2)).toMatchObject({ id: 3 });
    expect(await create('一组', 2)).toMatchObject({ errcode: 60008 });
    expect(await create('一组', 9)).toMatchObject({ errcode: 60004 });
    expect(await contacts.post('department/update', { id: 2, parentid: 3 })).toMatchObject({
      errcode: 60010,
    });
    expect(await contacts.get('department/delete', { id: 2 })).toMatchObject({ errcode: 60006 });
    const member = corp.member({ department: [3] });
    expect(await contacts.get('department/delete', { id: 3 })).toMatchObject({ errcode: 60005 });
    expect(await contacts.get('department/delete', { id: 1 })).toMatchObject({ errcode: 60007 });
    expect(await contacts.get('user/simplelist', { department_id: 2 })).toMatchObject({ userlist: [] });
    expect(await contacts.get('user/list', { department_id: 2, fetch_child: 1 })).toMatchObject({
      userlist: [{ userid: member.userid, department: [3] }],
    });
  });

  it('is listed in pages', async () => {
    const { corp, as } = await setWorkStage();
    for (let made = 0; made < 5; made += 1) corp.member();
    const contacts = await as('contacts');
    const first = await contacts.post('user/list_id', { limit: 3 });
    expect(first['dept_user']).toHaveLength(3);
    const second = await contacts.post('user/list_id', { limit: 3, cursor: first['next_cursor'] });
    expect(second['dept_user']).toHaveLength(2);
    expect(second).not.toHaveProperty('next_cursor');
  });

  it('tells 通讯录同步 what happens in the console, and nobody what the API does', async () => {
    const { corp, app, as } = await setWorkStage();
    await (await as('contacts')).post('department/create', { name: '编辑部', parentid: 1 });
    expect(app.seen).toHaveLength(0);
    const zhang = await corp.join({ userid: 'zhangsan', name: '张三', department: [1, 2] });
    const agent = corp.agent('contacts');
    expect(openPush(agent, app.last)).toMatchObject({
      FromUserName: 'sys',
      Event: 'change_contact',
      ChangeType: 'create_user',
      UserID: 'zhangsan',
      Department: '1,2',
    });
    await zhang.change({ userid: 'zhang', position: '主编' });
    expect(openPush(agent, app.last)).toMatchObject({
      ChangeType: 'update_user',
      UserID: 'zhangsan',
      NewUserID: 'zhang',
      Position: '主编',
    });
    await zhang.leave();
    expect(openPush(agent, app.last)).toMatchObject({ ChangeType: 'delete_user', UserID: 'zhang' });
    expect(corp.members).toHaveLength(0);
  });
});
