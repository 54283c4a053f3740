/** @throws {RangeError} for nothing, or more than WeCom takes at once */
export function checkCount(list: readonly unknown[], most: number, name: string): void {
  if (list.length < 1 || list.length > most)
    throw new RangeError(`${name} takes 1 to ${most} at once, not ${list.length}`);
}
