import { describe, expect, it } from '@jest/globals';
import { WorkClient } from './work.client.js';
import { setWorkStage } from './work.stage.js';

const SELF = 'GET /cgi-bin/get_api_domain_ip';

describe('Tokens of a corporation', () => {
  it('are the same for whoever asks while they live, and another one afterwards', async () => {
    const { sandbox, corp, as } = await setWorkStage();
    const { token } = await as('assistant');
    expect((await as('assistant')).token).toBe(token);
    expect((await as('night')).token).not.toBe(token);
    sandbox.advance(7201);
    const next = await as('assistant');
    expect(next.token).not.toBe(token);
    expect(corp.agent('assistant').tokenFetches).toBe(3);
    expect(await next.call(SELF)).toMatchObject({ errcode: 0 });
  });

  it('are refused with the code of what is wrong with them', async () => {
    const { corp, as } = await setWorkStage();
    const client = await as('assistant');
    corp.expireTokens('assistant');
    expect(await client.call(SELF)).toMatchObject({ errcode: 42001 });
    corp.revokeTokens();
    expect(await client.call(SELF)).toMatchObject({ errcode: 40014 });
    client.token = 'made-up';
    expect(await client.call(SELF)).toMatchObject({ errcode: 40014 });
    client.token = '';
    expect(await client.call(SELF)).toMatchObject({ errcode: 41001 });
  });

  it('are for the secrets of the corporation alone', async () => {
    const { sandbox, corp, as } = await setWorkStage();
    const client = await as('assistant');
    const gettoken = async (corpid: string, corpsecret: string) =>
      (await client.get('gettoken', { corpid, corpsecret })).errcode;
    expect(await gettoken(corp.corpId, 'wrong')).toBe(40001);
    expect(await gettoken('ww0', corp.agent('assistant').secret)).toBe(40013);
    const other = sandbox.corp({ agents: { assistant: {} } });
    expect(await gettoken(other.corpId, corp.agent('assistant').secret)).toBe(40001);
    expect(JSON.stringify(sandbox.requests)).not.toContain(corp.agent('assistant').secret);
  });

  it('call what is theirs: the address book is written by 通讯录同步 alone', async () => {
    const { as } = await setWorkStage();
    const department = { name: '编辑部', parentid: 1 };
    const [assistant, contacts] = [await as('assistant'), await as('contacts')];
    expect(await assistant.post('department/create', department)).toMatchObject({ errcode: 48002 });
    expect(await contacts.post('department/create', department)).toMatchObject({ errcode: 0, id: 2 });
    expect(await assistant.get('department/get', { id: 2 })).toMatchObject({ department });
    expect(await contacts.post('message/recall', { msgid: 'x' })).toMatchObject({ errcode: 48002 });
  });

  it('act on their own application alone', async () => {
    const { corp, as } = await setWorkStage();
    const client = await as('assistant');
    const other = Number(corp.agent('night').agentId);
    expect(await client.get('menu/get', { agentid: other })).toMatchObject({ errcode: 301002 });
    expect(await client.get('menu/get', { agentid: 7 })).toMatchObject({ errcode: 40056 });
  });

  it('call from trusted addresses alone, where there are any', async () => {
    const { sandbox, corp, as } = await setWorkStage();
    const client = await as('assistant');
    expect(await client.call(SELF)).toMatchObject({ errcode: 0 });
    const far = corp.addAgent('far', { trustedIps: ['203.0.113.7'] });
    const other = await new WorkClient(sandbox, corp.corpId, far).login();
    const { errcode, errmsg } = await other.call(SELF);
    expect(errcode).toBe(60020);
    expect(errmsg).toMatch(/^not allow to access from your ip, hint: \[\S+\], from ip: 127\.0\.0\.1, /);
  });

  it('fail when they are told to', async () => {
    const { sandbox, as } = await setWorkStage();
    const client = await as('assistant');
    sandbox.fail(SELF, { errcode: 45009, times: 1 });
    expect(await client.call(SELF)).toMatchObject({ errcode: 45009 });
    expect(await client.call(SELF)).toMatchObject({ errcode: 0 });
    expect(sandbox.requests.at(-1)).toMatchObject({ path: '/cgi-bin/get_api_domain_ip', errcode: 0 });
    expect(sandbox.requests.at(-1)?.query).toEqual({});
  });
});
