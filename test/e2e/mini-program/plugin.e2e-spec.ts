import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

type Row = readonly [string, (plugin: MiniProgram['plugin']) => Promise<unknown>, string, object];
const ROWS: readonly Row[] = [
  [
    'asks for a plugin',
    (plugin) => plugin.apply('wx1', 'hello'),
    '/wxa/plugin',
    { action: 'apply', plugin_appid: 'wx1', reason: 'hello' },
  ],
  ['lists plugins', (plugin) => plugin.list(), '/wxa/plugin', { action: 'list' }],
  [
    'uses another version of a plugin',
    (plugin) => plugin.update('wx1', '2.2.46'),
    '/wxa/plugin',
    { action: 'update', plugin_appid: 'wx1', user_version: '2.2.46' },
  ],
  [
    'uses a plugin no longer',
    (plugin) => plugin.unbind('wx1'),
    '/wxa/plugin',
    { action: 'unbind', plugin_appid: 'wx1' },
  ],
  [
    'pages through applicants',
    (plugin) => plugin.getApplicantPage(2, 5),
    '/wxa/devplugin',
    { action: 'dev_apply_list', page: 2, num: 5 },
  ],
  [
    'agrees to an application',
    (plugin) => plugin.agree('wx2'),
    '/wxa/devplugin',
    { action: 'dev_agree', appid: 'wx2' },
  ],
  [
    'refuses an application',
    (plugin) => plugin.refuse('no'),
    '/wxa/devplugin',
    { action: 'dev_refuse', reason: 'no' },
  ],
  ['removes the refused', (plugin) => plugin.deleteRefused(), '/wxa/devplugin', { action: 'dev_delete' }],
];

describe('Plugins', () => {
  let started: StartedMiniProgram;
  let plugin: MiniProgram['plugin'];
  beforeAll(async () => {
    started = await startMiniProgram();
    plugin = started.mini.plugin;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  it.each(ROWS)('%s', async (_what, call, path, body) => {
    await call(plugin);
    expect(started.sandbox.requests.at(-1)).toMatchObject({ method: 'POST', path });
    expect(started.sandbox.requests.at(-1)?.body).toEqual(body);
  });

  const answer = (route: string, body: object, times?: number) =>
    started.sandbox.fail(route, {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ errcode: 0, errmsg: 'ok', ...body }),
      times,
    });

  it('hands out the plugins in use', async () => {
    const plugin_list = [{ appid: 'wx1', status: 2, nickname: 'n', headimgurl: 'https://a.b/c' }];
    answer('POST /wxa/plugin', { plugin_list });
    expect(await plugin.list()).toEqual(plugin_list);
  });

  it('hands out all applicants until a page is not full', async () => {
    const applicant = { appid: 'wx2', status: 1, nickname: 'n', reason: 'please' };
    const full = Array.from({ length: 10 }, () => applicant);
    answer('POST /wxa/devplugin', { apply_list: full }, 1);
    answer('POST /wxa/devplugin', { apply_list: [applicant] }, 1);
    const applicants = [];
    for await (const one of plugin.listApplicants()) applicants.push(one);
    expect(applicants).toEqual([...full, applicant]);
    expect(started.sandbox.requests.map(({ body }) => JSON.parse(body as string) as unknown)).toEqual(
      [1, 2].map((page) => ({ action: 'dev_apply_list', page, num: 10 })),
    );
  });

  it.each([
    [0, 10],
    [1, 0],
    [1.5, 10],
  ])('refuses page %f of %i before anything is sent', async (page, count) => {
    await expect(plugin.getApplicantPage(page, count)).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('passes on what WeChat refuses', async () => {
    started.sandbox.fail('POST /wxa/plugin', { errcode: 89237 });
    await expect(plugin.apply('wx1', 'again')).rejects.toMatchObject({ errcode: 89237 });
  });
});
