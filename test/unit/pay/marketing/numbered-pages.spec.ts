import { describe, expect, it } from '@jest/globals';
import { eachOfPages } from '../../../../lib/pay/marketing/numbered-pages.js';

describe('eachOfPages', () => {
  it('asks for page 0, 1, 2 … by their numbers until the total is reached', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const asked: object[] = [];
    const items = eachOfPages(2, async (page) => {
      asked.push(page);
      const from = page.offset * page.limit;
      return { data: all.slice(from, from + page.limit), total_count: all.length };
    });
    const read: string[] = [];
    for await (const item of items) read.push(item);
    expect(read).toEqual(all);
    expect(asked).toEqual([
      { offset: 0, limit: 2 },
      { offset: 1, limit: 2 },
      { offset: 2, limit: 2 },
    ]);
  });
});
