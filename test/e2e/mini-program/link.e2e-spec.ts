import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const DAY = 86_400_000;
const MONTH = { is_expire: true, expire_type: 1, expire_interval: 30 };

describe('Links that open a mini program', () => {
  let started: StartedMiniProgram;
  let link: MiniProgram['link'];
  beforeAll(async () => {
    started = await startMiniProgram();
    ({ link } = started.mini);
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it('are schemes, which live for thirty days, so many days, or until a moment', async () => {
    expect(await link.generateScheme()).toEqual(expect.any(String));
    expect(last()).toMatchObject({ method: 'POST', path: '/wxa/generatescheme' });
    expect(last()?.body).toEqual({ jump_wxa: {}, ...MONTH });
    await link.generateScheme({ path: 'p/index', query: 'a=1', envVersion: 'trial', expiresInDays: 1 });
    const jump_wxa = { path: 'p/index', query: 'a=1', env_version: 'trial' };
    expect(last()?.body).toEqual({ jump_wxa, is_expire: true, expire_type: 1, expire_interval: 1 });
    const expiresAt = new Date(Date.now() + DAY);
    await link.generateScheme({ path: 'p/index', expiresAt });
    expect(last()?.body).toEqual({
      jump_wxa: { path: 'p/index' },
      is_expire: true,
      expire_type: 0,
      expire_time: Math.floor(expiresAt.getTime() / 1000),
    });
  });

  it('are https addresses, of the mini program or of a page of cloud hosting', async () => {
    expect(await link.generateUrlLink({ path: 'p/index', query: 'a=1' })).toEqual(expect.any(String));
    expect(last()).toMatchObject({ method: 'POST', path: '/wxa/generate_urllink' });
    expect(last()?.body).toEqual({ path: 'p/index', query: 'a=1', ...MONTH });
    const cloudBase = { env: 'e1', path: '/jump.html' };
    await link.generateUrlLink({ envVersion: 'develop', cloudBase, expiresInDays: 30 });
    expect(last()?.body).toEqual({ env_version: 'develop', cloud_base: cloudBase, ...MONTH });
    started.sandbox.fail('POST /wxa/generate_urllink', { errcode: 40165 });
    await expect(link.generateUrlLink()).rejects.toMatchObject({ errcode: 40165 });
  });

  it('are short links, permanent when asked for', async () => {
    expect(await link.generateShortLink('p/index?a=1', '奶茶')).toEqual(expect.any(String));
    const body = { page_url: 'p/index?a=1', page_title: '奶茶' };
    expect(last()).toMatchObject({ method: 'POST', path: '/wxa/genwxashortlink' });
    expect(last()?.body).toEqual({ ...body, is_permanent: false });
    await link.generateShortLink('p/index?a=1', '奶茶', true);
    expect(last()?.body).toEqual({ ...body, is_permanent: true });
  });

  it('are schemes for tags of devices', async () => {
    expect(await link.generateNfcScheme({ modelId: 'm1', sn: 's1', path: 'p', query: 'a=1' })).toBe(
      'openlink',
    );
    expect(last()).toMatchObject({ method: 'POST', path: '/wxa/generatenfcscheme' });
    expect(last()?.body).toEqual({ jump_wxa: { path: 'p', query: 'a=1' }, model_id: 'm1', sn: 's1' });
    await link.generateNfcScheme({ modelId: 'm1' });
    expect(last()?.body).toEqual({ jump_wxa: { path: '' }, model_id: 'm1' });
  });

  it('tell what they open', async () => {
    expect(await link.queryScheme('weixin://dl/business/?t=1')).toMatchObject({
      scheme_info: { path: 'path' },
    });
    expect(last()).toMatchObject({ path: '/wxa/queryscheme', body: { scheme: 'weixin://dl/business/?t=1' } });
    expect(await link.queryUrlLink('https://wxaurl.cn/a')).toMatchObject({ url_link_info: { path: 'path' } });
    expect(last()).toMatchObject({ path: '/wxa/query_urllink', body: { url_link: 'https://wxaurl.cn/a' } });
  });

  const inDays = (days: number) => new Date(Date.now() + days * DAY);
  it.each<[string, () => Promise<unknown>]>([
    ['no day', () => link.generateScheme({ expiresInDays: 0 })],
    ['31 days', () => link.generateUrlLink({ expiresInDays: 31 })],
    ['a day and a half', () => link.generateScheme({ expiresInDays: 1.5 })],
    ['a moment in 31 days', () => link.generateScheme({ expiresAt: inDays(31) })],
    ['a moment that has passed', () => link.generateUrlLink({ expiresAt: inDays(-1) })],
    ['a moment that is none', () => link.generateScheme({ expiresAt: new Date('never') })],
    ['two ends', () => link.generateScheme({ expiresAt: inDays(1), expiresInDays: 1 })],
    ['a query of 1025 characters', () => link.generateScheme({ query: 'a'.repeat(1025) })],
    ['a page of 1025 characters', () => link.generateShortLink('a'.repeat(1025), 't')],
  ])('are refused with %s before anything is sent', async (_title, call) => {
    await expect(call()).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });
});
