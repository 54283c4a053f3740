import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DraftArticle, type DraftItem, getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const LIST = 'POST /cgi-bin/draft/batchget';

describe('The draft box', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  let thumb_media_id: string;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    const picture = { content: Buffer.from([1]), filename: '封面.png' };
    thumb_media_id = (await shop.material.add('image', picture)).media_id;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const seen = () => started.sandbox.requests.at(-1);
  const article = (title: string): DraftArticle => ({ title, content: '<p>正文</p>', thumb_media_id });
  const all = async (items: AsyncGenerator<DraftItem>): Promise<DraftItem[]> => {
    const list: DraftItem[] = [];
    for await (const item of items) list.push(item);
    return list;
  };

  it('takes one article or several, and gives them back', async () => {
    const one = await shop.draft.add(article('一'));
    expect(seen()?.body).toEqual({ articles: [article('一')] });
    const two = await shop.draft.add([article('二'), { ...article('三'), need_open_comment: 1 }]);
    expect(await shop.draft.get(one)).toMatchObject([
      { title: '一', content: '<p>正文</p>', thumb_media_id },
    ]);
    expect(await shop.draft.get(two)).toMatchObject([{ title: '二' }, { title: '三', need_open_comment: 1 }]);
    expect(seen()?.body).toEqual({ media_id: two });
    expect(await shop.draft.count()).toBe(2);
  });

  it('takes articles of pictures', async () => {
    const pictures = {
      article_type: 'newspic' as const,
      title: '图',
      content: '文字',
      image_info: { image_list: [{ image_media_id: thumb_media_id }] },
    };
    const mediaId = await shop.draft.add(pictures);
    expect(await shop.draft.get(mediaId)).toMatchObject([pictures]);
    await shop.draft.delete(mediaId);
  });

  it('replaces an article in its place', async () => {
    const mediaId = await shop.draft.add([article('一'), article('二')]);
    await shop.draft.update(mediaId, article('二、改'), 1);
    expect(seen()?.body).toEqual({ media_id: mediaId, index: 1, articles: article('二、改') });
    await shop.draft.update(mediaId, article('一、改'));
    expect(seen()?.body).toMatchObject({ index: 0 });
    expect((await shop.draft.get(mediaId)).map(({ title }) => title)).toEqual(['一、改', '二、改']);
    await expect(shop.draft.update(mediaId, article('三'), 2)).rejects.toMatchObject({ errcode: 40114 });
    await expect(shop.draft.update(mediaId, article('三'), -1)).rejects.toThrow(RangeError);
  });

  it('forgets a draft that is removed, and knows none that never was', async () => {
    const mediaId = await shop.draft.add(article('一'));
    await shop.draft.delete(mediaId);
    for (const call of [
      () => shop.draft.get(mediaId),
      () => shop.draft.update(mediaId, article('一')),
      () => shop.draft.delete(mediaId),
      () => shop.draft.add({ ...article('一'), thumb_media_id: 'gone' }),
    ])
      await expect(call()).rejects.toMatchObject({ errcode: 40007 });
  });

  it('refuses another number of articles than 1 to 8 before anything is sent', async () => {
    await expect(shop.draft.add([])).rejects.toThrow(RangeError);
    await expect(shop.draft.add(Array.from({ length: 9 }, () => article('多')))).rejects.toThrow(/1 to 8/);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('is listed over several pages, the latest first, with or without the articles', async () => {
    for (let number = (await shop.draft.count()) + 1; number <= 45; number += 1)
      await shop.draft.add(article(`第 ${number} 篇`));
    started.sandbox.reset();
    const listed = await all(shop.draft.list());
    expect(listed).toHaveLength(45);
    expect(new Set(listed.map(({ media_id }) => media_id)).size).toBe(45);
    expect(listed[0]?.content?.news_item?.[0]?.title).toBe('第 45 篇');
    expect(started.sandbox.requests.map(({ body }) => body)).toEqual(
      [0, 20, 40].map((offset) => ({ offset, count: 20, no_content: 0 })),
    );
    const bare = await all(shop.draft.list({ noContent: true }));
    expect(bare).toHaveLength(45);
    expect(bare[0]).not.toHaveProperty('content');
    expect(seen()?.body).toMatchObject({ no_content: 1 });
    expect(await shop.draft.getPage(40, 20, { noContent: true })).toMatchObject({
      item_count: 5,
      total_count: 45,
    });
    await expect(shop.draft.getPage(0, 21)).rejects.toThrow(/count takes 1 to 20/);
    await expect(shop.draft.getPage(-1)).rejects.toThrow(/offset/);
  });

  it('an error on page 3 surfaces instead of ending the list', async () => {
    let listed = 0;
    const read = async () => {
      for await (const item of shop.draft.list()) {
        if (item) listed += 1;
        if (listed === 40) started.sandbox.fail(LIST, { status: 502 });
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'WECHAT_HTTP', status: 502, route: LIST });
    expect(listed).toBe(40);
  });

  it('is turned on once and for all', async () => {
    expect(await shop.draft.isOpen()).toBe(false);
    expect(seen()).toMatchObject({ path: '/cgi-bin/draft/switch', query: { checkonly: '1' } });
    await shop.draft.open();
    expect(seen()?.query).toEqual({});
    expect(await shop.draft.isOpen()).toBe(true);
  });
});
