/** What the lists with offset and count answer. */
export interface ListPage<Item> {
  readonly item: readonly Item[];
  readonly total_count: number;
}

/** Most items WeChat gives at once. */
const PAGE = 20;

/**
 * All items of a list, page after page. A page that fails throws. The offset grows by what was asked for, not by what
 * came: WeChat leaves out what it hides, and may send a short page in the middle.
 */
export async function* eachItem<Item>(
  fetchPage: (offset: number, count: number) => Promise<ListPage<Item>>,
): AsyncGenerator<Item, void, undefined> {
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = await fetchPage(offset, PAGE);
    yield* page.item;
    total = page.total_count;
  }
}

/** @throws {RangeError} unless a page of 1 to 20 from 0 on is asked for */
export function checkPage(offset: number, count: number): void {
  if (!Number.isInteger(offset) || offset < 0)
    throw new RangeError(`offset takes whole numbers from 0, not ${offset}`);
  if (!Number.isInteger(count) || count < 1 || count > PAGE)
    throw new RangeError(`count takes 1 to ${PAGE}, not ${count}`);
}

/** @throws {RangeError} unless the position of an article or more is a whole number from `least` on */
export function checkIndex(index: number, name: string, least = 0): void {
  if (!Number.isInteger(index) || index < least)
    throw new RangeError(`${name} takes whole numbers from ${least}, not ${index}`);
}
