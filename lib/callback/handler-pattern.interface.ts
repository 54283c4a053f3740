/** What a field must be: exactly this text, or matching. */
export type FieldMatcher = string | RegExp;

/** The names of the fields of a payload, or of any of several. */
type FieldOf<Payload> = Payload extends unknown ? keyof Payload & string : never;

/** What a field holds, in any of several payloads. */
type ValueOf<Payload, Field> = Payload extends unknown
  ? Field extends keyof Payload
    ? Payload[Field]
    : never
  : never;

/** What a field is compared with: where it can be but a few texts, one of them. */
type MatcherOf<Value> = string extends Value
  ? FieldMatcher
  : [Extract<Value, string>] extends [never]
    ? FieldMatcher
    : Extract<Value, string> | RegExp;

/**
 * Conditions on a push besides its type: `content` (the text of a message) and `key` (an event's EventKey), or any
 * field by WeChat's own name.
 */
export type HandlerFilter<Payload> = {
  [Field in FieldOf<Payload>]?: MatcherOf<ValueOf<Payload, Field>>;
} & ('Content' extends FieldOf<Payload> ? { content?: FieldMatcher } : unknown) &
  ('EventKey' extends FieldOf<Payload> ? { key?: FieldMatcher } : unknown);

/** Of several payloads those a filter can let through: without the field, or with another text there, it never does. */
export type Filtered<Payload, Filter> = Payload extends unknown
  ? true extends { [Field in keyof Filter]: RulesOut<Payload, Field, Filter[Field]> }[keyof Filter]
    ? never
    : Payload
  : never;

type RulesOut<Payload, Field, Matcher> = undefined extends Matcher
  ? false
  : Field extends keyof Payload
    ? Matcher extends string
      ? string extends Payload[Field]
        ? false
        : Matcher extends Payload[Field]
          ? false
          : true
      : false
    : Field extends 'content' | 'key'
      ? false
      : true;

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
