import { describe, expect, it } from '@jest/globals';
import { WeChatApiError, WeChatParseError } from '../../../lib/common/index.js';
import { miniOn } from './fake.api.js';

const TEXT = { openid: 'o1', scene: 2, content: '你好' } as const;
const MEDIA = { openid: 'o1', scene: 1, media_url: 'https://a.b/p.png', media_type: 2 } as const;
const VERDICT = { result: { suggest: 'risky', label: 20006 }, trace_id: 't1' };
const PICTURE = { content: Buffer.from('p'), filename: 'p.png', contentType: 'image/png' };
const refusal = (errcode: number) =>
  new WeChatApiError({ client: 'mini', route: 'POST /x', errcode, errmsg: 'no', retryable: false });

describe('security', () => {
  it('hands out what WeChat thinks of a text, asked in version 2', async () => {
    const { mini, call } = miniOn([{ ...VERDICT, detail: [{ strategy: 'keyword' }] }, VERDICT]);
    const verdict = { suggest: 'risky', label: 20006, trace_id: 't1' };
    expect(await mini.security.checkText({ ...TEXT, title: 't', nickname: 'n' })).toEqual({
      ...verdict,
      detail: [{ strategy: 'keyword' }],
    });
    expect(await mini.security.checkText(TEXT)).toEqual({ ...verdict, detail: [] });
    expect(call.mock.calls[0]).toEqual([
      'POST /wxa/msg_sec_check',
      { body: { ...TEXT, title: 't', nickname: 'n', version: 2 } },
    ]);
  });

  it('takes an answer without a verdict for no pass', async () => {
    const { mini } = miniOn([{ trace_id: 't1' }]);
    await expect(mini.security.checkText(TEXT)).rejects.toBeInstanceOf(WeChatParseError);
  });

  it('counts the characters of a text as people do', async () => {
    const { mini, call } = miniOn([VERDICT]);
    await mini.security.checkText({ ...TEXT, content: '😀'.repeat(2500) });
    await expect(mini.security.checkText({ ...TEXT, content: '一'.repeat(2501) })).rejects.toBeInstanceOf(
      RangeError,
    );
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('has media checked later, asked in version 2', async () => {
    const { mini, call } = miniOn([{ trace_id: 't1' }]);
    expect(await mini.security.checkMediaAsync(MEDIA)).toBe('t1');
    expect(call.mock.calls).toEqual([['POST /wxa/media_check_async', { body: { ...MEDIA, version: 2 } }]]);
  });

  it('tells a picture that is risky from a call that failed', async () => {
    const fine = miniOn();
    expect(await fine.mini.security.checkImage(PICTURE)).toBe(true);
    expect(fine.call.mock.calls).toEqual([['POST /wxa/img_sec_check', { files: { media: PICTURE } }]]);
    expect(await miniOn([refusal(87014)]).mini.security.checkImage(PICTURE)).toBe(false);
    await expect(miniOn([refusal(40006)]).mini.security.checkImage(PICTURE)).rejects.toMatchObject({
      errcode: 40006,
    });
  });

  it('refuses a picture of more than 1 MB before anything is sent', async () => {
    const { mini, call } = miniOn();
    await mini.security.checkImage({ ...PICTURE, content: Buffer.alloc(1024 * 1024) });
    const large = { ...PICTURE, content: Buffer.alloc(1024 * 1024 + 1) };
    await expect(mini.security.checkImage(large)).rejects.toBeInstanceOf(RangeError);
    await expect(mini.security.checkImage({ ...PICTURE, size: 2e6 })).rejects.toBeInstanceOf(RangeError);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('asks how risky a person is, in the name of the mini program', async () => {
    const answer = { risk_rank: 0, unoin_id: 1 };
    const { mini, call } = miniOn([answer]);
    const person = { openid: 'o1', scene: 0, client_ip: '1.2.3.4' };
    expect(await mini.security.getUserRiskRank(person)).toBe(answer);
    expect(call.mock.calls).toEqual([['POST /wxa/getuserriskrank', { body: { appid: 'wx1', ...person } }]]);
  });
});
