import { type EndpointFact, readFacts } from '../../../lib/catalog/index.js';
import { describe, expect, it } from '@jest/globals';
import { setPlatformStage } from './platform.stage.js';
import { setStage } from './stage.js';
import { sampleOf } from './sample.maker.js';

describe('a route', () => {
  it('that nobody knows is an invalid url', async () => {
    const { api } = await setStage();
    const response = await api.fetch('/cgi-bin/nowhere');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errcode: 40066,
      errmsg: expect.stringContaining('invalid url'),
    });
  });

  it('asked with the wrong verb says which one it wants', async () => {
    const { api } = await setStage();
    expect(await api.post('/cgi-bin/user/get')).toMatchObject({ errcode: 43001 });
    expect(await api.get('/cgi-bin/menu/create')).toMatchObject({ errcode: 43002 });
  });

  it('asked too often is over its quota until the next day', async () => {
    const { api, sandbox } = await setStage({ rateLimits: { 'GET /cgi-bin/getcallbackip': 2 } });
    await api.get('/cgi-bin/getcallbackip');
    await api.get('/cgi-bin/getcallbackip');
    expect(await api.get('/cgi-bin/getcallbackip')).toMatchObject({ errcode: 45009 });
    sandbox.advance(86_400);
    await api.login();
    expect(await api.get('/cgi-bin/getcallbackip')).toHaveProperty('ip_list');
  });
});

describe('a request', () => {
  const template = { touser: 'o', template_id: 't', data: { first: { value: 'x' } } };

  it.each([
    ['lacks a field', '/cgi-bin/message/template/send', { touser: 'o', data: {} }, 40035, 'template_id'],
    ['lacks the openid', '/cgi-bin/message/template/send', { template_id: 't', data: {} }, 41009, 'touser'],
    ['lacks a nested field', '/cgi-bin/menu/create', { button: [{ type: 'click' }] }, 40035, 'button.0.name'],
    [
      'lacks a field of a map',
      '/cgi-bin/message/template/send',
      { ...template, data: { a: {} } },
      40035,
      'data.a.value',
    ],
    [
      'has a number for a text',
      '/cgi-bin/template/del_private_template',
      { template_id: 7 },
      47001,
      'template_id',
    ],
    [
      'has a text for a number',
      '/cgi-bin/shorten/gen',
      { expire_seconds: '60', long_data: 'x' },
      47001,
      'expire_seconds',
    ],
    ['has an object for a list', '/cgi-bin/menu/create', { button: {} }, 47001, 'button must be an array'],
    [
      'has a value outside its set',
      '/cgi-bin/callback/check',
      { action: 'all', check_operator: 'X' },
      40035,
      'check_operator',
    ],
    ['is no JSON', '/cgi-bin/menu/create', '{"button":', 47001, 'data format error'],
    ['is empty', '/cgi-bin/menu/create', '', 44002, 'empty post data'],
    ['is a list', '/cgi-bin/menu/create', '[]', 47001, 'the body must be an object'],
  ])('that %s is refused by name', async (_, path, body, errcode, named) => {
    const { api } = await setStage();
    expect(await api.post(path, body)).toMatchObject({ errcode, errmsg: expect.stringContaining(named) });
  });

  it('that lacks a query field is refused by name', async () => {
    const { api } = await setStage();
    expect(await api.get('/cgi-bin/media/get')).toMatchObject({
      errcode: 41006,
      errmsg: expect.stringContaining('media_id'),
    });
    expect(await api.get('/cgi-bin/ticket/getticket?type=wx')).toMatchObject({ errcode: 40004 });
  });

  it('that should carry a file and does not lacks media data', async () => {
    const { api } = await setStage();
    expect(await api.post('/cgi-bin/media/upload?type=image', {})).toMatchObject({ errcode: 41005 });
    const form = new FormData();
    form.append('other', new Blob(['x']), 'x.jpg');
    const response = await api.fetch('/cgi-bin/media/upload?type=image', { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ errcode: 41005, errmsg: expect.stringContaining('media') });
  });

  it('may carry more than the catalogue knows', async () => {
    const { api } = await setStage();
    expect(
      await api.post('/cgi-bin/callback/check', { action: 'dns', check_operator: 'CAP', more: 1 }),
    ).toHaveProperty('dns');
  });
});

describe('the log', () => {
  it('keeps the call without its token and its secrets', async () => {
    const { api, sandbox, shop } = await setStage();
    await api.classicToken();
    await api.post('/cgi-bin/menu/create', { button: [] });
    const [stable, classic, menu] = sandbox.requests;
    expect(menu).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/menu/create',
      query: {},
      body: { button: [] },
      status: 200,
      errcode: 40016,
      appId: shop.appId,
    });
    expect(stable?.body).toMatchObject({ appid: shop.appId });
    expect(classic?.query).toMatchObject({ appid: shop.appId });
    expect(JSON.stringify(sandbox.requests)).not.toContain(shop.appSecret);
    expect(JSON.stringify(sandbox.requests)).not.toContain(api.token);
  });

  it('keeps the last thousand calls and tells of each', async () => {
    const { api, sandbox } = await setStage();
    const told: number[] = [];
    sandbox.on('request', ({ errcode }) => told.push(errcode));
    for (let round = 0; round < 11; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => api.get('/cgi-bin/getcallbackip')));
    }
    expect(told).toHaveLength(1100);
    expect(sandbox.requests).toHaveLength(1000);
    sandbox.reset();
    expect(sandbox.requests).toHaveLength(0);
  });
});

/** What WeChat says when the form of a request is wrong. */
const REFUSED_FORM = new Set([40035, 41001, 41002, 41004, 41006, 41009, 43001, 43002, 47001]);

/** Their pages look at values too: an unknown id, a number in a text, another kind of token. */
const LOOK_AT_VALUES = new Set([
  'POST /cgi-bin/freepublish/get',
  'POST /cgi-bin/template/api_set_industry',
  'GET /sns/auth',
  'GET /sns/userinfo',
]);

/** Calls each route with the token it takes: the account's, one a platform has for it, or the platform's own. */
async function setCallers() {
  const { client, shop } = await setPlatformStage();
  const { access } = await client.adopt(shop);
  return (path: string, fact: EndpointFact, body?: string): Promise<Response> => {
    const token = fact.auth === 'component_access_token' ? client.token : access;
    return client.fetch(path, token, body);
  };
}

describe('every route of the catalogue', () => {
  it('has a well-formed answer, whatever it is asked', async () => {
    const call = await setCallers();
    const kept: string[] = [];
    for (const [route, fact] of readFacts()) {
      const [method, path] = route.split(' ') as [string, string];
      const response = await call(path, fact, method === 'GET' ? undefined : '{}');
      if (fact.answer !== 'binary') {
        const answer = (await response.json()) as { errcode?: number };
        if (answer.errcode === -1) kept.push(route);
      }
      if (response.status !== 200) kept.push(route);
    }
    expect(kept).toEqual([]);
  });

  it('takes a request that holds what its facts require, and refuses it without any one of these', async () => {
    const ask = await setCallers();
    const wrong: string[] = [];
    const facts = readFacts();
    for (const [route, fact] of facts) {
      const { query = {}, body, form, raw } = fact;
      if (form ?? raw) continue; // uploads have specs of their own
      const [method, path] = route.replace(/#.*/, '').split(' ') as [string, string];
      const call = async (search: object, fields: object | undefined): Promise<number> => {
        const text = new URLSearchParams(search as Record<string, string>).toString();
        const url = text ? `${path}${path.includes('?') ? '&' : '?'}${text}` : path;
        const response = await ask(url, fact, method === 'GET' ? undefined : JSON.stringify(fields ?? {}));
        const isJson = response.headers.get('content-type')?.includes('json');
        return isJson ? (((await response.json()) as { errcode?: number }).errcode ?? 0) : 0;
      };
      const search = sampleOf(query) as object;
      const fields = body && (sampleOf(body) as object);
      if (REFUSED_FORM.has(await call(search, fields)) && !LOOK_AT_VALUES.has(route))
        wrong.push(`${route} refuses ${JSON.stringify({ search, fields })}`);
      const required = Object.keys(body ?? {}).find((key) => key !== '*' && !key.endsWith('?'));
      const hasLooserTwin = route.includes('#') && facts.has(route.replace(/#.*/, ''));
      if (required === undefined || hasLooserTwin) continue;
      const { [required]: _left, ...rest } = fields as Record<string, unknown>;
      if ((await call(search, rest)) === 0) wrong.push(`${route} takes a body without ${required}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is answered in the shape of its facts where the sandbox keeps no state', async () => {
    const { api } = await setStage();
    expect(
      await api.post('/wxa/getuserriskrank', { appid: 'wx', openid: 'o', scene: 0, client_ip: '::1' }),
    ).toEqual({
      errcode: 0,
      errmsg: 'ok',
      unoin_id: 1,
      risk_rank: 1,
    });
    expect(await api.post('/cgi-bin/changeopenid', { from_appid: 'wx', openid_list: ['o'] })).toMatchObject({
      result_list: [{ err_msg: 'err_msg', ori_openid: 'ori_openid', new_openid: 'new_openid' }],
    });
    const picture = await api.fetch('/cgi-bin/media/getfeedbackmedia?record_id=1&media_id=m');
    expect(picture.headers.get('content-type')).toBe('image/png');
  });
});
