/** What a field must be: exactly this text, or matching. */
export type FieldMatcher = string | RegExp;

/** The names of the fields of a payload, or of any of several. */
type FieldOf<Payload> = Payload extends unknown ? keyof Payload & string : never;

/**
 * Conditions on a push besides its type: `content` (the text of a message) and `key` (an event's EventKey), or any
 * field by WeChat's own name.
 */
export type HandlerFilter<Payload> = {
  [Field in FieldOf<Payload>]?: FieldMatcher;
} & ('Content' extends FieldOf<Payload> ? { content?: FieldMatcher } : unknown) &
  ('EventKey' extends FieldOf<Payload> ? { key?: FieldMatcher } : unknown);

/** What a handler takes. */
export interface HandlerPattern {
  readonly kind: string;
  /** MsgType or Event; without one, every push of the kind. */
  readonly name?: string;
  /** Whether the catalogue lacks the name: a slip of the pen, or one that is new. */
  readonly isUnknown?: boolean;
  readonly filter: Readonly<Record<string, FieldMatcher | undefined>>;
  /** Words a name has to begin with, where the filter is a beginning of names: more of them are more exact. */
  readonly depth?: number;
}
