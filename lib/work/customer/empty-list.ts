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
