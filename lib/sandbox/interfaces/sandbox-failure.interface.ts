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
      /** WeChat Pay's code to answer with (错误码), signed as all of its answers are. */
      code: string;
      /** @default the code */
      message?: string;
      /** The HTTP status of v3. @default 400 */
      status?: number;
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
