import { describe, expect, it } from '@jest/globals';
import { batchesOf, checkPage, eachOpenid } from '../../../lib/account/paging.js';

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const read: Item[] = [];
  for await (const item of items) read.push(item);
  return read;
};

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
