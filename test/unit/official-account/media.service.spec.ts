import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { accountOn } from './fake.api.js';

const FILE = { content: Buffer.from('x'), filename: '图.jpg' };

describe('media', () => {
  it.each([
    ['image', { media_id: 'm' }],
    ['thumb', { thumb_media_id: 'm' }],
  ] as const)('uploads a file of type %s and hands out its media_id', async (type, answer) => {
    const { account, call } = accountOn(answer);
    expect(await account.media.upload(type, FILE)).toBe('m');
    expect(call.mock.calls).toEqual([
      ['POST /cgi-bin/media/upload', { query: { type }, files: { media: FILE } }],
    ]);
  });

  it('hands out bytes', async () => {
    const bytes = Buffer.from([1]);
    const { account, call } = accountOn(bytes);
    expect(await account.media.get('m')).toBe(bytes);
    expect(call.mock.calls).toEqual([['GET /cgi-bin/media/get', { query: { media_id: 'm' } }]]);
  });

  it('hands out a stream', async () => {
    const stream = Readable.from(['x']);
    const { account, call } = accountOn(stream);
    expect(await account.media.getStream('m')).toBe(stream);
    expect(call.mock.calls).toEqual([['GET /cgi-bin/media/get', { query: { media_id: 'm' }, stream: true }]]);
  });

  it('reads the address of a video', async () => {
    const { account } = accountOn(Buffer.from('{"video_url":"https://v"}'));
    expect(await account.media.getVideoUrl('m')).toBe('https://v');
  });

  it.each([
    ['a picture', Buffer.from([0xff, 0xd8])],
    ['JSON of something else', Buffer.from('{"a":1}')],
  ])('says that %s is no video', async (_what, bytes) => {
    const { account } = accountOn(bytes);
    await expect(account.media.getVideoUrl('m')).rejects.toThrow(/is no video.*media\.get/);
  });

  it('uploads a picture for articles and hands out its address', async () => {
    const { account, call } = accountOn({ url: 'https://mmbiz' });
    expect(await account.media.uploadImage(FILE)).toBe('https://mmbiz');
    expect(call.mock.calls).toEqual([['POST /cgi-bin/media/uploadimg', { files: { media: FILE } }]]);
  });
});
