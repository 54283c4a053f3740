import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  getWeChatToken,
  type MaterialArticle,
  type MaterialItem,
  type OfficialAccount,
  uploadFrom,
  WeChatApiError,
  WeChatHttpError,
} from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const LIST = 'POST /cgi-bin/material/batchget_material';

describe('Permanent material', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  let folder: string;
  let thumb: string;
  const bytes = randomBytes(200_000);
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    folder = await mkdtemp(join(tmpdir(), '素材-'));
    thumb = (await shop.material.add('thumb', { content: bytes.subarray(0, 100), filename: 't.jpg' }))
      .media_id;
  });
  afterAll(async () => {
    await started.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => started.sandbox.reset());

  const seen = () => started.sandbox.requests.at(-1);
  const article = (title: string): MaterialArticle => ({
    title,
    content: '<p>你好</p>',
    thumb_media_id: thumb,
    need_open_comment: 1,
  });
  const all = async (items: AsyncGenerator<MaterialItem>): Promise<MaterialItem[]> => {
    const list: MaterialItem[] = [];
    for await (const item of items) list.push(item);
    return list;
  };

  it.each([
    ['a Buffer', async (filename: string) => ({ content: bytes, filename })],
    [
      'a stream',
      async (filename: string) => ({
        content: Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]),
        size: bytes.length,
        filename,
      }),
    ],
    [
      'a path',
      async (filename: string) => {
        await writeFile(join(folder, filename), bytes);
        return uploadFrom(join(folder, filename));
      },
    ],
  ])('goes up from %s and comes down byte for byte, whatever its name', async (_from, fileOf) => {
    for (const filename of ['菜单 "今日".png', "it's; a=b.png", '😀.png']) {
      const { media_id, url } = await shop.material.add('image', await fileOf(filename));
      expect(seen()).toMatchObject({
        query: { type: 'image' },
        body: { media: { contentType: 'image/png', size: bytes.length } },
      });
      const picture = await fetch(url as string);
      expect(Buffer.from(await picture.arrayBuffer()).equals(bytes)).toBe(true);
      expect((await shop.material.get(media_id)).equals(bytes)).toBe(true);
      expect((await buffer(await shop.material.getStream(media_id))).equals(bytes)).toBe(true);
      expect(seen()).toMatchObject({ path: '/cgi-bin/material/get_material', body: { media_id } });
      await shop.material.delete(media_id);
    }
  });

  it.each(['二维码.png', 'menü 😀.png', "it's; a=b.png"])('keeps the name %s', async (filename) => {
    const { media_id } = await shop.material.add('image', { content: bytes, filename });
    const { item } = await shop.material.getPage('image', 0, 1);
    expect(item).toMatchObject([{ media_id, name: filename }]);
    await shop.material.delete(media_id);
  });

  it('keeps voice messages, and refuses files of a wrong kind', async () => {
    const { media_id } = await shop.material.add('voice', { content: bytes, filename: '问候.mp3' });
    expect((await shop.material.get(media_id)).equals(bytes)).toBe(true);
    await expect(shop.material.add('voice', { content: bytes, filename: 'a.png' })).rejects.toMatchObject({
      errcode: 40005,
    });
    await expect(shop.material.add('thumb', { content: bytes, filename: 'a.jpg' })).rejects.toMatchObject({
      errcode: 40012,
    });
  });

  it('keeps videos with title and introduction', async () => {
    const description = { title: '开业 "视频"', introduction: '第一天' };
    const mediaId = await shop.material.addVideo({ content: bytes, filename: '开业.mp4' }, description);
    expect(seen()).toMatchObject({
      query: { type: 'video' },
      body: { description: JSON.stringify(description), media: { contentType: 'video/mp4' } },
    });
    const video = await shop.material.getVideo(mediaId);
    expect(video).toEqual({
      title: description.title,
      description: description.introduction,
      down_url: expect.stringMatching(/^http/),
    });
    const shown = await fetch(video.down_url);
    expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
    await expect(
      shop.material.addVideo(
        { content: bytes, filename: 'a.mp4' },
        { title: 'x'.repeat(31), introduction: '' },
      ),
    ).rejects.toThrow(/1 to 30 characters/);
  });

  it.each([
    ['refused', { errcode: 45001 }],
    ['cut', { drop: true as const }],
  ])('closes the file of an upload that is %s', async (_how, failure) => {
    const path = join(folder, 'a.png');
    await writeFile(path, bytes);
    const file = await uploadFrom(path);
    started.sandbox.fail('POST /cgi-bin/material/add_material', failure);
    await expect(shop.material.add('image', file)).rejects.toThrow();
    expect(file.content).toMatchObject({ destroyed: true });
  });

  it('closes the file when nobody answers', async () => {
    const path = join(folder, 'b.png');
    await writeFile(path, bytes);
    const file = await uploadFrom(path);
    const signal = AbortSignal.abort();
    await expect(
      shop.request('POST /cgi-bin/material/add_material', {
        query: { type: 'image' },
        files: { media: file },
        signal,
      }),
    ).rejects.toThrow();
    expect(file.content).toMatchObject({ destroyed: true });
  });

  it('keeps articles as news, and replaces one of them', async () => {
    const mediaId = await shop.material.addNews([article('一'), article('二')]);
    expect(seen()?.body).toEqual({ articles: [article('一'), article('二')] });
    await shop.material.updateNews(mediaId, article('二、改'), 1);
    expect(seen()?.body).toEqual({ media_id: mediaId, index: 1, articles: article('二、改') });
    expect(await shop.material.getNews(mediaId)).toMatchObject([
      { title: '一', content: '<p>你好</p>', url: expect.any(String) },
      { title: '二、改' },
    ]);
    expect(await all(shop.material.list('news'))).toMatchObject([
      { media_id: mediaId, content: { news_item: [{ title: '一' }, { title: '二、改' }] } },
    ]);
    await expect(shop.material.updateNews(mediaId, article('三'), 2)).rejects.toMatchObject({
      errcode: 40114,
    });
    await expect(shop.material.updateNews(mediaId, article('三'), -1)).rejects.toThrow(RangeError);
    await expect(shop.material.addNews([])).rejects.toThrow(RangeError);
    await expect(shop.material.addNews(Array.from({ length: 9 }, () => article('多')))).rejects.toThrow(
      /1 to 8 articles/,
    );
    await expect(shop.material.addNews([{ ...article('x'), thumb_media_id: 'gone' }])).rejects.toMatchObject({
      errcode: 40007,
    });
  });

  it('knows nothing of a media_id that was removed or never was', async () => {
    const { media_id } = await shop.material.add('image', { content: bytes, filename: 'a.png' });
    await shop.material.delete(media_id);
    expect(seen()).toMatchObject({ path: '/cgi-bin/material/del_material', body: { media_id } });
    for (const call of [
      () => shop.material.get(media_id),
      () => shop.material.getStream(media_id),
      () => shop.material.getVideo(media_id),
      () => shop.material.getNews('never'),
      () => shop.material.updateNews('never', article('x')),
      () => shop.material.delete(media_id),
    ]) {
      const refusal = await call().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(WeChatApiError);
      expect(refusal).toMatchObject({ errcode: 40007 });
    }
  });

  it('says that a picture is no video', async () => {
    const { media_id } = await shop.material.add('image', { content: bytes, filename: 'a.png' });
    await expect(shop.material.getVideo(media_id)).rejects.toBeInstanceOf(WeChatHttpError);
    await shop.material.delete(media_id);
  });

  it('is counted, and listed over several pages, the latest first', async () => {
    const before = await shop.material.count();
    const made: string[] = [];
    for (let number = 0; number < 45; number += 1) {
      const file = { content: Buffer.from([number]), filename: `图 ${number}.png` };
      made.unshift((await shop.material.add('image', file)).media_id);
    }
    expect(await shop.material.count()).toEqual({ ...before, image_count: before.image_count + 45 });
    started.sandbox.reset();
    const listed = await all(shop.material.list('image'));
    expect(listed.map(({ media_id }) => media_id)).toEqual([...made, thumb]);
    expect(listed[0]).toMatchObject({ name: '图 44.png', url: expect.stringMatching(/^http/) });
    expect(started.sandbox.requests.map(({ body }) => body)).toEqual(
      [0, 20, 40].map((offset) => ({ type: 'image', offset, count: 20 })),
    );
    const { item, item_count, total_count } = await shop.material.getPage('image', 40, 4);
    expect({ item_count, total_count, length: item.length }).toEqual({
      item_count: 4,
      total_count: 46,
      length: 4,
    });
    expect(await all(shop.material.list('video'))).toHaveLength(before.video_count);
  });

  it('an error on page 3 surfaces instead of ending the list', async () => {
    const listed: string[] = [];
    const read = async () => {
      for await (const { media_id } of shop.material.list('image')) {
        listed.push(media_id);
        if (listed.length === 40) started.sandbox.fail(LIST, { errcode: 48001 });
      }
    };
    await expect(read()).rejects.toMatchObject({ errcode: 48001, route: LIST });
    expect(listed).toHaveLength(40);
  });

  it.each([
    ['offset', -1, 20],
    ['offset', 0.5, 20],
    ['count', 0, 0],
    ['count', 0, 21],
    ['count', 0, 1.5],
  ])('refuses a page with a wrong %s before anything is sent: %d, %d', async (name, offset, count) => {
    await expect(shop.material.getPage('image', offset, count)).rejects.toThrow(RangeError);
    await expect(shop.material.getPage('image', offset, count)).rejects.toThrow(name);
    expect(started.sandbox.requests).toHaveLength(0);
  });
});

describe('uploadFrom', () => {
  it('opens a file under its own name or another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'upload-'));
    const path = join(folder, '图.png');
    await writeFile(path, 'abc');
    const own = await uploadFrom(path);
    expect(own).toMatchObject({ filename: '图.png', size: 3 });
    expect(await buffer(own.content as Readable)).toEqual(Buffer.from('abc'));
    const other = await uploadFrom(path, 'b.png');
    expect(other.filename).toBe('b.png');
    (other.content as Readable).destroy();
    await writeFile(path, '');
    const empty = await uploadFrom(path);
    expect(empty.size).toBe(0);
    expect(await buffer(empty.content as Readable)).toHaveLength(0);
    await rm(folder, { recursive: true });
  });

  it('sends no more than it announced when the file grows meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'upload-'));
    const path = join(folder, 'a.png');
    await writeFile(path, 'abc');
    const file = await uploadFrom(path);
    await writeFile(path, 'abcdef');
    expect(await buffer(file.content as Readable)).toEqual(Buffer.from('abc'));
    await rm(folder, { recursive: true });
  });

  it('says at once when there is no such file, or it is a folder', async () => {
    await expect(uploadFrom(join(tmpdir(), 'no-such-file'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(uploadFrom(tmpdir())).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
