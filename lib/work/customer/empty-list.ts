/**
 * Refuses an empty list where WeCom takes it for none at all, which means everybody: a selection that happened to find nobody must
 * not reach all customers.
 *
 * @throws {RangeError} for an empty list
 */
export function refuseEmpty(list: readonly unknown[] | undefined, name: string): void {
  if (list?.length === 0)
    throw new RangeError(`${name} is empty, which WeCom takes for everybody: leave it out if that is meant`);
}
