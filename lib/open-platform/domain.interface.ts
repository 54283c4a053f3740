/** What a change does to a list of domains. */
export type DomainAction = 'add' | 'delete' | 'set';

/** A file WeChat wants to find in the root of a domain, to see whose it is. */
export interface ConfirmFile {
  readonly file_name: string;
  readonly file_content: string;
}
