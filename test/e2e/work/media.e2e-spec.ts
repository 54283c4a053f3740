import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uploadFrom } from 'nestjs-wechat-sdk';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const CONTENT = Buffer.from('姓名,帐号\n张三,zhangsan\n');
const FILE = { content: CONTENT, filename: '名单.csv' };

let work: StartedWork;
beforeAll(async () => {
  work = await startWork();
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

describe('Media', () => {
  it('are uploaded by either kind of agent, and are the whole corporation’s', async () => {
    const mediaId = await work.assistant.media.upload('file', FILE);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/media/upload',
      query: { type: 'file' },
      body: { media: { filename: '名单.csv' } },
    });
    expect(await work.assistant.media.get(mediaId)).toEqual(CONTENT);
    expect(await work.contacts.media.get(mediaId)).toEqual(CONTENT);
    expect(await buffer(await work.assistant.media.getStream(mediaId))).toEqual(CONTENT);
    await expect(work.assistant.media.get('nothing')).rejects.toMatchObject({ errcode: 40007 });
  });

  it('are uploaded from the disk', async () => {
    const here = new URL(import.meta.url).pathname;
    const mediaId = await work.contacts.media.upload('file', await uploadFrom(here, 'spec.ts'));
    expect((await work.contacts.media.get(mediaId)).toString('utf8')).toContain('are uploaded from the disk');
  });

  it('for articles have an address', async () => {
    const url = await work.assistant.media.uploadImage({ content: CONTENT, filename: '1.png' });
    expect(url).toMatch(/^https:/);
  });

  it('of JS-SDK come in better sound', async () => {
    const voice = { content: CONTENT, filename: '1.amr' };
    const mediaId = await work.assistant.media.upload('voice', voice);
    expect(await work.assistant.media.getHdVoice(mediaId)).toEqual(CONTENT);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'GET /cgi-bin/media/get/jssdk',
      query: { media_id: mediaId },
    });
  });

  it.each([
    ['moment', '1'],
    ['product', '2'],
  ] as const)('are attached to a %s', async (attachTo, type) => {
    const picture = { content: CONTENT, filename: '1.png' };
    expect(await work.assistant.media.uploadAttachment(attachTo, 'image', picture)).toEqual(
      expect.any(String),
    );
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/media/upload_attachment',
      query: { media_type: 'image', attachment_type: type },
    });
  });

  it('are fetched by WeCom itself', async () => {
    const file = {
      type: 'video',
      filename: 'video.mp4',
      url: 'https://shop.example.com/video.mp4',
      md5: '198918f40ecc7cab0fc4231adaf67c96',
    } as const;
    expect(await work.assistant.media.uploadByUrl(file)).toEqual(expect.any(String));
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/media/upload_by_url',
      body: { ...file, scene: 1 },
    });
    expect(await work.assistant.media.getUploadByUrlResult('job')).toMatchObject({
      status: expect.any(Number),
    });
    expect(lastRequest(work.sandbox).body).toEqual({ jobid: 'job' });
  });
});
