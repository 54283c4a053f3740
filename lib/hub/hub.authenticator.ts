import { isOptionText, WeChatConfigError } from '../common/index.js';
import { fingerprint, isSameSignature } from '../crypto/index.js';
import { HUB_BASIC_INVALID, HUB_BEARER_INVALID, HUB_OPEN_TO_ALL } from './hub.messages.js';
import { HubRefusal } from './hub.refusal.js';
import type { WeChatHubOptions } from './hub-options.interface.js';

/** Lets in whoever shows the credentials of the hub. It keeps no more than their hashes. */
export class HubAuthenticator {
  readonly #basic?: string;
  readonly #bearer?: string;
  readonly #challenges: string[] = [];

  /** @throws {WeChatConfigError} when there are no credentials, or such as cannot travel */
  constructor({ basic, bearer }: Pick<WeChatHubOptions, 'basic' | 'bearer'>) {
    if (basic === undefined && bearer === undefined) throw new WeChatConfigError(HUB_OPEN_TO_ALL);
    if (basic !== undefined) {
      const { username, password } = basic ?? {};
      if (!isOptionText(username) || !isOptionText(password) || username.includes(':'))
        throw new WeChatConfigError(HUB_BASIC_INVALID);
      this.#basic = fingerprint(`${username}:${password}`);
      this.#challenges.push('Basic realm="wechat-hub", charset="UTF-8"');
    }
    if (bearer !== undefined) {
      if (typeof bearer !== 'string' || !/^[\w.~+/-]+=*$/.test(bearer))
        throw new WeChatConfigError(HUB_BEARER_INVALID);
      this.#bearer = fingerprint(bearer);
      this.#challenges.push('Bearer realm="wechat-hub"');
    }
  }

  /** @throws {HubRefusal} 401 */
  check(authorization: string | undefined): void {
    const [, scheme = '', credentials = ''] = /^(\w+) +(\S+) *$/.exec(authorization ?? '') ?? [];
    const isLetIn =
      (scheme.toLowerCase() === 'basic' && isSame(this.#basic, readBasic(credentials))) ||
      (scheme.toLowerCase() === 'bearer' && isSame(this.#bearer, credentials));
    if (isLetIn) return;
    const why = authorization === undefined ? 'there are no credentials' : 'the credentials are wrong';
    throw new HubRefusal(401, why, { 'www-authenticate': this.#challenges });
  }
}

/** Hashes are of one length, so that the comparison tells nothing of how much was right. */
const isSame = (expected: string | undefined, given: string | undefined): boolean =>
  expected !== undefined && given !== undefined && isSameSignature(expected, fingerprint(given));

/** `username:password`; undefined for anything that is not base64 of UTF-8. */
function readBasic(credentials: string): string | undefined {
  if (credentials.length > 4096 || !/^[A-Za-z0-9+/]+={0,2}$/.test(credentials)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(credentials, 'base64'),
    );
  } catch {
    return undefined;
  }
}
