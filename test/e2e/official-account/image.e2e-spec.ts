import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const ADDRESS = 'https://a.b/c.png';
const FILE = { content: Buffer.from('png!'), filename: '图.png' };

describe('Image processing', () => {
  let started: StartedApp;
  let image: OfficialAccount['image'];
  beforeAll(async () => {
    started = await startApp('express');
    image = started.app.get<OfficialAccount>(getWeChatToken('shop')).image;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it('reads codes from an address and from a file', async () => {
    expect(await image.readCodes(ADDRESS)).toMatchObject({ code_results: [{ data: 'data' }] });
    expect(last()).toMatchObject({ path: '/cv/img/qrcode', query: { img_url: ADDRESS } });
    await image.readCodes(FILE);
    expect(last()?.body).toMatchObject({ img: { filename: '图.png', size: 4 } });
  });

  it('enlarges pictures', async () => {
    expect(await image.superResolution(FILE)).toBe('media_id');
    expect(last()).toMatchObject({ path: '/cv/img/superresolution', body: { img: { size: 4 } } });
    expect(await image.superResolution(ADDRESS)).toBe('media_id');
    expect(last()?.query).toEqual({ img_url: ADDRESS });
  });

  it('finds crops of the ratios asked for, five at most', async () => {
    expect(await image.crop(ADDRESS, [1, 2.35])).toMatchObject({ results: [{ crop_left: 1 }] });
    expect(last()).toMatchObject({ path: '/cv/img/aicrop', query: { img_url: ADDRESS, ratios: '1,2.35' } });
    await image.crop(FILE);
    expect(last()?.query).toEqual({});
    const calls = started.sandbox.requests.length;
    await expect(image.crop(FILE, [1, 2, 3, 4, 5, 6])).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(calls);
  });

  it('refuses a file of 2 MB, and passes on what WeChat refuses', async () => {
    const large = { content: Buffer.alloc(2 * 1024 * 1024), filename: 'a.png' };
    await expect(image.readCodes(large)).rejects.toBeInstanceOf(RangeError);
    await expect(image.readCodes({ ...FILE, size: 3 * 1024 * 1024 })).rejects.toBeInstanceOf(RangeError);
    started.sandbox.fail('POST /cv/img/qrcode', { errcode: 101000 });
    await expect(image.readCodes(ADDRESS)).rejects.toMatchObject({ errcode: 101000 });
  });
});
