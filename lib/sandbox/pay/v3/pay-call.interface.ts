import type { PayV3Endpoints } from '../../../catalog/pay.js';
import type { UploadedFile } from '../../http/multipart.reader.js';
import type { FileAnswer } from '../file.answer.js';
import type { MerchantState } from '../merchant.state.js';

type Texts<Fields> = { readonly [Name in keyof Fields]: string };
type Query<Endpoint> = Endpoint extends { query: infer Given }
  ? Texts<Given>
  : Readonly<Record<string, string>>;
type Path<Endpoint> = Endpoint extends { path: infer Given } ? Texts<Given> : Readonly<Record<string, never>>;
type Body<Endpoint> = Endpoint extends { body: infer Given } ? Given : Readonly<Record<string, unknown>>;

type Files<Endpoint> = Endpoint extends { files: infer Given }
  ? { readonly [Name in keyof Given]: UploadedFile }
  : Readonly<Record<string, never>>;

/** A call that was signed by its merchant and passed the catalogue's check; sensitive fields are open. */
export interface PayCall<Route extends keyof PayV3Endpoints> {
  readonly merchant: MerchantState;
  readonly path: Path<PayV3Endpoints[Route]>;
  readonly query: Query<PayV3Endpoints[Route]>;
  readonly body: Body<PayV3Endpoints[Route]>;
  readonly files: Files<PayV3Endpoints[Route]>;
}

/** JSON, a file, or nothing (204). */
export type PayAnswer = object | FileAnswer | undefined;

/**
 * What the merchant platform does for some routes, one object for each group of the official documentation.
 *
 * @throws {PayRefusal} as any of its handlers may
 */
export type PayPage = {
  readonly [Route in keyof PayV3Endpoints]?: (call: PayCall<Route>) => PayAnswer | Promise<PayAnswer>;
};

/** A handler whose route is no longer known to the compiler. */
export type AnyPayHandler = (call: {
  merchant: MerchantState;
  path: unknown;
  query: unknown;
  body: unknown;
  files: unknown;
}) => PayAnswer | Promise<PayAnswer>;
