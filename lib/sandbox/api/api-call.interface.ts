import type { OfficialEndpoints } from '../../catalog/index.js';
import type { AccountKind } from '../account/account.state.js';
import type { OfficialAccountState } from '../account/official-account.state.js';
import type { QuotaBook } from '../account/quota.book.js';
import type { UploadedFile } from '../http/multipart.reader.js';
import type { OpenPlatformState } from '../platform/open-platform.state.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import type { ApiAnswer } from './api.answer.js';

type Query<Endpoint> = Endpoint extends { query: infer Q }
  ? { [K in keyof Q]: string }
  : Record<string, string>;
type Body<Endpoint> = Endpoint extends { body: infer B } ? B : Record<string, never>;
type Files<Endpoint> = Endpoint extends { files: infer F }
  ? { [K in keyof F]: UploadedFile }
  : Record<string, never>;

/** What may call the API: accounts of each kind, and platforms. */
export type CallerKind = AccountKind | OpenPlatformState['kind'];

/** Whoever a token speaks for, as far as every page may know. */
export interface ApiCaller {
  readonly kind: CallerKind;
  readonly appId: string;
  readonly quota: QuotaBook;
  readonly world: SandboxWorld;
}

/** A call that carried a living token and passed the catalogue's check. */
export interface ApiCall<Route extends keyof OfficialEndpoints, Account extends ApiCaller> {
  readonly account: Account;
  /** The platform that acts in the account's name, if one does. */
  readonly via: OpenPlatformState | undefined;
  readonly query: Query<OfficialEndpoints[Route]>;
  readonly body: Body<OfficialEndpoints[Route]>;
  readonly files: Files<OfficialEndpoints[Route]>;
}

/**
 * What the sandbox does for some routes, one object for each page of the official documentation: for accounts of one
 * kind, or of all.
 */
export type ApiPage<Account extends ApiCaller = OfficialAccountState> = {
  readonly [Route in keyof OfficialEndpoints]?: (call: ApiCall<Route, Account>) => ApiAnswer;
};

/** A handler whose route and kind of account are no longer known to the compiler. */
export type AnyHandler = (call: {
  account: ApiCaller;
  via: OpenPlatformState | undefined;
  query: unknown;
  body: unknown;
  files: unknown;
}) => ApiAnswer;
