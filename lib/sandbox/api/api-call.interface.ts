import type { OfficialEndpoints } from '../../catalog/index.js';
import type { AccountState } from '../account/account.state.js';
import type { OfficialAccountState } from '../account/official-account.state.js';
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
export interface ApiCall<Route extends keyof OfficialEndpoints, Account extends AccountState> {
  readonly account: Account;
  readonly query: Query<OfficialEndpoints[Route]>;
  readonly body: Body<OfficialEndpoints[Route]>;
  readonly files: Files<OfficialEndpoints[Route]>;
}

/**
 * What the sandbox does for some routes, one object for each page of the official documentation: for accounts of one
 * kind, or of all.
 */
export type ApiPage<Account extends AccountState = OfficialAccountState> = {
  readonly [Route in keyof OfficialEndpoints]?: (call: ApiCall<Route, Account>) => ApiAnswer;
};

/** A handler whose route and kind of account are no longer known to the compiler. */
export type AnyHandler = (call: {
  account: AccountState;
  query: unknown;
  body: unknown;
  files: unknown;
}) => ApiAnswer;
