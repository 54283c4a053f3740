import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxKeyMode, SandboxSigningKey } from '../interfaces/merchant-options.interface.js';
import type { SandboxClock } from '../world/sandbox.clock.js';
import { newPublicKeyId } from './pay.identifiers.js';
import { PlatformCertificate, PlatformSigner } from './platform.signer.js';
import type { RsaPool } from './rsa.pool.js';

const PUBLIC_KEY_ID = 'PUB_KEY_ID_';

/** The keys by which one merchant knows WeChat Pay. 微信支付公钥 · 平台证书 */
export class PlatformKeyRing {
  readonly #publicKeyId: string;
  #publicKey?: PlatformSigner;
  #certificates: PlatformCertificate[] = [];
  #signsWith: SandboxSigningKey;

  constructor(
    readonly mode: SandboxKeyMode,
    mchId: string,
    private readonly pool: RsaPool,
    private readonly clock: SandboxClock,
  ) {
    this.#publicKeyId = newPublicKeyId(mchId);
    this.#signsWith = mode === 'public-key' ? 'public-key' : 'certificate';
  }

  /** @throws {SandboxUseError} when the merchant has certificates alone */
  get publicKey(): PlatformSigner {
    if (this.mode === 'certificates')
      throw new SandboxUseError('The merchant has certificates, no public key');
    return (this.#publicKey ??= new PlatformSigner(this.#publicKeyId, this.pool.take()));
  }

  /** The newest one last; none when the merchant has a public key alone. */
  get certificates(): readonly PlatformCertificate[] {
    if (this.mode !== 'public-key' && this.#certificates.length === 0) this.#issue();
    return this.#certificates;
  }

  /** @throws {SandboxUseError} when the merchant has a public key alone */
  rotate(): PlatformCertificate {
    // there is something to replace even when nobody has asked for it
    if (this.certificates.length === 0)
      throw new SandboxUseError('The merchant has a public key, no certificates');
    return this.#issue();
  }

  /** @throws {SandboxUseError} when there is no such certificate, or no other one */
  drop(serial: string): void {
    const left = this.certificates.filter((certificate) => certificate.serial !== serial);
    if (left.length === this.certificates.length || left.length === 0)
      throw new SandboxUseError(`There is no certificate ${serial}, or no other one`);
    this.#certificates = left;
  }

  signWith(kind: SandboxSigningKey): void {
    this.signer(kind);
    this.#signsWith = kind;
  }

  /** @throws {SandboxUseError} when the merchant has no key of that kind */
  signer(kind: SandboxSigningKey = this.#signsWith): PlatformSigner {
    if (kind === 'public-key') return this.publicKey;
    const newest = this.certificates.at(-1);
    if (!newest) throw new SandboxUseError('The merchant has a public key, no certificates');
    return newest;
  }

  /** Whoever names the public key is answered with it, whatever signs otherwise. @param serial `Wechatpay-Serial` of a request */
  answerer(serial: string | undefined): PlatformSigner {
    const isKnown = this.mode !== 'certificates' && serial?.startsWith(PUBLIC_KEY_ID) === true;
    return this.signer(isKnown ? 'public-key' : undefined);
  }

  /** The key a merchant sealed something for. */
  find(serial: string): PlatformSigner | undefined {
    if (serial.startsWith(PUBLIC_KEY_ID))
      return this.mode !== 'certificates' && serial === this.#publicKeyId ? this.publicKey : undefined;
    return this.certificates.find((certificate) => certificate.serial === serial);
  }

  #issue(): PlatformCertificate {
    const certificate = new PlatformCertificate(this.pool.take(), this.clock.now());
    this.#certificates = [...this.#certificates, certificate];
    return certificate;
  }
}
