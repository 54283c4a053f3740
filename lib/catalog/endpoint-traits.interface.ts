/** What a request must know about its endpoint at run time; whatever is usual is left out. */
export interface EndpointTraits {
  /** Token kind. @default 'access_token' */
  auth?: 'none' | 'access_token';
  /** Form of the body. @default 'json' */
  body?: 'json' | 'multipart' | 'raw';
  /** Form of the answer. @default 'json' */
  answer?: 'json' | 'binary';
  /** A POST that only reads: it may be repeated after a network failure. */
  read?: boolean;
  /** The body field that makes a write safe to repeat when the caller fills it. */
  idempotencyKey?: string;
  /** Paths of 64-bit ids in the body: `a.b[].id`. */
  bodyIds?: readonly string[];
  /** Paths of 64-bit ids in the answer, always handed out as strings. */
  answerIds?: readonly string[];
}
