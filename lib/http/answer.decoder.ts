import type { IncomingHttpHeaders } from 'node:http';
import type { EndpointTraits } from '../catalog/index.js';
import {
  mapAt,
  parseLossless,
  redact,
  WeChatApiError,
  WeChatHttpError,
  WeChatSignatureError,
} from '../common/index.js';
import type { CallEnvelope } from './call-envelope.interface.js';
import { hintFor } from './errcode.hints.js';
import type { HttpCall } from './http-call.interface.js';
import { pathOf } from './request.encoder.js';

const BODY_EXCERPT = 200;
const RID = /[,;]?\s*rid:\s*([\w-]+)\s*$/;
/** Refusals that pass by themselves; WeCom's own are 6000 (others write the same data) and 45033 (too many calls at once). */
const PASSING_ERRCODES: ReadonlySet<number> = new Set([-1, 6000, 45011, 45033]);

/** What must be known of a call to tell that its answer is wrong. */
type Answered = Pick<HttpCall, 'client' | 'route' | 'secrets' | 'accessToken'>;

/** Values of this call that an answer might echo. */
export function secretsOf(call: Answered): string[] {
  return [...(call.secrets ?? []), ...(call.accessToken === undefined ? [] : [call.accessToken])];
}

/** What came is no answer of WeChat's. */
export function notAnAnswer(call: Answered, status: number, bytes: Buffer, what: string): WeChatHttpError {
  const body = redact(bytes.toString('utf8').slice(0, 2000), secretsOf(call)).slice(0, BODY_EXCERPT);
  return new WeChatHttpError(`${call.client}: ${call.route} was answered with HTTP ${status} and ${what}`, {
    client: call.client,
    route: call.route,
    status,
    body,
    retryable: status >= 500 || status === 429,
  });
}

function refusal(call: HttpCall, errcode: number, said: unknown, isUnsigned?: true): WeChatApiError {
  const text = redact(typeof said === 'string' ? said : '', secretsOf(call));
  const known = (call.hints ?? hintFor)(errcode, text);
  return new WeChatApiError({
    client: call.client,
    route: call.route,
    errcode,
    errmsg: text.replace(RID, ''),
    rid: RID.exec(text)?.[1],
    hint: known?.hint,
    docs: known?.docs,
    retryable: PASSING_ERRCODES.has(errcode),
    isUnsigned,
  });
}

function throwIfRefused(call: HttpCall, answer: unknown, isUnsigned?: true): void {
  if (typeof answer !== 'object' || answer === null) return;
  const { errcode, errmsg } = answer as { errcode?: unknown; errmsg?: unknown };
  if (errcode !== undefined && errcode !== 0 && errcode !== '0')
    throw refusal(call, Number(errcode), errmsg, isUnsigned);
}

const toText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

/** Turns the ids the catalogue marks into strings, whatever their size. */
export const withIdStrings = (answer: unknown, { answerIds = [] }: EndpointTraits): unknown =>
  answerIds.reduce((value, path) => mapAt(value, path, toText), answer);

function parse(bytes: Buffer): unknown {
  try {
    return parseLossless(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Reads a JSON answer.
 *
 * @throws {WeChatApiError} when `errcode` is not 0
 * @throws {WeChatHttpError} when the answer is empty, cut, not JSON, or an HTTP error
 */
export function decodeJson(call: HttpCall, status: number, bytes: Buffer): unknown {
  return accept(call, status, bytes, parse(bytes));
}

/**
 * Reads an answer that has to be signed. A refusal need not be: nobody gains by forging one.
 *
 * @throws {WeChatSignatureError} when it is not signed, or not by WeChat for this call and now
 * @throws what {@link decodeJson} throws
 */
export function decodeSealed(
  call: HttpCall,
  envelope: CallEnvelope,
  status: number,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
): unknown {
  if (envelope.isSigned(headers)) {
    return accept(call, status, bytes, envelope.open(pathOf(call.route), headers, bytes));
  }
  throwIfRefused(call, parse(bytes), true);
  if (status < 200 || status > 299) throw notAnAnswer(call, status, bytes, 'no errcode');
  throw new WeChatSignatureError(
    `${call.client}: the answer to ${call.route} is not signed. See that API 安全 is switched on for this interface in the console, or take the route off apiSecurity.routes`,
  );
}

function accept(call: HttpCall, status: number, bytes: Buffer, answer: unknown): unknown {
  throwIfRefused(call, answer);
  if (status < 200 || status > 299) throw notAnAnswer(call, status, bytes, 'no errcode');
  if (bytes.length === 0) throw notAnAnswer(call, status, bytes, 'an empty body');
  if (typeof answer !== 'object' || answer === null)
    throw notAnAnswer(call, status, bytes, 'a body that is not JSON');
  return withIdStrings(answer, call.traits);
}

/** Whether an answer that should be binary says of itself that it is text: an error, most likely. */
export function saysText(contentType: string | undefined): boolean {
  return contentType === undefined || /json|text\//.test(contentType);
}

/** Some gateways label an error as the picture that was asked for. */
const looksLikeRefusal = (bytes: Buffer): boolean =>
  bytes.length < 4096 && bytes[0] === 0x7b && bytes.includes('"errcode"');

/** Reads a binary answer; an error in its place is thrown as {@link decodeJson} does. */
export function decodeBinary(
  call: HttpCall,
  status: number,
  contentType: string | undefined,
  bytes: Buffer,
): Buffer {
  if (status < 200 || status > 299 || bytes.length === 0) decodeJson(call, status, bytes);
  if (saysText(contentType) || looksLikeRefusal(bytes)) throwIfRefused(call, parse(bytes));
  if (contentType?.startsWith('text/html')) throw notAnAnswer(call, status, bytes, 'a web page');
  return bytes;
}
