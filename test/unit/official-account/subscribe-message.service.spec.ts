import { describe, expect, it } from '@jest/globals';
import { accountOn } from './fake.api.js';

const title = (tid: number) => ({ tid, title: `t${tid}`, type: 2, categoryId: 1 });

describe('OfficialAccountSubscribeMessageService.listPublicTemplates', () => {
  it('asks for thirty at a time until the count is reached', async () => {
    const pages = [0, 30, 60].map((start) =>
      Array.from({ length: Math.min(30, 61 - start) }, (_, index) => title(start + index)),
    );
    const { account, call } = accountOn(...pages.map((data) => ({ data, count: 61 })));
    const tids: number[] = [];
    for await (const { tid } of account.subscribeMessage.listPublicTemplates(['1', 2])) tids.push(tid);
    expect(tids).toEqual(Array.from({ length: 61 }, (_, index) => index));
    expect(call.mock.calls.map(([, contents]) => contents?.query)).toEqual([
      { ids: '1,2', start: 0, limit: 30 },
      { ids: '1,2', start: 30, limit: 30 },
      { ids: '1,2', start: 60, limit: 30 },
    ]);
  });
});
