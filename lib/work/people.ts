import { checkCounts } from './limits.js';

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
export const checkPeople = ({ userIds, partyIds, tagIds }: WorkPeople): void =>
  checkCounts('nobody', { userIds, partyIds, tagIds }, MOST);

/** A list WeCom takes for none when it is left out. */
export const listOf = <Item>(items: readonly Item[] | undefined): Item[] | undefined =>
  items && items.length > 0 ? [...items] : undefined;

/** What WeCom writes as `a|b|c`. */
export const partsOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean);
