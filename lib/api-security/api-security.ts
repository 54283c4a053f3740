import type { EndpointTraits } from '../catalog/index.js';
import { isOptionText, WeChatConfigError } from '../common/index.js';
import { GcmCipher, SigningKey, VerifyingKey } from '../crypto/index.js';
import type { CallEnvelope, CallSealing, HttpCall } from '../http/index.js';
import { AnswerVerifier } from './answer.verifier.js';
import { ApiEnvelope } from './api-envelope.js';
import {
  CERTIFICATES_MISSING,
  KEY_INVALID,
  KEY_NO_NEEDED,
  OPTIONS_INVALID,
  ROUTE_NOT_SEALABLE,
  ROUTES_INVALID,
  TEXT_MISSING,
} from './api-security.messages.js';
import type { ApiSecurityOptions } from './api-security-options.interface.js';

/** Whose security, and what the catalogue knows of its routes. */
export interface ApiSecuritySetup {
  readonly client: string;
  readonly appId: string;
  readonly traits: Readonly<Record<string, EndpointTraits>>;
}

const ROUTE_FORM = /^POST \/[\w/.-]+(#\w+)?$/;

/** Uploads, downloads, GET and calls without a token have no sealed form. */
const isSealable = (
  route: string,
  { auth = 'access_token', body = 'json', answer = 'json' }: EndpointTraits,
) => route.startsWith('POST /') && auth !== 'none' && body === 'json' && answer === 'json';

const withoutVariant = (route: string): string => route.split('#', 1)[0] as string;

/** Seals the calls of one account (API 安全): which of them is a setting. */
export class ApiSecurity implements CallSealing {
  readonly #client: string;
  /** Undefined for all. */
  readonly #routes: ReadonlySet<string> | undefined;
  readonly #envelope: ApiEnvelope;

  /** @throws {WeChatConfigError} for options that cannot work; it names client, option and cure, and shows no key */
  constructor(setup: ApiSecuritySetup, options: ApiSecurityOptions) {
    const { client, appId } = setup;
    if (typeof options !== 'object' || options === null) throw new WeChatConfigError(OPTIONS_INVALID(client));
    for (const option of ['symmetricKey', 'symmetricKeyNo', 'privateKeyNo'] as const) {
      const isLeftOut = option === 'privateKeyNo' && options[option] === undefined;
      if (!isLeftOut && !isOptionText(options[option]))
        throw new WeChatConfigError(TEXT_MISSING(client, option));
    }
    const { symmetricKey, symmetricKeyNo, privateKeyNo } = options;
    this.#client = client;
    this.#routes = routesOf(setup, options);
    const signingKey = signingKeyOf(client, options);
    const keys = verifyingKeysOf(client, options);
    this.#envelope = new ApiEnvelope({
      client,
      appId,
      cipher: read(client, 'symmetricKey', () => new GcmCipher(symmetricKey)),
      symmetricKeyNo,
      signingKey,
      privateKeyNo,
      verifier: new AnswerVerifier(client, appId, keys),
    });
  }

  envelopeFor({ route, traits, files, body }: HttpCall): CallEnvelope | undefined {
    // a body that is text already is signed in a way of its own, byte for byte
    const canBe = isSealable(route, traits) && !files && typeof body !== 'string';
    if (!this.#routes) return canBe ? this.#envelope : undefined;
    if (!this.#routes.has(route) && !this.#routes.has(withoutVariant(route))) return undefined;
    if (!canBe) throw new WeChatConfigError(ROUTE_NOT_SEALABLE(this.#client, route));
    return this.#envelope;
  }
}

/** The reason of crypto, with client and option before it. */
function read<Key>(client: string, option: string, make: () => Key): Key {
  try {
    return make();
  } catch (error) {
    const reason = error instanceof WeChatConfigError ? error.message : 'it cannot be read';
    throw new WeChatConfigError(KEY_INVALID(client, option, reason));
  }
}

function routesOf(
  { client, traits }: ApiSecuritySetup,
  { routes }: ApiSecurityOptions,
): ReadonlySet<string> | undefined {
  if (routes === 'all') return undefined;
  if (!Array.isArray(routes) || routes.length === 0) throw new WeChatConfigError(ROUTES_INVALID(client));
  const list: readonly string[] = routes;
  for (const route of list) {
    const known = Object.hasOwn(traits, route) ? (traits[route] as EndpointTraits) : {};
    if (!ROUTE_FORM.test(route) || !isSealable(route, known))
      throw new WeChatConfigError(ROUTE_NOT_SEALABLE(client, route));
  }
  return new Set(list);
}

function signingKeyOf(client: string, { privateKey, privateKeyNo }: ApiSecurityOptions): SigningKey {
  // a key ends with a line break in most files
  if (typeof privateKey !== 'string' || privateKey.trim() === '') {
    throw new WeChatConfigError(TEXT_MISSING(client, 'privateKey'));
  }
  const key = read(client, 'privateKey', () => new SigningKey(privateKey));
  if (key.isSm2 && privateKeyNo === undefined) throw new WeChatConfigError(KEY_NO_NEEDED(client));
  return key;
}

function verifyingKeysOf(
  client: string,
  { platformCertificates }: ApiSecurityOptions,
): ReadonlyMap<string, VerifyingKey> {
  const certificates = Object.entries(platformCertificates ?? {});
  if (certificates.length === 0) throw new WeChatConfigError(CERTIFICATES_MISSING(client));
  return new Map(
    certificates.map(([serial, text]) => [
      serial,
      read(client, `platformCertificates["${serial}"]`, () => new VerifyingKey(text)),
    ]),
  );
}
