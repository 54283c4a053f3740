/** Lists by the names their method has for them. */
type Lists = Readonly<Record<string, readonly unknown[] | undefined>>;

/**
 * What changes something takes no empty list, nor more than WeCom takes at once; what only reads asks nothing of an empty one.
 *
 * @throws {RangeError} for nothing, or more
 */
export function checkCount(list: readonly unknown[], name: string, most?: number): void {
  const { length } = list;
  if (length < 1 || length > (most ?? length))
    throw new RangeError(`${name} takes ${most ? `1 to ${most} at once` : 'one at least'}, not ${length}`);
}

/**
 * The same of lists of which one is enough.
 *
 * @param what there is none of
 * @throws {RangeError} when there is nothing in any of them, or more than WeCom takes at once
 */
export function checkCounts(what: string, lists: Lists, most: Readonly<Record<string, number>> = {}): void {
  const given = Object.entries(lists).flatMap(([name, list]) =>
    list?.length ? [[name, list] as const] : [],
  );
  if (given.length === 0) {
    const names = Object.keys(lists);
    throw new RangeError(`There is ${what}: give ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`);
  }
  for (const [name, list] of given) checkCount(list, name, most[name]);
}

/**
 * Refuses an empty list where a list that is left out means everybody, and WeCom does not say what an empty one means: a selection
 * that happened to find nobody must not reach all customers.
 *
 * @throws {RangeError} for an empty list
 */
export function refuseEmpty(list: readonly unknown[] | undefined, name: string): void {
  if (list?.length === 0)
    throw new RangeError(
      `${name} is empty, which WeCom may take for everybody: leave it out if that is meant`,
    );
}
