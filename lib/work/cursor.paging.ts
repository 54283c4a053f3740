/** One page of a list, and where the next begins: nowhere when it is absent or empty. */
export interface CursorPage<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** All items of a list WeCom pages by `next_cursor`. A page that fails throws; a cursor that stands still is the end. */
export async function* eachByCursor<Item>(
  fetchPage: (cursor: string | undefined) => Promise<CursorPage<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let cursor: string | undefined;
  for (;;) {
    const { items, next } = await fetchPage(cursor);
    yield* items;
    if (!next || next === cursor) return;
    cursor = next;
  }
}
