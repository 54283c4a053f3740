import type { UploadFile } from '../../catalog/index.js';
import type { QueryValues } from '../../http/index.js';

/** What every call may say besides its contents. */
export interface CallOptions {
  /** Ends the call early. */
  signal?: AbortSignal;
  /** Milliseconds this call may take; the client's own time-out otherwise. */
  timeout?: number;
}

/** The options a route takes; the catalogue says which of them are required. */
export type RequestOptions<Endpoint> = Omit<Endpoint, 'answer'> & CallOptions;

/** The argument list behind the route: empty where nothing is required. */
export type RequestArguments<Endpoint> =
  {} extends Omit<Endpoint, 'answer'>
    ? [options?: RequestOptions<Endpoint>]
    : [options: RequestOptions<Endpoint>];

/** What a route answers. */
export type AnswerOf<Endpoint> = Endpoint extends { answer: infer Answer } ? Answer : never;

/** The routes that answer with bytes. */
export type BinaryRoute<Endpoints, Route extends keyof Endpoints> = Route extends unknown
  ? AnswerOf<Endpoints[Route]> extends Buffer
    ? Route
    : never
  : never;

/** A route the catalogue does not know. */
export type UntypedRoute = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** Everything a call to a route outside the catalogue may say. */
export interface UntypedRequestOptions extends CallOptions {
  query?: QueryValues;
  /** Sent as JSON, or as form fields beside `files`. */
  body?: unknown;
  files?: Record<string, UploadFile>;
  /** `none` leaves the token out. @default 'access_token' */
  auth?: 'access_token' | 'none';
  /** `binary` gives a Buffer. @default 'json' */
  answer?: 'json' | 'binary';
  /** Whether the call only reads and may be repeated. @default true for GET */
  read?: boolean;
}
