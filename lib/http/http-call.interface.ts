import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { EndpointTraits, UploadFile } from '../catalog/index.js';
import type { CallEnvelope } from './call-envelope.interface.js';
import type { CallRecord } from './call.record.js';
import type { HintFor } from './errcode.hint.js';
import type { HttpOptions } from './http-options.interface.js';

/** Values for the query; undefined ones are left out. */
export type QueryValues = Readonly<Record<string, string | number | boolean | bigint | undefined>>;

/** Who calls, and where to: the same for all calls of a client. */
export interface CallOrigin {
  /** Name of the client, for errors. */
  readonly client: string;
  readonly baseUrl: string;
  readonly options: HttpOptions;
  /** Credentials, to be taken out of whatever an error quotes. */
  readonly secrets: readonly string[];
  /** What refusals mean, where the product has words of its own. @default those of the official platform */
  readonly hints?: HintFor;
}

/** What a client shows of itself when a connection is made (mutual TLS): PEM texts, or a PKCS#12. */
export interface ClientCertificate {
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: Buffer;
  readonly passphrase?: string;
}

/** What the transport must know of a call. */
export interface Exchange {
  /** Name of the client, for errors. */
  readonly client: string;
  /** `GET /path`, for errors and for the method. */
  readonly route: string;
  readonly options: HttpOptions;
  readonly signal?: AbortSignal;
  /** Hands the body out as a stream. */
  readonly stream?: boolean;
  readonly certificate?: ClientCertificate | undefined;
}

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | Readable;
}

/** One call, ready to travel. */
export interface HttpCall extends Omit<CallOrigin, 'secrets'> {
  /** `GET /path`, for errors and for the wire. */
  readonly route: string;
  readonly traits: EndpointTraits;
  readonly query?: QueryValues;
  /** A string is JSON already and travels byte for byte, as one that was signed must. */
  readonly body?: unknown;
  /** Headers beside those the body brings, whose content type stays. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Seals the request and opens its answer; each try is sealed afresh. */
  readonly envelope?: CallEnvelope;
  readonly files?: Readonly<Record<string, UploadFile | undefined>>;
  readonly accessToken?: string;
  /** Values that must not appear in an error, the access token aside. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal;
  /** Hands a binary answer out as a stream. */
  readonly stream?: boolean;
  /** Of whoever reports the call as a whole: what is sent for it is its part, and not reported by itself. */
  readonly record?: CallRecord | undefined;
}
