import { checkPeople, type WorkPeople } from '../people.js';

/** Whom a message is for. */
export type WorkRecipients =
  | (WorkPeople & { toAll?: false | undefined })
  | {
      /** Everybody who may see the application (`@all`). */
      toAll: true;
      userIds?: undefined;
      partyIds?: undefined;
      tagIds?: undefined;
    };

/** Whom a message is for, as WeCom reads it. */
export interface RecipientFields {
  touser?: string;
  toparty?: string;
  totag?: string;
}

const EVERYBODY = '@all';

/**
 * @throws {RangeError} for nobody, for more than WeCom takes at once, and for an id that would mean others: an empty one, one with
 * `|`, or `@all`
 */
export function checkRecipients(to: WorkRecipients): void {
  const { userIds = [], partyIds, tagIds } = to;
  if (to.toAll) {
    if (userIds.length > 0 || partyIds || tagIds)
      throw new RangeError('toAll leaves the others out: give either');
    return;
  }
  checkPeople(to);
  for (const id of userIds)
    if (typeof id !== 'string' || id === '' || id.includes('|') || id.toLowerCase() === EVERYBODY)
      throw new RangeError(`"${id}" is no userid; for everybody set toAll`);
}

/** @throws what {@link checkRecipients} throws */
export function recipientFields(to: WorkRecipients): RecipientFields {
  checkRecipients(to);
  if (to.toAll) return { touser: EVERYBODY };
  const { userIds = [], partyIds = [], tagIds = [] } = to;
  return {
    ...(userIds.length > 0 && { touser: userIds.join('|') }),
    ...(partyIds.length > 0 && { toparty: partyIds.join('|') }),
    ...(tagIds.length > 0 && { totag: tagIds.join('|') }),
  };
}
