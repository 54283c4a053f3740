/**
 * What a route does instead of its work.
 *
 * @publicApi
 */
export type SandboxFailure = (
  | {
      /** The errcode to answer with. */
      errcode: number;
      /** @default WeChat's own text for the code */
      errmsg?: string;
    }
  | {
      /** The HTTP status to answer with. */
      status: number;
      /** @default '' */
      body?: string;
      /** @default 'text/html' */
      contentType?: string;
    }
  | {
      /** Cuts the connection before anything is answered. */
      drop: true;
    }
  | {
      /** Does the work, but cuts the connection in the middle of the answer. */
      truncate: true;
    }
) & {
  /** How often. @default until `reset()` */
  times?: number;
};
