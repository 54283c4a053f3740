/** One page of a list of people, which names where the next begins. */
interface OpenidPage {
  readonly count: number;
  readonly data?: { readonly openid: readonly string[] };
  readonly next_openid?: string;
}

/** All people of a list that WeChat pages by openid. A page that fails throws. */
export async function* eachOpenid(
  fetchPage: (next: string | undefined) => Promise<OpenidPage>,
): AsyncGenerator<string, void, undefined> {
  let next: string | undefined;
  do {
    const page = await fetchPage(next);
    yield* page.data?.openid ?? [];
    next = page.count > 0 ? page.next_openid : undefined;
  } while (next);
}

/** Many things in parts WeChat takes at once. */
export function* batchesOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** @throws {RangeError} unless a page of 1 to `most` from 0 on is asked for */
export function checkPage(offset: number, count: number, most: number): void {
  checkIndex(offset, 'offset');
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new RangeError(`count takes 1 to ${most}, not ${count}`);
  }
}

/** @throws {RangeError} unless the position of an article or more is a whole number from `least` on */
export function checkIndex(index: number, name: string, least = 0): void {
  if (!Number.isInteger(index) || index < least)
    throw new RangeError(`${name} takes whole numbers from ${least}, not ${index}`);
}
