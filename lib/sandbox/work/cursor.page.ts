import { WorkRefusal } from './api/work.refusal.js';

/** How a call asks for a part of a list. */
export interface CursorQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** A part of a list. */
export interface CursorPage<Item> {
  readonly items: Item[];
  /** Where the next part begins; absent after the last. */
  readonly next: { next_cursor?: string };
}

const write = (offset: number): string => Buffer.from(`offset:${offset}`).toString('base64url');

function read(cursor: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (offset === undefined) throw new WorkRefusal(50100);
  return Number(offset);
}

/**
 * The part of a list a call asks for.
 *
 * @param most items a call may ask for, and gets when it does not say
 * @throws {WorkRefusal} for a cursor that is none, or a limit that is too high
 */
export function pageOf<Item>(
  list: readonly Item[],
  { cursor, limit }: CursorQuery,
  most: number,
): CursorPage<Item> {
  if (limit !== undefined && limit > most) throw new WorkRefusal(40058, `limit is ${most} at most`);
  const start = cursor ? read(cursor) : 0;
  const end = start + (limit || most);
  return {
    items: list.slice(start, end),
    next: end < list.length ? { next_cursor: write(end) } : {},
  };
}
