import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

describe('Pictures of customer messages', () => {
  let started: StartedMiniProgram;
  beforeAll(async () => {
    started = await startMiniProgram();
  });
  afterAll(() => started.close());

  it('are kept and come back, whole and as a stream', async () => {
    const { media } = started.mini;
    const content = Buffer.from('a picture, believe it');
    const mediaId = await media.upload({ content, filename: 'p.png', contentType: 'image/png' });
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      path: '/cgi-bin/media/upload',
      query: { type: 'image' },
    });
    expect((await media.get(mediaId)).equals(content)).toBe(true);
    expect((await buffer(await media.getStream(mediaId))).equals(content)).toBe(true);
  });

  it('that are unknown are refused', async () => {
    await expect(started.mini.media.get('nix')).rejects.toMatchObject({ errcode: 40007 });
    await expect(started.mini.media.getStream('nix')).rejects.toMatchObject({ errcode: 40007 });
  });
});
