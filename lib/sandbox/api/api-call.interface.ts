import type { OfficialEndpoints } from '../../catalog/index.js';
import type { AccountState } from '../account/account.state.js';
import type { UploadedFile } from '../http/multipart.reader.js';
import type { ApiAnswer } from './api.answer.js';

type Query<Endpoint> = Endpoint extends { query: infer Q }
  ? { [K in keyof Q]: string }
  : Record<string, string>;
type Body<Endpoint> = Endpoint extends { body: infer B } ? B : Record<string, never>;
type Files<Endpoint> = Endpoint extends { files: infer F }
  ? { [K in keyof F]: UploadedFile }
  : Record<string, never>;

/** A call that carried a living token and passed the catalogue's check. */
export interface ApiCall<Route extends keyof OfficialEndpoints> {
  readonly account: AccountState;
  readonly query: Query<OfficialEndpoints[Route]>;
  readonly body: Body<OfficialEndpoints[Route]>;
  readonly files: Files<OfficialEndpoints[Route]>;
}

/** What the sandbox does for some routes, one object for each page of the official documentation. */
export type ApiPage = {
  readonly [Route in keyof OfficialEndpoints]?: (call: ApiCall<Route>) => ApiAnswer;
};

/** A handler whose route is no longer known to the compiler. */
export type AnyHandler = (call: {
  account: AccountState;
  query: unknown;
  body: unknown;
  files: unknown;
}) => ApiAnswer;
