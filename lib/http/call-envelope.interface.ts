import type { IncomingHttpHeaders } from 'node:http';
import type { HttpCall } from './http-call.interface.js';

/** A body and the headers it travels with. */
export interface SealedBody {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Seals what is sent and opens what comes back (API 安全). */
export interface CallEnvelope {
  /**
   * @param path the path called, without host and query
   * @param body text of a JSON object: all parameters, the token aside
   */
  seal(path: string, body: string): SealedBody;
  /** Whether an answer says of itself that it is signed. */
  isSigned(headers: IncomingHttpHeaders): boolean;
  /**
   * @param path the path called, as it was sealed for
   * @param body the bytes of the answer as they came
   * @returns the parsed answer; integers beyond 2^53 are strings
   * @throws {WeChatSignatureError} when it is not WeChat's, old, or another call's
   * @throws {WeChatDecryptError} when it cannot be opened
   */
  open(path: string, headers: IncomingHttpHeaders, body: Buffer): unknown;
}

/** Says which calls travel in an envelope. */
export interface CallSealing {
  /** @throws {WeChatConfigError} for a call that ought to be sealed and cannot be */
  envelopeFor(call: Pick<HttpCall, 'route' | 'traits' | 'files' | 'body'>): CallEnvelope | undefined;
}
