import { WorkRefusal } from '../api/work.refusal.js';
import type { AddressBook } from './address-book.js';

/** Members and departments, as many calls name them. */
export interface Range {
  readonly user_list?: readonly string[];
  readonly department_list?: readonly number[];
}

/** @throws {WorkRefusal} when one of them is not in the address book */
export function needAll(book: AddressBook, { user_list = [], department_list = [] }: Range): void {
  for (const userid of user_list) book.need(userid);
  for (const id of department_list) if (!book.departments.has(id)) throw new WorkRefusal(60123, String(id));
}
