/** Whose token a call carries. */
export type TokenKind =
  | 'none'
  | 'access_token'
  | 'component_access_token'
  | 'user_access_token'
  | 'provider_access_token'
  | 'suite_access_token'
  | 'device_access_token'
  | 'model_access_token';

/** The way to a field. */
export type FieldPath = readonly string[];

/** What a request must know about its endpoint at run time; whatever is usual is left out. */
export interface EndpointTraits {
  /** Token kind. @default 'access_token' */
  auth?: TokenKind;
  /** Name of the token in the query. @default the token's kind */
  authParam?: string;
  /** Form of the body. @default 'json' */
  body?: 'json' | 'multipart' | 'raw';
  /** Form of the answer. @default 'json' */
  answer?: 'json' | 'binary';
  /** Whether it only reads, and may be repeated after a network failure. @default true for GET */
  read?: boolean;
  /** The body field that makes a write safe to repeat when the caller fills it. */
  idempotencyKey?: string;
  /** Paths of 64-bit ids in the body: `[]` stands for each item of a list, `*` for each field of a map. */
  bodyIds?: readonly FieldPath[];
  /** Paths of 64-bit ids in the answer, always handed out as strings. */
  answerIds?: readonly FieldPath[];
}
