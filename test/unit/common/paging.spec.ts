import { describe, expect, it } from '@jest/globals';
import { eachItem } from '../../../lib/common/paging.js';

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

  it('keeps the total only the first page tells', async () => {
    const asked: number[] = [];
    const items = eachItem(2, async (offset) => {
      asked.push(offset);
      return { items: [offset], total: offset === 0 ? 5 : undefined };
    });
    expect(await all(items)).toEqual([0, 2, 4]);
    expect(asked).toEqual([0, 2, 4]);
  });

  it('ends with an empty page where no page tells a total', async () => {
    const items = eachItem(1, async (offset) => ({ items: offset < 3 ? [offset] : [] }));
    expect(await all(items)).toEqual([0, 1, 2]);
  });
});
