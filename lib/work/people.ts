/** Whom something is for: members, departments, tags. */
export interface WorkPeople {
  /** At most 1000. */
  userIds?: readonly string[] | undefined;
  /** Departments, at most 100. */
  partyIds?: readonly number[] | undefined;
  /** At most 100. */
  tagIds?: readonly number[] | undefined;
}

const MOST = { userIds: 1000, partyIds: 100, tagIds: 100 } as const;

/** @throws {RangeError} for nobody at all, or for more than WeCom takes at once */
export function checkPeople(people: WorkPeople): void {
  const kinds = Object.keys(MOST) as Array<keyof WorkPeople>;
  if (kinds.every((kind) => !people[kind]?.length))
    throw new RangeError('There is nobody: give userIds, partyIds or tagIds');
  for (const kind of kinds) {
    const count = people[kind]?.length ?? 0;
    if (count > MOST[kind]) throw new RangeError(`${kind} takes ${MOST[kind]} at once, not ${count}`);
  }
}

/** A list WeCom takes for none when it is left out. */
export const listOf = <Item>(items: readonly Item[] | undefined): Item[] | undefined =>
  items && items.length > 0 ? [...items] : undefined;

/** What WeCom writes as `a|b|c`. */
export const partsOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean);
