import { describe, expect, it } from '@jest/globals';
import { openSealedFile } from '../../../lib/crypto/index.js';
import { openPush } from './work.envelope.js';
import { setWorkStage, type WorkStage } from './work.stage.js';

const KEY = 'IJUiXNpvGbODwKEBSEsAeOAPAhkqHqNCF6g19t9wfg2';

/** Waits until the application has seen a push. */
async function pushed({ app }: WorkStage, count: number): Promise<void> {
  for (let waited = 0; app.seen.length < count && waited < 100; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('Imports of the address book', () => {
  it('read members from a table, line by line, and say that they are done', async () => {
    const stage = await setWorkStage();
    const { corp, app } = stage;
    corp.member({ userid: 'zhangsan', name: '张三', mobile: '13800000001' });
    const contacts = await stage.as('contacts');
    const table =
      '\uFEFF姓名,帐号,手机号,邮箱,所在部门,职位\r\n' +
      '张三,zhangsan,13800000001,,1,"主编, 编辑部"\r\n' +
      '李四,lisi,13800000002,lisi@example.com,1,\r\n' +
      '王五,wangwu,13800000002,,1,\r\n';
    const { media_id: mediaId } = await contacts.upload('media/upload', 'members.csv', Buffer.from(table), {
      type: 'file',
    });
    const { jobid } = await contacts.post('batch/syncuser', { media_id: mediaId });
    expect(await contacts.get('batch/getresult', { jobid: String(jobid) })).toMatchObject({
      type: 'sync_user',
      status: 3,
      total: 3,
      result: [
        { userid: 'zhangsan', errcode: 0 },
        { userid: 'lisi', errcode: 0 },
        { userid: 'wangwu', errcode: 60104 },
      ],
    });
    expect(await contacts.get('user/get', { userid: 'zhangsan' })).toMatchObject({
      position: '主编, 编辑部',
    });
    await pushed(stage, 1);
    expect(openPush(corp.agent('contacts'), app.last)).toMatchObject({
      Event: 'batch_job_result',
      BatchJob: { JobId: jobid, JobType: 'sync_user', ErrCode: '0' },
    });
    await contacts.post('batch/replaceuser', { media_id: mediaId });
    expect(corp.members.map(({ userid }) => userid)).toEqual(['zhangsan', 'lisi']);
    expect(await contacts.get('batch/getresult', { jobid: 'none' })).toMatchObject({ errcode: 40088 });
  });

  it('read departments, and say so where the call wants to hear of it', async () => {
    const stage = await setWorkStage();
    const { corp, app } = stage;
    const contacts = await stage.as('contacts');
    const table = '部门名称,部门ID,父部门ID,排序\n编辑部,2,1,1\n一组,3,2,\n二组,4,9,\n';
    const { media_id: mediaId } = await contacts.upload('media/upload', 'p.csv', Buffer.from(table), {
      type: 'file',
    });
    const { token, encodingAESKey } = corp.agent('night').credentials;
    const callback = { url: `${app.url}/elsewhere`, token, encodingaeskey: encodingAESKey };
    const { jobid } = await contacts.post('batch/replaceparty', { media_id: mediaId, callback });
    expect(await contacts.get('batch/getresult', { jobid: String(jobid) })).toMatchObject({
      result: [
        { partyid: 2, action: 1, errcode: 0 },
        { partyid: 3, action: 1, errcode: 0 },
        { partyid: 4, errcode: 60004 },
      ],
    });
    await pushed(stage, 1);
    expect(app.last.path).toBe('/wechat/shop/elsewhere');
    expect(openPush(corp.agent('night'), app.last)).toMatchObject({ BatchJob: { JobType: 'replace_party' } });
    expect(JSON.stringify(stage.sandbox.requests)).not.toContain(encodingAESKey);
  });
});

describe('Exports of the address book', () => {
  it('are files sealed with the key of the call, for two hours', async () => {
    const { sandbox, corp, as } = await setWorkStage();
    corp.member({ userid: 'zhangsan', name: '张三' });
    const client = await as('assistant');
    const { jobid } = await client.post('export/user', { encoding_aeskey: KEY });
    const { data_list: files } = await client.get('export/get_result', { jobid: String(jobid) });
    const [file] = files as [{ url: string; size: number }];
    const content = Buffer.from(await (await fetch(file.url)).arrayBuffer());
    expect(content).toHaveLength(file.size);
    expect(JSON.parse(openSealedFile(content, KEY).toString('utf8'))).toMatchObject({
      userlist: [{ userid: 'zhangsan', name: '张三', department: [1] }],
    });
    sandbox.advance(7201);
    expect((await fetch(file.url)).status).toBe(403);
    expect(await client.post('export/user', { encoding_aeskey: 'short' })).toMatchObject({ errcode: 42001 });
    const again = await as('assistant');
    expect(await again.post('export/user', { encoding_aeskey: 'short' })).toMatchObject({ errcode: 40058 });
  });
});
