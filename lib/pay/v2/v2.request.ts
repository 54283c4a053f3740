import type { EndpointTraits } from '../../catalog/pay.js';
import { writeXml } from '../../common/index.js';
import { payV2Signature, type PayV2SignType, randomText } from '../../crypto/index.js';
import { encodeForm, type EncodedRequest, type HttpCall } from '../../http/index.js';
import type { PayCallContents } from '../call/pay.request.js';
import { writeTarget } from '../call/pay.target.js';
import { type V2Fields, writeFields } from './v2.fields.js';
import { mannerOf, type V2Manner } from './v2.manners.js';

const NONCE_BYTES = 16;
const WHO = { 'user-agent': 'nestjs-wechat-sdk' };
const XML_TYPE = { 'content-type': 'text/xml; charset=utf-8' };
const SIGN_TYPES: ReadonlySet<string> = new Set(['MD5', 'HMAC-SHA256']);

/** What goes with one v2 call. */
export interface V2Contents extends Omit<PayCallContents, 'path'> {
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a call says, written once however often it is sent; nonce and signature are each try's own. */
export interface V2Call extends Omit<HttpCall, 'baseUrl' | 'query'> {
  /** Path, with the query that is not signed. */
  readonly target: string;
  readonly fields: V2Fields;
  readonly manner: V2Manner;
  readonly signType: PayV2SignType;
}

/**
 * Writes a call; who makes it is filled in.
 *
 * @throws {RangeError} for numbers, amounts and a `sign_type` that cannot be
 */
export function writeV2Call(
  origin: Pick<HttpCall, 'client' | 'options' | 'secrets'>,
  mchId: string,
  route: string,
  traits: EndpointTraits,
  { query, body, files, signal, timeout, stream, headers }: V2Contents,
): V2Call {
  const manner = mannerOf(route);
  const isGet = route.startsWith('GET ');
  const given = { ...((isGet ? query : body) as object | undefined), sign: undefined, nonce_str: undefined };
  const { sign_type: signType = manner.signType } = given as { sign_type?: unknown };
  if (!isSignType(signType)) throw new RangeError(`${route}: sign_type is MD5 or HMAC-SHA256`);
  const signing = { [manner.merchant]: mchId, ...(manner.saysSignType && { sign_type: signType }) };
  const { options } = origin;
  return {
    ...origin,
    route,
    traits,
    manner,
    signType,
    target: writeTarget(route, isGet ? {} : { query }),
    fields: writeFields(route, { ...given, ...signing }),
    body,
    options: timeout === undefined ? options : { ...options, timeout },
    ...(files && { files }),
    ...(signal && { signal }),
    ...(stream && { stream }),
    ...(headers && { headers }),
  };
}

/** Signs a call as it is sent: what is signed is what is sent. */
export function signV2Call(call: V2Call, baseUrl: string, key: string): EncodedRequest {
  const { manner, signType, target, files } = call;
  const unsigned = { ...call.fields, ...(manner.hasNonce && { nonce_str: randomText(NONCE_BYTES) }) };
  const fields = { ...unsigned, sign: payV2Signature(unsigned, key, signType) };
  const url = baseUrl + target;
  const headers = { ...call.headers, ...WHO };
  if (call.route.startsWith('GET ')) {
    return { url: `${url}?${new URLSearchParams(fields).toString()}`, headers };
  }
  if (call.traits.body === 'multipart') {
    const form = encodeForm([...Object.entries(fields), ...Object.entries(files ?? {})]);
    return { url, data: form.data, headers: { ...headers, ...form.headers } };
  }
  return { url, data: writeXml(fields), headers: { ...headers, ...XML_TYPE } };
}

const isSignType = (text: unknown): text is PayV2SignType => typeof text === 'string' && SIGN_TYPES.has(text);
