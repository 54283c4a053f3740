import type {
  SandboxMerchantCredentials,
  SandboxSigningKey,
} from './interfaces/merchant-options.interface.js';
import type { SandboxTamper } from './interfaces/merchant-tamper.interface.js';
import type { MerchantState } from './pay/merchant.state.js';

/**
 * What the owner of a merchant sees on the merchant platform of its keys, and of how WeChat Pay signs.
 *
 * @publicApi
 */
export abstract class SandboxMerchantConsole {
  readonly #state: MerchantState;

  /** @internal */
  constructor(state: MerchantState) {
    this.#state = state;
  }

  get mchId(): string {
    return this.#state.mchId;
  }

  /** APIv3密钥 */
  get apiV3Key(): string {
    return this.#state.apiV3Key;
  }

  /** APIv2密钥 */
  get apiKey(): string {
    return this.#state.apiKey;
  }

  /** PEM. 商户API私钥 */
  get privateKey(): string {
    return this.#state.privateKey;
  }

  /** PEM. 商户API证书 */
  get certificate(): string {
    return this.#state.certificate;
  }

  /** Of the merchant's certificate. 商户API证书序列号 */
  get serialNo(): string {
    return this.#state.serialNo;
  }

  /** `PUB_KEY_ID_…`. 微信支付公钥ID @throws {SandboxUseError} when the merchant has certificates alone */
  get publicKeyId(): string {
    return this.#state.keys.publicKey.serial;
  }

  /** PEM. 微信支付公钥 @throws {SandboxUseError} when the merchant has certificates alone */
  get publicKey(): string {
    return this.#state.keys.publicKey.publicKey;
  }

  /** To spread into the options of the application's client. */
  get credentials(): SandboxMerchantCredentials {
    const { mchId, apiV3Key, apiKey: apiV2Key, privateKey, serialNo, keys, world } = this.#state;
    const base = {
      mchId,
      apiV3Key,
      apiV2Key,
      privateKey,
      serialNo,
      ...(keys.mode === 'public-key' ? {} : { platformCertificates: true as const }),
      baseUrls: { v3: `${world.url}/pay-v3`, global: `${world.url}/pay-v3`, v2: `${world.url}/pay-v2` },
    };
    if (keys.mode === 'certificates') return base;
    return { ...base, publicKeyId: keys.publicKey.serial, publicKey: keys.publicKey.publicKey };
  }

  /** Where notifications go when an order names no address. notify_url */
  get notifyUrl(): string | undefined {
    return this.#state.notifyUrl;
  }

  set notifyUrl(url: string | undefined) {
    this.#state.notifyUrl = url;
  }

  /**
   * Issues a new platform certificate, with which answers and notifications are signed from now on; the old ones are
   * listed beside it. 平台证书更换
   *
   * @returns its number
   * @throws {SandboxUseError} when the merchant has a public key alone
   */
  rotateCertificate(): string {
    return this.#state.keys.rotate().serial;
  }

  /**
   * Takes a platform certificate out of the list.
   *
   * @throws {SandboxUseError} when there is no such certificate, or no other one
   */
  dropCertificate(serial: string): void {
    this.#state.keys.drop(serial);
  }

  /** Numbers of the platform certificates, the newest one last. 平台证书序列号 */
  get certificateSerials(): readonly string[] {
    return this.#state.keys.certificates.map(({ serial }) => serial);
  }

  /**
   * Chooses with which key WeChat Pay signs, while a merchant changes to the public key. Requests whose
   * `Wechatpay-Serial` names the public key are answered with it in any case. 验签方式切换
   *
   * @throws {SandboxUseError} when the merchant has no key of that kind
   */
  signWith(kind: SandboxSigningKey): void {
    this.#state.keys.signWith(kind);
  }

  /** Signs the next answer wrongly on purpose, and marks it so. 签名探测流量 @param route method and path; else whichever is next */
  probeNextAnswer(route?: string | RegExp): void {
    this.#state.manners.add({ isProbe: true }, route);
  }

  /**
   * Alters the next answer after it was signed, or signs it with a clock that is wrong.
   *
   * @param route method and path; else whichever is next
   */
  tamperNextAnswer(tamper: SandboxTamper | { timestampOffset: number }, route?: string | RegExp): void {
    this.#state.manners.add(typeof tamper === 'string' ? { tamper } : tamper, route);
  }
}
