/** What a field must be: exactly this text, or matching. */
export type FieldMatcher = string | RegExp;

/**
 * Conditions on a push besides its type: `content` (the text of a message) and `key` (an event's EventKey), or any
 * field by WeChat's own name.
 */
export interface HandlerFilter {
  content?: FieldMatcher;
  key?: FieldMatcher;
  [wireField: string]: FieldMatcher | undefined;
}

/** What a handler takes. */
export interface HandlerPattern {
  readonly kind: string;
  /** MsgType or Event; without one, every push of the kind. */
  readonly name?: string;
  readonly filter: HandlerFilter;
}
