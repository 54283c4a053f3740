import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

describe('Search within the mini program', () => {
  let started: StartedMiniProgram;
  let search: MiniProgram['search'];
  beforeAll(async () => {
    started = await startMiniProgram();
    search = started.mini.search;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  it('looks for goods by a picture, uploaded as img', async () => {
    const image = { content: Buffer.from('a picture'), filename: '茶杯.jpg' };
    expect(await search.searchByImage(image)).toMatchObject([{ title: 'title', path: 'path' }]);
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/wxa/imagesearch',
      body: { img: { filename: '茶杯.jpg', contentType: 'image/jpeg', size: 9 } },
    });
  });

  it('pages through what it finds', async () => {
    expect(await search.getSitePage('茶')).toMatchObject({ has_next_page: 0, hit_count: 1 });
    expect(started.sandbox.requests.at(-1)?.body).toEqual({ keyword: '茶', next_page_info: '' });
    await search.getSitePage('茶', 'mark');
    expect(started.sandbox.requests.at(-1)?.body).toEqual({ keyword: '茶', next_page_info: 'mark' });
  });

  it('hands out all it finds, and stops at the last page', async () => {
    const pages = [];
    for await (const page of search.searchSite('茶')) pages.push(page);
    expect(pages).toMatchObject([{ title: 'title', description: 'description' }]);
    expect(started.sandbox.requests).toHaveLength(1);
    started.sandbox.fail('POST /wxa/sitesearch', { errcode: 85091 });
    await expect(search.searchSite('茶').next()).rejects.toMatchObject({ errcode: 85091 });
  });

  it('hands pages in, a thousand at most', async () => {
    const page = { path: 'pages/index/index', query: 'id=1' };
    await search.submitPages([page]);
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/wxa/search/wxaapi_submitpages',
      body: { pages: [page] },
    });
    const calls = started.sandbox.requests.length;
    await expect(search.submitPages(Array.from({ length: 1001 }, () => page))).rejects.toThrow(
      new RangeError('pages takes 1000 at most, not 1001'),
    );
    expect(started.sandbox.requests).toHaveLength(calls);
    await search.submitPages(Array.from({ length: 1000 }, () => page));
    expect(started.sandbox.requests).toHaveLength(calls + 1);
  });
});
