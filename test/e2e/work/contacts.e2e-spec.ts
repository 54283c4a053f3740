import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatDecryptError, WeChatHttpError, WeChatParseError } from 'nestjs-wechat-sdk';
import { md5, sealFile } from '../../../lib/crypto/index.js';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const KEY = 'IJUiXNpvGbODwKEBSEsAeOAPAhkqHqNCF6g19t9wfg2';
const OTHER_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

let work: StartedWork;
beforeAll(async () => {
  work = await startWork();
  work.console.member({ userid: 'zhangsan', name: '张三', mobile: '13800000000' });
  work.console.member({ userid: 'lisi', name: '李四' });
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const lastBody = (): unknown => lastRequest(work.sandbox).body;
const nobodyWasAsked = (): void => expect(work.sandbox.requests).toEqual([]);

describe('The tokens of a corporation', () => {
  const somebody = { body: { userid: 'zhaoliu', name: '赵六', mobile: '13800000006' } };
  const message = { body: { touser: 'zhangsan', msgtype: 'text', agentid: 1000002, text: { content: 'x' } } };

  it('are not taken for one another: what another one must call is not sent', async () => {
    const { assistant, contacts } = work;
    const ofContacts =
      'WeChat client "corp/assistant": POST /cgi-bin/user/create needs the access_token of contacts (通讯录同步)';
    for (const call of [
      () => assistant.request('POST /cgi-bin/user/create' as never, somebody as never),
      () => assistant.requestUntyped('POST /cgi-bin/user/create', somebody),
    ]) {
      await expect(call()).rejects.toThrow(WeChatConfigError);
      await expect(call()).rejects.toThrow(ofContacts);
    }
    const send = () => contacts.request('POST /cgi-bin/message/send' as never, message as never);
    await expect(send()).rejects.toThrow(WeChatConfigError);
    await expect(send()).rejects.toThrow('needs the access_token of an application (应用)');
    nobodyWasAsked();
  });

  it('both call what is of both, and what the catalogue does not know', async () => {
    const { assistant, contacts } = work;
    for (const client of [assistant, contacts]) {
      expect(await client.users.get('lisi')).toMatchObject({ name: '李四' });
      await expect(client.requestUntyped('POST /cgi-bin/something/new')).rejects.not.toThrow(
        WeChatConfigError,
      );
      expect(lastRequest(work.sandbox).route).toBe('POST /cgi-bin/something/new');
    }
  });
});

describe('Members', () => {
  it('are read by any agent, one by one and by department', async () => {
    const { users } = work.assistant;
    expect(await users.get('zhangsan')).toMatchObject({ userid: 'zhangsan', name: '张三' });
    expect((await users.list(1)).map(({ userid }) => userid)).toEqual(['zhangsan', 'lisi']);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'GET /cgi-bin/user/list',
      query: { department_id: '1' },
    });
    expect(await users.listNames(1)).toMatchObject([{ name: '张三' }, { name: '李四' }]);
    await expect(users.get('nobody')).rejects.toMatchObject({ errcode: 60111 });
  });

  it('of the departments below are listed too when that is wished', async () => {
    const shop = work.console.department('门店');
    work.console.member({ userid: 'shopkeeper', department: [shop] });
    const { users } = work.contacts;
    expect((await users.listNames(1)).map(({ userid }) => userid)).not.toContain('shopkeeper');
    const all = await users.listNames(1, { fetchChild: true });
    expect(lastRequest(work.sandbox).query).toEqual({ department_id: '1', fetch_child: '1' });
    expect(all.map(({ userid }) => userid)).toContain('shopkeeper');
    await work.contacts.users.delete('shopkeeper');
  });

  it('are found by number and address, and converted to openids and back', async () => {
    const { users } = work.assistant;
    expect(await users.getIdByMobile('13800000000')).toBe('zhangsan');
    await expect(users.getIdByMobile('13899999999')).rejects.toMatchObject({ errcode: 46004 });
    await expect(users.getIdByEmail('nobody@example.com')).rejects.toMatchObject({ errcode: 46004 });
    expect(lastBody()).toEqual({ email: 'nobody@example.com', email_type: 1 });
    await expect(users.getIdByEmail('me@example.com', 'personal')).rejects.toMatchObject({ errcode: 46004 });
    expect(lastBody()).toMatchObject({ email_type: 2 });
    const openid = await users.convertToOpenid('zhangsan');
    expect(openid).toBe(work.console.memberOf('zhangsan').openid);
    expect(await users.convertToUserId(openid)).toBe('zhangsan');
  });

  it('are created, changed and deleted by 通讯录同步', async () => {
    const { users } = work.contacts;
    const wang = { userid: 'wangwu', name: '王五', mobile: '13800000005', department: [1] };
    expect(await users.create(wang)).toEqual([]);
    await expect(users.create(wang)).rejects.toMatchObject({ errcode: 60102 });
    await users.update({ userid: 'wangwu', position: '产品经理' });
    expect(await users.get('wangwu')).toMatchObject({ position: '产品经理' });
    await users.delete('wangwu');
    await expect(users.get('wangwu')).rejects.toMatchObject({ errcode: 60111 });
  });

  it('are deleted many at once: all of them or none', async () => {
    const { users } = work.contacts;
    for (const userid of ['a1', 'a2']) work.console.member({ userid });
    await expect(users.batchDelete(['a1', 'nobody'])).rejects.toMatchObject({ errcode: 40031 });
    await users.batchDelete(['a1', 'a2']);
    expect(lastBody()).toEqual({ useridlist: ['a1', 'a2'] });
    await expect(users.get('a1')).rejects.toMatchObject({ errcode: 60111 });
  });

  it.each([[[]], [Array.from({ length: 201 }, (_, index) => `u${index}`)]])(
    'are not deleted %#: none, or more than 200',
    async (userIds) => {
      await expect(work.contacts.users.batchDelete(userIds)).rejects.toThrow(RangeError);
      nobodyWasAsked();
    },
  );

  it('are listed by their ids, page after page', async () => {
    const ids = await collect(work.contacts.users.listIds());
    expect(ids).toEqual([
      { userid: 'zhangsan', department: 1 },
      { userid: 'lisi', department: 1 },
    ]);
    expect(lastBody()).toEqual({ limit: 10_000 });
  });

  it('are invited, and let in after a check of your own', async () => {
    await work.contacts.users.invite({ userIds: ['zhangsan'], partyIds: [], tagIds: [3] });
    expect(lastBody()).toEqual({ user: ['zhangsan'], tag: [3] });
    await work.assistant.users.confirm('zhangsan');
    expect(lastRequest(work.sandbox)).toMatchObject({ query: { userid: 'zhangsan' } });
    await work.contacts.users.getJoinQrCode(4);
    expect(lastRequest(work.sandbox)).toMatchObject({ query: { size_type: '4' } });
    expect(await work.assistant.users.countActive('2026-11-27')).toBe(2);
  });

  it.each([
    ['nobody', {}],
    ['nobody in any list', { userIds: [], tagIds: [] }],
    ['more than 1000 members', { userIds: Array.from({ length: 1001 }, String) }],
    ['more than 100 departments', { partyIds: Array.from({ length: 101 }, (_, id) => id) }],
    ['more than 100 tags', { tagIds: Array.from({ length: 101 }, (_, id) => id) }],
  ])('are not invited: %s', (_, people) => {
    expect(() => work.assistant.users.invite(people)).toThrow(RangeError);
    nobodyWasAsked();
  });
});

describe('Tags', () => {
  it('are made, renamed, listed and deleted', async () => {
    const { tags } = work.contacts;
    const id = await tags.create('UI');
    expect(lastBody()).toEqual({ tagname: 'UI' });
    expect(await tags.create('设计', 77)).toBe(77);
    await expect(tags.create('UI')).rejects.toMatchObject({ errcode: 40071 });
    await tags.update(id, '前端');
    expect(await tags.list()).toEqual([
      { tagid: id, tagname: '前端' },
      { tagid: 77, tagname: '设计' },
    ]);
    await tags.delete(77);
    await expect(tags.get(77)).rejects.toMatchObject({ errcode: 40068 });
    await tags.delete(id);
  });

  it('are put on members and departments and taken from them; who was passed over is told in lists', async () => {
    const { tags } = work.contacts;
    const id = await tags.create('中心');
    const people = { userIds: ['zhangsan', 'nobody', 'ghost'], partyIds: [1, 99] };
    const passedOver = { invalidlist: ['nobody', 'ghost'], invalidparty: [99] };
    expect(await tags.addUsers(id, people)).toEqual(passedOver);
    expect(lastBody()).toEqual({ tagid: id, userlist: people.userIds, partylist: people.partyIds });
    expect(await tags.get(id)).toMatchObject({ userlist: [{ userid: 'zhangsan' }], partylist: [1] });
    expect(await tags.deleteUsers(id, { userIds: ['zhangsan'] })).toEqual({
      invalidlist: [],
      invalidparty: [],
    });
    expect(lastBody()).toEqual({ tagid: id, userlist: ['zhangsan'] });
    expect((await tags.get(id)).userlist).toEqual([]);
    await tags.delete(id);
  });

  it('are not put on nobody', async () => {
    await expect(work.assistant.tags.addUsers(1, {})).rejects.toThrow(RangeError);
    await expect(work.assistant.tags.deleteUsers(1, { userIds: [] })).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });
});

describe('Imports', () => {
  it('begin with an uploaded file', async () => {
    const { media, imports } = work.contacts;
    const upload = (lines: string) =>
      media.upload('file', { content: Buffer.from(lines), filename: '成员.csv' });
    const members = work.console.members.map(({ name, userid }) => `${name},${userid},`);
    const media_id = await upload(['姓名,帐号,手机号', ...members, '赵六,zhaoliu,13800000006'].join('\n'));
    const job = await imports.syncUsers(media_id, { to_invite: false });
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/batch/syncuser',
      body: { media_id, to_invite: false },
    });
    await imports.replaceUsers(media_id);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/batch/replaceuser',
      body: { media_id },
    });
    const departments = await upload('部门名称,部门ID,父部门ID\n编辑部,77,1');
    await imports.replaceDepartments(departments);
    expect(lastRequest(work.sandbox).route).toBe('POST /cgi-bin/batch/replaceparty');
    const { result } = await imports.getResult(job);
    expect(result).toContainEqual({ userid: 'zhaoliu', errcode: 0, errmsg: 'ok' });
    expect(lastRequest(work.sandbox)).toMatchObject({ query: { jobid: job } });
  });
});

describe('Exports', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  /** A file server, which is none of WeCom's API. */
  async function serve(content: Buffer, status = 200): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(content);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/export/1?sign=CANARY%2Bsign&e=1`, asked };
  }

  const sealed = (content: unknown, key = KEY): Buffer => sealFile(Buffer.from(JSON.stringify(content)), key);
  const fileOf = (url: string, bytes: Buffer) => ({ url, size: bytes.length, md5: md5(bytes) });

  it('are jobs of either kind of agent, with blocks that fit into memory', async () => {
    const { exports } = work.assistant;
    await exports.userNames(KEY);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/export/simple_user',
      body: { block_size: 10_000 },
    });
    await exports.users(KEY, { blockSize: 20_000 });
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/export/user',
      body: { block_size: 20_000 },
    });
    await work.contacts.exports.departments(KEY);
    expect(lastRequest(work.sandbox).route).toBe('POST /cgi-bin/export/department');
    const tagid = await work.contacts.tags.create('导出');
    await work.contacts.tags.addUsers(tagid, { userIds: ['zhangsan'] });
    const job = await work.contacts.exports.tagUsers(tagid, KEY);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/export/taguser',
      body: { tagid },
    });
    const { status, data_list: files } = await exports.getResult(job);
    expect({ status, files: files.length }).toEqual({ status: 2, files: 1 });
    expect(lastRequest(work.sandbox)).toMatchObject({ query: { jobid: job } });
    for (const file of files)
      expect(await exports.download(file, KEY)).toEqual({
        userlist: [{ userid: 'zhangsan', name: expect.any(String) }],
        partylist: [],
      });
  });

  it.each(['', 'short', `${KEY.slice(1)}=`, `${KEY.slice(1)}-`])(
    'take no key that is none: %j',
    async (key) => {
      await expect(work.assistant.exports.users(key)).rejects.toThrow(WeChatConfigError);
      nobodyWasAsked();
    },
  );

  it('are downloaded from the address as it is, without a token, and opened', async () => {
    const content = { userlist: [{ userid: 'zhangsan', name: '张三', department: [1, 2] }] };
    const bytes = sealed(content);
    const { url, asked } = await serve(bytes);
    expect(await work.assistant.exports.download(fileOf(url, bytes), KEY)).toEqual(content);
    expect(await work.contacts.exports.download(fileOf(url, bytes), KEY)).toEqual(content);
    expect(asked).toEqual(Array(2).fill('GET /export/1?sign=CANARY%2Bsign&e=1'));
  });

  it('are refused when they are not what was announced, or sealed with another key', async () => {
    const bytes = sealed({ userlist: [] });
    const { url } = await serve(bytes);
    const { exports } = work.assistant;
    const file = fileOf(url, bytes);
    await expect(exports.download({ ...file, size: 1 }, KEY)).rejects.toThrow(WeChatParseError);
    await expect(exports.download({ ...file, md5: '0'.repeat(32) }, KEY)).rejects.toThrow(WeChatParseError);
    await expect(exports.download(file, OTHER_KEY)).rejects.toThrow(WeChatDecryptError);
  });

  it('show neither address nor key when the download fails', async () => {
    const { url } = await serve(Buffer.from('<Error>CANARY+sign expired</Error>'), 403);
    const error = (await work.assistant.exports
      .download({ url, size: 1, md5: '' }, KEY)
      .catch((caught: unknown) => caught)) as WeChatHttpError;
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status: 403 });
    expect(JSON.stringify([error.message, { ...error }])).not.toMatch(/sign=|CANARY%2B|IJUiX|export\/1/);
  });
});
