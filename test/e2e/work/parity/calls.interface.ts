import type { StartedWork } from '../../../src/start-work.js';

/** A function of the reference SDK, and what serves it here: a line of `test/fixtures/parity/work/<group>.json`. */
export interface ParityLine {
  /** `WeChat.Work.Contacts.Tag` */
  readonly module: string;
  /** With its arity, as parity.md has it: `create/3..4` */
  readonly function: string;
  /** For the reader: `contacts.tags.create(…)`. */
  readonly call: string;
  /**
   * What the call issues, `POST /cgi-bin/tag/create`, without a fixed query. `local` for one that asks WeCom nothing of its own;
   * `spec e2e/…` or `spec unit/…` where the library does it by itself, with the spec that shows it: then nothing is called.
   */
  readonly route: string;
}

/**
 * The calls of one group, by `<module>.<function>`. WeCom may refuse for what it does not know (a made-up userid), but not
 * the form of a request. Of a generator draw the first: `first(…)`.
 */
export type ParityCalls = Readonly<Record<string, (corp: StartedWork) => Promise<unknown>>>;

/** The first item of a list; undefined when it is empty. */
export async function first<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}
