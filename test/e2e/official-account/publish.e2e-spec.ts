import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  getWeChatToken,
  Message,
  type OfficialAccount,
  type PublishJobFinishEvent,
  WeChatEvent,
  WeChatHandlers,
} from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const finished: PublishJobFinishEvent[] = [];

@WeChatHandlers('shop')
class Publications {
  @WeChatEvent('PUBLISHJOBFINISH')
  onFinish(@Message() event: PublishJobFinishEvent): void {
    finished.push(event);
  }
}

describe('Publishing', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  let thumb_media_id: string;
  beforeAll(async () => {
    started = await startApp('express', { providers: [Publications] });
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    const picture = { content: Buffer.from([1]), filename: '封面.png' };
    thumb_media_id = (await shop.material.add('image', picture)).media_id;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const seen = () => started.sandbox.requests.at(-1);
  const draft = (...titles: string[]): Promise<string> =>
    shop.draft.add(titles.map((title) => ({ title, content: '<p>正文</p>', thumb_media_id })));
  const publish = async (...titles: string[]): Promise<{ publishId: string; articleId: string }> => {
    const publishId = await shop.publish.submit(await draft(...titles));
    const { article_id } = await shop.publish.getStatus(publishId);
    return { publishId, articleId: article_id as string };
  };
  const outcomeOf = async (publishId: string): Promise<PublishJobFinishEvent | undefined> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = finished.find(({ PublishEventInfo }) => PublishEventInfo.publish_id === publishId);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return undefined;
  };

  it('publishes a draft, tells so by an event, and takes it out of the box', async () => {
    const mediaId = await draft('一', '二');
    const publishId = await shop.publish.submit(mediaId);
    expect(seen()).toMatchObject({ path: '/cgi-bin/freepublish/submit', body: { media_id: mediaId } });
    expect(BigInt(publishId)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    const status = await shop.publish.getStatus(publishId);
    expect(status).toMatchObject({
      publish_id: publishId,
      publish_status: 0,
      article_id: expect.any(String),
      article_detail: {
        count: 2,
        item: [{ idx: 1, article_url: expect.stringMatching(/^http/) }, { idx: 2 }],
      },
    });
    expect(await outcomeOf(publishId)).toMatchObject({
      Event: 'PUBLISHJOBFINISH',
      PublishEventInfo: {
        publish_status: '0',
        article_id: status.article_id,
        article_detail: { count: '2' },
      },
    });
    await expect(shop.draft.get(mediaId)).rejects.toMatchObject({ errcode: 40007 });
    await expect(shop.publish.submit(mediaId)).rejects.toMatchObject({ errcode: 40007 });
  });

  it('shows what is published', async () => {
    const { articleId } = await publish('一', '二');
    expect(await shop.publish.getArticle(articleId)).toMatchObject([
      { title: '一', content: '<p>正文</p>', url: expect.stringMatching(/^http/), is_deleted: false },
      { title: '二' },
    ]);
    expect(seen()?.body).toEqual({ article_id: articleId });
  });

  it('removes one article, then all', async () => {
    const { publishId, articleId } = await publish('一', '二', '三');
    await shop.publish.delete(articleId, 2);
    expect(seen()?.body).toEqual({ article_id: articleId, index: 2 });
    const isDeleted = async () => (await shop.publish.getArticle(articleId)).map((one) => one.is_deleted);
    expect(await isDeleted()).toEqual([false, true, false]);
    await expect(shop.publish.delete(articleId, 4)).rejects.toMatchObject({ errcode: 40114 });
    await expect(shop.publish.delete(articleId, -1)).rejects.toThrow(RangeError);
    await shop.publish.delete(articleId);
    expect(seen()?.body).toEqual({ article_id: articleId, index: 0 });
    expect(await isDeleted()).toEqual([true, true, true]);
    expect(await shop.publish.getStatus(publishId)).toMatchObject({ publish_status: 5 });
  });

  it('knows nothing of what was never published', async () => {
    await expect(shop.publish.getStatus('1')).rejects.toMatchObject({ errcode: 40035 });
    await expect(shop.publish.getArticle('never')).rejects.toMatchObject({ errcode: 53600 });
    await expect(shop.publish.delete('never')).rejects.toMatchObject({ errcode: 53600 });
  });

  it('is listed over several pages, and an error on a later page surfaces', async () => {
    const { total_count } = await shop.publish.getPage(0, 1);
    for (let number = total_count + 1; number <= 41; number += 1) await publish(`第 ${number} 篇`);
    started.sandbox.reset();
    const titles: unknown[] = [];
    for await (const { content } of shop.publish.list()) titles.push(content?.news_item?.[0]?.title);
    expect(titles).toHaveLength(41);
    expect(titles[0]).toBe('第 41 篇');
    expect(started.sandbox.requests.map(({ body }) => body)).toEqual(
      [0, 20, 40].map((offset) => ({ offset, count: 20, no_content: 0 })),
    );
    let listed = 0;
    const read = async () => {
      for await (const { content } of shop.publish.list({ noContent: true })) {
        expect(content).toBeUndefined();
        listed += 1;
        if (listed === 40) started.sandbox.fail('POST /cgi-bin/freepublish/batchget', { errcode: 48001 });
      }
    };
    await expect(read()).rejects.toMatchObject({ errcode: 48001 });
    expect(listed).toBe(40);
    await expect(shop.publish.getPage(0, 21)).rejects.toThrow(/count takes 1 to 20/);
  });
});
