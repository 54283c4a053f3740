import { WeChatConfigError, WeChatSignatureError } from '../../common/index.js';
import type { PlatformKey } from '../../crypto/index.js';
import { CERTIFICATES_OFF, NO_CERTIFICATE, SERIAL_UNKNOWN } from '../pay.messages.js';
import type { PlatformCertificates } from './platform.certificates.js';
import type { Because } from './signed-message.js';

/** Serial numbers are hex; whatever else a stranger calls one is not looked for. */
const CERTIFICATE_SERIAL = /^[0-9A-F]{8,64}$/i;

/** A key of WeChat Pay and what it is called by. */
export interface NamedKey {
  readonly serial: string;
  readonly key: PlatformKey;
}

/**
 * The keys of WeChat Pay a merchant believes: the public key (微信支付公钥), platform certificates (平台证书), or both while
 * the merchant is switched from one to the other.
 */
export class KeyRing {
  readonly #publicKey: NamedKey | undefined;
  readonly #certificates: PlatformCertificates | undefined;

  constructor(
    private readonly client: string,
    {
      publicKey,
      certificates,
    }: { publicKey?: NamedKey | undefined; certificates?: PlatformCertificates | undefined },
  ) {
    this.#publicKey = publicKey;
    this.#certificates = certificates;
  }

  /** The public key WeChat Pay is asked to sign with; without one it signs with a certificate. */
  get publicKeyId(): string | undefined {
    return this.#publicKey?.serial;
  }

  /**
   * Sees that an answer can be verified, before anything is sent: what was done must not look as if it was not.
   *
   * @throws {WeChatHttpError} when certificates are needed and cannot be had
   * @throws {WeChatConfigError} when there are none
   */
  async prepare(): Promise<void> {
    if (!this.#publicKey && !this.#certificates?.isReady) await this.sealingKey();
  }

  /**
   * The key something is signed with.
   *
   * @throws {WeChatSignatureError} for a serial that is none of WeChat Pay's
   * @throws {WeChatHttpError} when certificates are needed and cannot be had
   */
  keyFor(serial: string, because: Because): PlatformKey | Promise<PlatformKey> {
    if (serial === this.#publicKey?.serial) return this.#publicKey.key;
    const unknown = (): never => {
      throw new WeChatSignatureError(because(SERIAL_UNKNOWN(serial)));
    };
    if (!CERTIFICATE_SERIAL.test(serial)) return unknown();
    if (!this.#certificates) throw new WeChatSignatureError(because(CERTIFICATES_OFF(serial)));
    const found = this.#certificates.find(serial);
    return found instanceof Promise ? found.then((key) => key ?? unknown()) : (found ?? unknown());
  }

  /** The key sensitive fields are sealed with (敏感信息加密). @throws {WeChatConfigError} when there is none */
  async sealingKey(): Promise<NamedKey> {
    const found = this.#publicKey ?? (await this.#certificates?.newest());
    if (!found) throw new WeChatConfigError(NO_CERTIFICATE(this.client));
    return found;
  }
}
