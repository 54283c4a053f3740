import { describe, expect, it } from '@jest/globals';
import { accountOn } from './fake.api.js';

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

type Shop = ReturnType<typeof accountOn>['account'];

/** The lists that are read by offset, with a page of theirs. */
const LISTS: Array<
  [string, (shop: Shop) => AsyncIterable<unknown>, string, (items: number[], total: number) => object]
> = [
  [
    'cards',
    (shop) => shop.cardManagement.list(),
    'offset',
    (items, total) => ({ card_id_list: items, total_num: total }),
  ],
  [
    'rules',
    (shop) => shop.memberCard.listPayGiftRules(),
    'offset',
    (items, total) => ({ rule_list: items, total_count: total }),
  ],
  [
    'places',
    (shop) => shop.poi.list(),
    'begin',
    (items, total) => ({
      business_list: items.map((base_info) => ({ base_info })),
      total_count: String(total),
    }),
  ],
];

describe.each(LISTS)('the list of %s', (_name, listOf, field, page) => {
  it('goes on where the page before ended, until all are read', async () => {
    const { account, call } = accountOn(page([1, 2], 5), page([3, 4], 5), page([5], 5));
    expect(await collect(listOf(account))).toEqual([1, 2, 3, 4, 5]);
    const offsets = call.mock.calls.map(
      ([, contents]) => (contents as { body: Record<string, number> }).body[field],
    );
    expect(offsets).toEqual([0, 2, 4]);
  });

  it('ends with an empty page, whatever the total says', async () => {
    const { account, call } = accountOn(page([1], 9), page([], 9));
    expect(await collect(listOf(account))).toEqual([1]);
    expect(call).toHaveBeenCalledTimes(2);
  });

  it('is empty where there is nothing', async () => {
    const { account, call } = accountOn(page([], 0));
    expect(await collect(listOf(account))).toEqual([]);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('throws for a page that fails, after the pages before', async () => {
    const { account, call } = accountOn();
    call.mockResolvedValueOnce(page([1], 2)).mockRejectedValueOnce(new Error('45009'));
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const one of listOf(account)) seen.push(one);
    })();
    await expect(reading).rejects.toThrow('45009');
    expect(seen).toEqual([1]);
  });
});
