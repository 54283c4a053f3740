import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount, type OfficialAccountOcrService } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

type Method = keyof OfficialAccountOcrService;

const URL_OF_PICTURE = 'https://a.b/身份证.jpg?x=1&y=2';
const FILE = { content: Buffer.from('jpeg'), filename: '身份证.jpg' };
const DOCUMENTS: readonly [Method, string, unknown][] = [
  ['idCard', 'idcard', expect.objectContaining({ type: 'type', id: 'id' })],
  ['bankCard', 'bankcard', 'number'],
  ['vehicleLicense', 'driving', expect.objectContaining({ plate_num: 'plate_num' })],
  ['drivingLicense', 'drivinglicense', expect.objectContaining({ id_num: 'id_num' })],
  ['businessLicense', 'bizlicense', expect.objectContaining({ reg_num: 'reg_num' })],
];
const TEXTS: readonly [Method, string, unknown][] = [
  ['printedText', 'comm', expect.objectContaining({ items: [expect.objectContaining({ text: 'text' })] })],
  ['plateNumber', 'platenum', 'number'],
];

describe('OCR', () => {
  let started: StartedApp;
  let ocr: OfficialAccount['ocr'];
  beforeAll(async () => {
    started = await startApp('express');
    ocr = started.app.get<OfficialAccount>(getWeChatToken('shop')).ocr;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it.each([...DOCUMENTS, ...TEXTS])(
    'reads %s from an address and from a file',
    async (method, path, answer) => {
      expect(await ocr[method](URL_OF_PICTURE)).toEqual(answer);
      expect(last()).toMatchObject({ method: 'POST', path: `/cv/ocr/${path}`, body: undefined });
      expect(last()?.query).toEqual({ img_url: URL_OF_PICTURE });
      expect(await ocr[method](FILE)).toEqual(answer);
      expect(last()?.query).toEqual({});
      expect(last()?.body).toEqual({
        img: { filename: '身份证.jpg', contentType: 'image/jpeg', size: 4 },
      });
    },
  );

  it.each(DOCUMENTS)('tells WeChat how the picture for %s was taken', async (method) => {
    await ocr[method](URL_OF_PICTURE, 'scan');
    expect(last()?.query).toEqual({ img_url: URL_OF_PICTURE, type: 'scan' });
    await ocr[method](FILE, 'photo');
    expect(last()?.query).toEqual({ type: 'photo' });
  });

  it('refuses a file of 2 MB before anything is sent', async () => {
    const content = Buffer.alloc(2 * 1024 * 1024);
    await expect(ocr.idCard({ content, filename: 'a.jpg' })).rejects.toThrow(/2097152/);
    expect(started.sandbox.requests).toHaveLength(0);
    await ocr.idCard({ content: content.subarray(1), filename: 'a.jpg' });
    expect(last()?.body).toMatchObject({ img: { size: content.length - 1 } });
  });

  it('passes on what WeChat refuses', async () => {
    started.sandbox.fail('POST /cv/ocr/idcard', { errcode: 101001 });
    await expect(ocr.idCard(URL_OF_PICTURE)).rejects.toMatchObject({ errcode: 101001 });
  });
});
