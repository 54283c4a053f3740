import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const DRAWN = {
  width: 430,
  auto_color: false,
  line_color: { r: 0, g: 0, b: 0 },
  is_hyaline: true,
  env_version: 'trial',
};

describe('Codes that open a mini program', () => {
  let started: StartedMiniProgram;
  let code: MiniProgram['code'];
  beforeAll(async () => {
    started = await startMiniProgram();
    ({ code } = started.mini);
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it.each([
    [
      'any number of times',
      '/wxa/getwxacodeunlimit',
      () => code.getUnlimited({ scene: 'a=1', page: 'p/index', check_path: false, ...DRAWN }),
      () => code.getUnlimitedStream({ scene: 'a=1', page: 'p/index', check_path: false, ...DRAWN }),
      { scene: 'a=1', page: 'p/index', check_path: false, ...DRAWN },
    ],
    [
      'in limited number',
      '/wxa/getwxacode',
      () => code.get({ path: 'p/index?a=1', ...DRAWN }),
      () => code.getStream({ path: 'p/index?a=1', ...DRAWN }),
      { path: 'p/index?a=1', ...DRAWN },
    ],
    [
      'as square QR codes',
      '/cgi-bin/wxaapp/createwxaqrcode',
      () => code.createQrCode('p/index?a=1', 280),
      () => code.createQrCodeStream('p/index?a=1', 280),
      { path: 'p/index?a=1', width: 280 },
    ],
  ])('are drawn %s, as bytes and as a stream', async (_title, path, whole, stream, body) => {
    const bytes = await whole();
    expect(bytes.subarray(0, 4)).toEqual(PNG);
    expect(last()).toMatchObject({ method: 'POST', path, body });
    expect((await buffer(await stream())).subarray(0, 4)).toEqual(PNG);
    expect(last()).toMatchObject({ path, body });
    started.sandbox.fail(`POST ${path}`, { errcode: 41030, times: 2 });
    await expect(whole()).rejects.toMatchObject({ errcode: 41030 });
    await expect(stream()).rejects.toMatchObject({ errcode: 41030 });
  });

  it('leave out a width that was not given', async () => {
    await code.createQrCode('p');
    expect(last()?.body).toEqual({ path: 'p' });
  });

  it('take every character WeChat takes in a scene, and paths up to their limits', async () => {
    for (const scene of ["!#$&'()*+,/:;=?@-._~", 'a'.repeat(32), '0']) {
      await code.getUnlimited({ scene });
      expect(last()?.body).toEqual({ scene });
    }
    await code.get({ path: 'p'.repeat(1024) });
    await code.createQrCode('p'.repeat(128), 1280);
    expect(started.sandbox.requests.filter(({ method }) => method === 'POST').length).toBeGreaterThanOrEqual(
      5,
    );
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an empty scene', () => code.getUnlimited({ scene: '' })],
    ['a scene of 33 characters', () => code.getUnlimited({ scene: 'a'.repeat(33) })],
    ['a Chinese scene', () => code.getUnlimitedStream({ scene: '奶茶' })],
    ['a percent sign in a scene', () => code.getUnlimited({ scene: '%20' })],
    ['a blank in a scene', () => code.getUnlimited({ scene: 'a b' })],
    ['a width of 279', () => code.getUnlimited({ scene: 'a', width: 279 })],
    ['a width of 1281', () => code.get({ path: 'p', width: 1281 })],
    ['a width of 300.5', () => code.createQrCode('p', 300.5)],
    ['an empty path', () => code.get({ path: '' })],
    ['a path of 1025 characters', () => code.getStream({ path: 'p'.repeat(1025) })],
    ['a path of 129 characters', () => code.createQrCodeStream('p'.repeat(129))],
  ])('refuse %s before anything is sent', async (_title, call) => {
    await expect(call()).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });
});
