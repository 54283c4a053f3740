import { describe, expect, it } from '@jest/globals';
import { batchesOf, checkPage, eachItem, eachOpenid } from '../../../lib/account/paging.js';

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const read: Item[] = [];
  for await (const item of items) read.push(item);
  return read;
};

describe('eachItem', () => {
  it('asks for page after page until the total is reached, short pages in the middle included', async () => {
    const pages: Record<number, number[]> = { 0: [1, 2], 3: [4], 6: [] };
    const asked: Array<[number, number]> = [];
    const items = eachItem(3, async (offset, count) => {
      asked.push([offset, count]);
      return { items: pages[offset] ?? [], total: 7 };
    });
    expect(await all(items)).toEqual([1, 2, 4]);
    expect(asked).toEqual([
      [0, 3],
      [3, 3],
      [6, 3],
    ]);
  });

  it('throws for a page that fails, after the pages before', async () => {
    const read: number[] = [];
    const items = eachItem(1, async (offset) => {
      if (offset === 2) throw new Error('page 3');
      return { items: [offset], total: 9 };
    });
    const reading = (async () => {
      for await (const item of items) read.push(item);
    })();
    await expect(reading).rejects.toThrow('page 3');
    expect(read).toEqual([0, 1]);
  });

  it('asks once for a list of nothing', async () => {
    let asked = 0;
    const items = eachItem(5, async () => {
      asked += 1;
      return { items: [], total: 0 };
    });
    expect(await all(items)).toEqual([]);
    expect(asked).toBe(1);
  });
});

describe('eachOpenid', () => {
  it('follows the openid each page names, until one names none', async () => {
    const pages = [
      { count: 2, data: { openid: ['a', 'b'] }, next_openid: 'b' },
      { count: 1, data: { openid: ['c'] }, next_openid: 'c' },
      { count: 0, next_openid: '' },
    ];
    const asked: unknown[] = [];
    const openids = eachOpenid(async (next) => {
      asked.push(next);
      return pages[asked.length - 1] as (typeof pages)[0];
    });
    expect(await all(openids)).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([undefined, 'b', 'c']);
  });
});

describe('batchesOf', () => {
  it('cuts into parts of a size, the last one shorter', () => {
    expect([...batchesOf([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
    expect([...batchesOf([], 2)]).toEqual([]);
  });
});

describe('checkPage', () => {
  it.each([
    [-1, 1],
    [0.5, 1],
    [0, 0],
    [0, 21],
    [0, 1.5],
    [NaN, 1],
  ])('refuses the page from %p of %p', (offset, count) => {
    expect(() => checkPage(offset, count, 20)).toThrow(RangeError);
  });
});
