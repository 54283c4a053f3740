import type { CallbackContext } from './callback-context.interface.js';
import type { FieldMatcher, HandlerPattern } from './handler-pattern.interface.js';

/** The short names of filters, and the fields they mean. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['content', 'Content'],
  ['key', 'EventKey'],
]);

type Condition = readonly [field: string, matcher: FieldMatcher];
type Invoke = (message: unknown, context: CallbackContext) => Promise<unknown>;

/** One decorated method, for one of its patterns. */
export class CallbackHandler {
  readonly #conditions: readonly Condition[];

  constructor(
    /** `Class#method`. */
    readonly label: string,
    private readonly pattern: HandlerPattern,
    /** Names of the clients it serves, and of platforms whose accounts it serves; all when undefined. */
    readonly scope: readonly string[] | undefined,
    readonly invoke: Invoke,
    /** Whether it runs when WeChat calls, whatever inbox there is. */
    readonly isWithoutInbox = false,
  ) {
    this.#conditions = Object.entries(pattern.filter)
      .filter((entry): entry is [string, FieldMatcher] => entry[1] !== undefined)
      .map(([field, matcher]) => [SHORT_NAMES.get(field) ?? field, withoutState(matcher)] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : 1));
  }

  get kind(): string {
    return this.pattern.kind;
  }

  get name(): string | undefined {
    return this.pattern.name;
  }

  get isUnknown(): boolean {
    return this.pattern.isUnknown ?? false;
  }

  /** The most specific handler wins: client scope, then exact type, then exact fields, then patterns. */
  get rank(): number {
    const { depth = 0 } = this.pattern;
    const exact = this.#conditions.filter(([, matcher]) => typeof matcher === 'string').length;
    const ofName = this.name === undefined ? depth : 1e4;
    return (this.scope ? 1e6 : 0) + ofName + exact * 100 + this.#conditions.length;
  }

  takes(message: Readonly<Record<string, unknown>>): boolean {
    return this.#conditions.every(([field, matcher]) => {
      const value = Object.hasOwn(message, field) ? message[field] : valueAt(message, field);
      if (typeof value !== 'string') return false;
      return typeof matcher === 'string' ? value === matcher : matcher.test(value);
    });
  }

  /** Whether some message would find both equally right. */
  clashesWith(other: CallbackHandler): boolean {
    const sharesScope = !this.scope || !other.scope || this.scope.some((name) => other.scope?.includes(name));
    return this.rank === other.rank && this.description === other.description && sharesScope;
  }

  /** What it takes, in words. */
  get description(): string {
    const fields = this.#conditions.map(([field, matcher]) => ` with ${field} ${String(matcher)}`).join('');
    return `${this.name === undefined ? `every ${this.kind}` : `the ${this.kind} "${this.name}"`}${fields}`;
  }
}

/** A field may be named by the way to it: `text.content`. */
function valueAt(message: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = message;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** A `g` or `y` flag would make a pattern remember where it stopped. */
function withoutState(matcher: FieldMatcher): FieldMatcher {
  return typeof matcher === 'string'
    ? matcher
    : new RegExp(matcher.source, matcher.flags.replace(/[gy]/g, ''));
}
