/**
 * A call of the API, as the sandbox saw it.
 *
 * @publicApi
 */
export interface SandboxRequest {
  /** Milliseconds since 1970, by the real clock. */
  at: number;
  method: string;
  path: string;
  /** Without the token; secrets are masked. */
  query: Readonly<Record<string, unknown>>;
  /** Parsed; of a file only its name, type and size; secrets are masked. */
  body: unknown;
  /** HTTP status; 0 when the sandbox cut the connection. */
  status: number;
  errcode: number;
  /** WeChat Pay's code, when it refused. */
  code?: string;
  /** WeChat's id of the call, when it was refused. */
  rid?: string;
  durationMs: number;
  /** The account whose token came with the call, or the merchant who signed it. */
  appId?: string;
}

/**
 * One attempt to push something to the application.
 *
 * @publicApi
 */
export interface SandboxExchange {
  /** Milliseconds since 1970, by the real clock. */
  at: number;
  appId: string;
  openid?: string;
  /** `MsgType`, for an event its name, `verify` for the check of the URL. */
  kind: string;
  /** 1, 2 or 3. */
  attempt: number;
  request: {
    /** Path and query. */
    url: string;
    headers: Readonly<Record<string, string>>;
    /** The body as sent. */
    sealed: string;
    /** The body before it was sealed. */
    opened: string;
  };
  response?: {
    status: number;
    /** The body as it came. */
    sealed: string;
    /** The body after it was opened. */
    opened: string;
  };
  /** Why the attempt failed. */
  error?: string;
  durationMs: number;
}
