import type { EndpointTraits, FieldPath, UploadFile } from '../../catalog/pay.js';
import { mapAt, stringifyLossless, unlessAborted } from '../../common/index.js';
import type { PlatformKey } from '../../crypto/index.js';
import type { HttpCall } from '../../http/index.js';
import type { KeyRing } from '../keys/key.ring.js';
import { checkContents } from './merchant-numbers.js';
import { BODY_NO_OBJECT, FIELD_TOO_LONG } from '../pay.messages.js';
import { type TargetContents, writeTarget } from './pay.target.js';

/** What goes with one call. */
export interface PayCallContents extends TargetContents {
  readonly body?: object | undefined;
  readonly files?: Readonly<Record<string, UploadFile | undefined>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  /** Hands a binary answer out as a stream. */
  readonly stream?: boolean | undefined;
}

/** What a call says, written once however often it is sent: a repetition must not differ by a byte. */
export interface WrittenCall extends Omit<HttpCall, 'baseUrl' | 'body'> {
  /** Path and query, as they are signed. */
  readonly target: string;
  /** The body as it is signed: JSON, of an upload the text of its `meta`. */
  readonly text: string;
  /** The fields it was written from: they may make it safe to repeat. */
  readonly body?: unknown;
  /** The key its sensitive fields are sealed with. */
  readonly sealedWith?: string | undefined;
}

/**
 * Writes a call; sensitive fields are sealed with a key of WeChat Pay.
 *
 * @throws {RangeError} for numbers, amounts and path values that cannot be, and a body that is no object
 */
export async function writeCall(
  origin: Pick<HttpCall, 'client' | 'options' | 'secrets'>,
  route: string,
  traits: EndpointTraits,
  contents: PayCallContents,
  ring: KeyRing,
): Promise<WrittenCall> {
  const { path, query, body, files, signal, timeout, stream } = contents;
  if (!isFields(body)) throw new RangeError(BODY_NO_OBJECT(route));
  for (const part of [path, query]) checkContents(route, part);
  checkContents(route, body, traits.decimals);
  const { sensitive = [], sensitiveQuery = [] } = traits;
  const hasSecrets = hasAny(body, sensitive) || hasAny(query, sensitiveQuery);
  const seal = hasSecrets ? await unlessAborted(ring.sealingKey(), signal) : undefined;
  const sealAll = <Fields>(fields: Fields, paths: readonly FieldPath[]): Fields =>
    seal ? sealAt(route, fields, paths, seal.key) : fields;
  const { options } = origin;
  return {
    ...origin,
    route,
    traits,
    target: writeTarget(route, { path, query: sealAll(query, sensitiveQuery) }),
    text: traits.body === 'multipart' ? metaOf(body) : textOf(sealAll(body, sensitive)),
    body,
    sealedWith: seal?.serial,
    options: timeout === undefined ? options : { ...options, timeout },
    ...(files && { files }),
    ...(signal && { signal }),
    ...(stream && { stream }),
  };
}

/** What writes itself as a text, as a Buffer does, is none: its fields could be neither looked at nor sealed. */
const isFields = (body: unknown): boolean =>
  body === undefined || (typeof body === 'object' && body !== null && !('toJSON' in body));

const textOf = (body: unknown): string => (body === undefined ? '' : stringifyLossless(body));

function metaOf(body: unknown): string {
  const { meta } = (body ?? {}) as { meta?: unknown };
  return typeof meta === 'string' ? meta : JSON.stringify(meta ?? {});
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Whether there is anything to seal: without, no key is asked for. */
function hasAny(fields: unknown, paths: readonly FieldPath[]): boolean {
  let found = false;
  const look = (value: unknown): unknown => {
    found ||= isText(value);
    return value;
  };
  for (const path of paths) mapAt(fields, path, look);
  return found;
}

function sealAt<Fields>(
  route: string,
  fields: Fields,
  paths: readonly FieldPath[],
  key: PlatformKey,
): Fields {
  const seal = (path: FieldPath) => (value: unknown) => {
    if (!isText(value)) return value;
    try {
      return key.encrypt(value);
    } catch {
      throw new RangeError(FIELD_TOO_LONG(route, path.join('.')));
    }
  };
  return paths.reduce<unknown>((sealed, path) => mapAt(sealed, path, seal(path)), fields) as Fields;
}
