import { LRUCache } from 'lru-cache';
import { WeChatConfigError, WeChatDecryptError } from '../common/index.js';
import type { ApiV3Cipher, PlatformKey } from '../crypto/index.js';
import type { TokenManager, TokenSource } from '../token/index.js';
import { openCertificates, type PlatformCertificate } from './certificate.list.js';
import { CERTIFICATES_SEALED_OTHERWISE } from './pay.messages.js';

/** Milliseconds in which a list is as new as any: strangers with invented serials cause no storm of downloads. */
const NEW_ENOUGH = 60_000;
const REMEMBER_UNKNOWN = { max: 1000, ttl: 5 * 60_000 };

const isValid = ({ validFrom, validTo }: PlatformCertificate, now = Date.now()): boolean =>
  validFrom <= now && now < validTo;

/** The platform certificates in memory, by serial; downloaded when they are first needed. 平台证书 */
export class PlatformCertificates {
  #text?: string;
  #bySerial: ReadonlyMap<string, PlatformCertificate> = new Map();
  readonly #unknown = new LRUCache<string, true>(REMEMBER_UNKNOWN);
  readonly #cipher: ApiV3Cipher;

  constructor(
    private readonly client: string,
    private readonly source: TokenSource,
    private readonly tokens: TokenManager,
    cipher: ApiV3Cipher,
  ) {
    this.#cipher = cipher;
  }

  /**
   * The key of a certificate that is valid now. One that is known is found at once, even while WeChat Pay is away; for one
   * that is not, the list is looked up anew, unless it is a minute old at most.
   *
   * @throws {WeChatHttpError} when the list is needed and cannot be had: nothing is known of the serial then
   */
  find(serial: string): PlatformKey | undefined | Promise<PlatformKey | undefined> {
    const text = this.tokens.get(this.source);
    if (typeof text === 'string') this.#adopt(text);
    const known = this.#known(serial);
    if (!known) return this.#search(serial, text);
    // it is being renewed, by whoever has time
    if (typeof text !== 'string') text.catch(() => undefined);
    return known;
  }

  /** The certificate that becomes valid last: the one to seal for. */
  async newest(): Promise<PlatformCertificate | undefined> {
    const text = this.tokens.get(this.source);
    try {
      this.#adopt(await text);
    } catch (error) {
      if (!this.#newest()) throw error;
    }
    return this.#newest();
  }

  async #search(serial: string, text: string | Promise<string>): Promise<PlatformKey | undefined> {
    this.#adopt(await text);
    const found = this.#known(serial);
    if (found || this.#unknown.has(serial)) return found;
    const { value, fetchedAt } = await this.tokens.read(this.source);
    if (Date.now() - fetchedAt < NEW_ENOUGH) return undefined;
    this.#adopt(await this.tokens.replace(this.source, value));
    const foundNow = this.#known(serial);
    if (!foundNow) this.#unknown.set(serial, true);
    return foundNow;
  }

  #known(serial: string): PlatformKey | undefined {
    const certificate = this.#bySerial.get(serial);
    return certificate && isValid(certificate) ? certificate.key : undefined;
  }

  #newest(): PlatformCertificate | undefined {
    return [...this.#bySerial.values()]
      .filter((certificate) => isValid(certificate))
      .toSorted((left, right) => right.validFrom - left.validFrom)[0];
  }

  #adopt(text: string): void {
    if (text === this.#text) return;
    try {
      const certificates = openCertificates(text, this.#cipher);
      this.#bySerial = new Map(certificates.map((certificate) => [certificate.serial, certificate]));
      this.#text = text;
    } catch (error) {
      if (!(error instanceof WeChatDecryptError)) throw error;
      throw new WeChatConfigError(CERTIFICATES_SEALED_OTHERWISE(this.client));
    }
  }
}
