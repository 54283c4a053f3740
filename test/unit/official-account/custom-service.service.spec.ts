import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../failure.js';
import { accountOn } from './fake.api.js';

const record = (text: string) => ({ openid: 'o', worker: 'a@shop', opercode: 2002, text, time: 1 });
const fullPage = Array.from({ length: 10_000 }, (_, index) => record(`text ${index}`));
const from = new Date(0);
const to = new Date(86_400_000);

describe('OfficialAccountCustomServiceService.listMessages', () => {
  it('goes on from the id of a full page and ends with a page that is not', async () => {
    const last = '271781022721654784';
    const { account, call } = accountOn(
      { recordlist: fullPage, number: 10_000, msgid: last },
      { recordlist: [record('end')], number: 1, msgid: '271781022721654785' },
    );
    const texts: string[] = [];
    for await (const { text } of account.customService.listMessages(from, to)) texts.push(text);
    expect(texts).toHaveLength(10_001);
    expect(texts.at(-1)).toBe('end');
    const span = { starttime: 0, endtime: 86_400, number: 10_000 };
    expect(call.mock.calls.map(([, contents]) => contents?.body)).toEqual([
      { ...span, msgid: '1' },
      { ...span, msgid: last },
    ]);
  });

  it('throws when a later page fails', async () => {
    const { account, call } = accountOn({ recordlist: fullPage, number: 10_000, msgid: '2' });
    call.mockResolvedValueOnce({ recordlist: fullPage, number: 10_000, msgid: '2' });
    call.mockRejectedValueOnce(new Error('page 2'));
    const texts: string[] = [];
    const failure = await failureOf(async () => {
      for await (const { text } of account.customService.listMessages(from, to)) texts.push(text);
    });
    expect(failure.message).toBe('page 2');
    expect(texts).toHaveLength(10_000);
  });

  it('refuses moments that are none', () => {
    const { account } = accountOn();
    expect(() => account.customService.listMessages(new Date(NaN), to)).toThrow(RangeError);
  });
});
