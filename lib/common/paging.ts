/** One page of a list with offset and count. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** How many there are in all; a page behind the first one may leave it out. */
  readonly total?: number | undefined;
}

/**
 * All items of a list, page after page. A page that fails throws. The offset grows by what was asked for, not by what
 * came: WeChat leaves out what it hides, and may send a short page in the middle. Where no page says how many there are,
 * an empty one is the end.
 */
export async function* eachItem<Item>(
  size: number,
  fetchPage: (offset: number, count: number) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined> {
  for (let offset = 0, total = Infinity; offset < total; offset += size) {
    const page = await fetchPage(offset, size);
    yield* page.items;
    total = page.total ?? total;
    if (total === Infinity && page.items.length === 0) return;
  }
}
