import type { Readable } from 'node:stream';
import FormData from 'form-data';
import type { UploadFile } from '../catalog/index.js';
import { mapAt, stringifyLossless, WeChatConfigError } from '../common/index.js';
import type { CallEnvelope } from './call-envelope.interface.js';
import type { HttpCall } from './http-call.interface.js';

const JSON_HEADERS = Object.freeze({ 'content-type': 'application/json' });
const NO_HEADERS = Object.freeze({});

/** What goes over the wire, the method aside. */
export interface EncodedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: string | Uint8Array | Readable;
}

function encodeQuery(call: HttpCall, path: string): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) parameters.append(name, String(value));
  }
  const { authParam, auth = 'access_token' } = call.traits;
  if (call.accessToken !== undefined) parameters.append(authParam ?? auth, call.accessToken);
  const text = parameters.toString();
  return text && `${path.includes('?') ? '&' : '?'}${text}`;
}

/** Ids travel as numbers, as WeChat expects, whichever form they were given in. */
function numericId(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`The id ${value} has lost digits as a number: give it as a string or a bigint`);
  }
  return typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : value;
}

/** JSON.stringify is the faster one, but knows no bigint. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!/BigInt/.test(String(error))) throw error;
    return stringifyLossless(value);
  }
}

function encodeJson(call: HttpCall): string {
  const { bodyIds } = call.traits;
  if (typeof call.body === 'string') return call.body;
  if (!bodyIds) return stringify(call.body);
  return stringifyLossless(bodyIds.reduce((body, path) => mapAt(body, path, numericId), call.body));
}

function appendFile(form: FormData, name: string, file: UploadFile): void {
  const { content, filename, contentType } = file;
  if (content instanceof Uint8Array) {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    form.append(name, bytes, { filename, contentType });
    return;
  }
  if (file.size === undefined) {
    throw new WeChatConfigError(`The file "${filename}" is a stream: give its size in bytes as "size"`);
  }
  if (file.size === 0) throw new WeChatConfigError(`The file "${filename}" is empty`);
  form.append(name, content, { filename, contentType, knownLength: file.size });
}

const isFile = (part: unknown): part is UploadFile =>
  typeof part === 'object' && part !== null && 'content' in part && 'filename' in part;

/** Writes a form (multipart/form-data), its parts in the order given; parts left undefined are left out. */
export function encodeForm(
  parts: ReadonlyArray<readonly [name: string, part: unknown]>,
): Pick<EncodedRequest, 'headers' | 'data'> {
  const form = new FormData();
  for (const [name, part] of parts) {
    if (isFile(part)) appendFile(form, name, part);
    else if (part !== undefined)
      form.append(name, typeof part === 'object' ? JSON.stringify(part) : String(part));
  }
  return {
    data: form as unknown as Readable,
    headers: { ...form.getHeaders(), 'content-length': String(form.getLengthSync()) },
  };
}

/** The path of a route with its fixed query; what stands behind `#` tells variants apart and is not sent. */
export function targetOf(route: string): string {
  const end = route.indexOf('#');
  return route.slice(route.indexOf(' ') + 1, end < 0 ? undefined : end);
}

/** The path of a route, which an envelope is sealed for. */
export function pathOf(route: string): string {
  const target = targetOf(route);
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}

/** What stands between the braces of a JSON object. */
function fieldsOf(call: HttpCall, json: string): string {
  const text = json.trim();
  if (text.startsWith('{') && text.endsWith('}')) return text.slice(1, -1).trim();
  throw new WeChatConfigError(`${call.client}: ${call.route} is sealed, so its body must be a JSON object`);
}

/** Sealed, the parameters of the query stand in the body; the token and what belongs to the route stay outside. */
function encodeSealed(call: HttpCall, envelope: CallEnvelope): EncodedRequest {
  const target = targetOf(call.route);
  const fixed = new URLSearchParams(target.slice(pathOf(call.route).length));
  const query = stringify({ ...Object.fromEntries(fixed), ...call.query });
  const fields = [query, call.body === undefined ? '{}' : encodeJson(call)].map((text) =>
    fieldsOf(call, text),
  );
  const { body, headers } = envelope.seal(pathOf(call.route), `{${fields.filter(Boolean).join(',')}}`);
  return {
    url: call.baseUrl + target + encodeQuery({ ...call, query: undefined }, target),
    data: body,
    headers: { ...headers, ...JSON_HEADERS },
  };
}

function encodePlain(call: HttpCall): EncodedRequest {
  const target = targetOf(call.route);
  const url = call.baseUrl + target + encodeQuery(call, target);
  if (call.traits.body === 'multipart' || call.files) {
    // form-data never ends a form without parts
    const parts = [...Object.entries(call.files ?? {}), ...Object.entries(call.body ?? {})];
    return parts.some(([, part]) => part !== undefined)
      ? { url, ...encodeForm(parts) }
      : { url, headers: NO_HEADERS };
  }
  if (call.body === undefined) return { url, headers: NO_HEADERS };
  if (call.traits.body === 'raw') {
    return { url, data: call.body as Uint8Array, headers: { 'content-type': 'application/octet-stream' } };
  }
  return { url, data: encodeJson(call), headers: JSON_HEADERS };
}

/** Headers of different spellings would be sent twice. */
const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Writes a call as a request. */
export function encodeRequest(call: HttpCall): EncodedRequest {
  const request = call.envelope ? encodeSealed(call, call.envelope) : encodePlain(call);
  return call.headers
    ? { ...request, headers: { ...lowerCased(call.headers), ...request.headers } }
    : request;
}
