import { eachItem } from '../../common/index.js';

/** What a page of such a list holds. */
interface NumberedPage<Item> {
  readonly data: readonly Item[];
  readonly total_count: number;
}

/**
 * All items of a list whose `offset` is, by its documentation, the number of a page (分页页码), from 0: marketing counts so,
 * the rest of WeChat Pay counts items. A page that fails throws.
 */
export function eachOfPages<Item>(
  limit: number,
  fetchPage: (page: { offset: number; limit: number }) => Promise<NumberedPage<Item>>,
): AsyncGenerator<Item, void, undefined> {
  return eachItem(limit, async (from) => {
    const { data, total_count } = await fetchPage({ offset: from / limit, limit });
    return { items: data, total: total_count };
  });
}
