import { LRUCache } from 'lru-cache';
import { WeChatConfigError, WeChatError } from '../../common/index.js';
import type { ApiV3Cipher, PlatformKey } from '../../crypto/index.js';
import type { TokenManager, TokenSource } from '../../token/index.js';
import { openCertificates, type PlatformCertificate } from './certificate.list.js';
import { CERTIFICATES_SEALED_OTHERWISE } from '../pay.messages.js';

/** Milliseconds in which a list is as new as any: strangers with invented serials cause no storm of downloads. */
const NEW_ENOUGH = 60_000;
const REMEMBER_UNKNOWN = { max: 1000, ttl: 5 * 60_000, perf: { now: () => Date.now() } };
/** The first look may find what another process has looked up, a while ago. */
const LOOKS = 2;
/** Milliseconds in which a look that failed is not repeated for a serial: strangers can send one with every request. */
const REMEMBER_FAILURE = 30_000;

const isValid = ({ validFrom, validTo }: PlatformCertificate, now = Date.now()): boolean =>
  validFrom <= now && now < validTo;

/** The platform certificates in memory, by serial; downloaded when they are first needed. 平台证书 */
export class PlatformCertificates {
  #text?: string;
  #bySerial: ReadonlyMap<string, PlatformCertificate> = new Map();
  #failed?: { readonly error: unknown; readonly until: number } | undefined;
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

  /** Whether one is at hand that is valid now. */
  get isReady(): boolean {
    return this.#valid().length > 0;
  }

  /**
   * The key of a certificate that is valid now. One that is known is found at once, even while WeChat Pay is away; for one
   * that is not, the list is looked up anew, unless it is a minute old at most, or could not be had half a minute ago.
   *
   * @throws {WeChatHttpError} when the list is needed and cannot be had: nothing is known of the serial then
   */
  find(serial: string): PlatformKey | undefined | Promise<PlatformKey | undefined> {
    if (this.#failed && Date.now() < this.#failed.until)
      return this.#known(serial) ?? Promise.reject(this.#failed.error as Error);
    const text = this.tokens.get(this.source);
    const isCurrent = typeof text === 'string' && this.#adopt(text);
    const known = this.#known(serial);
    if (!known) return this.#search(serial, text);
    // it is being renewed, by whoever has time
    if (!isCurrent) this.#load(text).catch((error: unknown) => this.#remember(error));
    return known;
  }

  /** The certificate that becomes valid last: the one to seal for. */
  async newest(): Promise<PlatformCertificate | undefined> {
    try {
      await this.#load(this.tokens.get(this.source));
    } catch (error) {
      if (!this.isReady) throw error;
    }
    return this.#valid().toSorted((left, right) => right.validFrom - left.validFrom)[0];
  }

  async #search(serial: string, text: string | Promise<string>): Promise<PlatformKey | undefined> {
    try {
      await this.#load(text);
      const isNews = !this.#known(serial) && !this.#unknown.has(serial) && !(await this.#isNew());
      if (isNews) await this.#lookAgain(serial);
    } catch (error) {
      this.#remember(error);
      throw error;
    }
    return this.#known(serial);
  }

  #remember(error: unknown): void {
    this.#failed = { error, until: Date.now() + REMEMBER_FAILURE };
  }

  async #lookAgain(serial: string): Promise<void> {
    for (let look = 0; look < LOOKS && !this.#known(serial) && !(await this.#isNew()); look += 1)
      await this.#load(this.tokens.refresh(this.source));
    if (!this.#known(serial)) this.#unknown.set(serial, true);
  }

  async #isNew(): Promise<boolean> {
    return Date.now() - (await this.tokens.read(this.source)).fetchedAt < NEW_ENOUGH;
  }

  #known(serial: string): PlatformKey | undefined {
    const certificate = this.#bySerial.get(serial);
    return certificate && isValid(certificate) ? certificate.key : undefined;
  }

  #valid(): PlatformCertificate[] {
    return [...this.#bySerial.values()].filter((certificate) => isValid(certificate));
  }

  /** A list that cannot be opened is none of WeChat Pay's, or of a time before the APIv3 key was changed. */
  async #load(list: string | Promise<string>): Promise<void> {
    const text = await list;
    if (this.#adopt(text) || this.#adopt(await this.tokens.replace(this.source, text))) return;
    throw new WeChatConfigError(CERTIFICATES_SEALED_OTHERWISE(this.client));
  }

  /** @returns whether it could be opened */
  #adopt(text: string): boolean {
    if (text === this.#text) return true;
    try {
      const certificates = openCertificates(text, this.#cipher);
      this.#bySerial = new Map(certificates.map((certificate) => [certificate.serial, certificate]));
      this.#text = text;
      this.#failed = undefined;
      return true;
    } catch (error) {
      if (error instanceof WeChatError) return false;
      throw error;
    }
  }
}
