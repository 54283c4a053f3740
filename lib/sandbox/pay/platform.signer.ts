import { MerchantKey } from '../../crypto/index.js';
import { makeCertificate } from '../certificate/certificate.maker.js';
import { newCertificateSerial } from './pay.identifiers.js';
import type { RsaPair } from './rsa.pool.js';

const YEARS_VALID = 5;
const YEAR = 365 * 24 * 3_600_000;
const DAY = 24 * 3_600_000;
const ISSUER = [
  ['C', 'CN'],
  ['O', 'Tenpay.com'],
  ['OU', 'Tenpay.com CA Center'],
  ['CN', 'Tenpay.com Root CA'],
] as const;

/** A key with which WeChat Pay signs and opens: that of a platform certificate, or the one whose public half the merchant has. */
export class PlatformSigner {
  readonly key: MerchantKey;
  readonly publicKey: string;

  /** @param serial a certificate's number or a public key's id, as `Wechatpay-Serial` has it */
  constructor(
    readonly serial: string,
    { privateKey, publicKey }: RsaPair,
  ) {
    this.key = new MerchantKey(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  }
}

/** A platform certificate. 平台证书 */
export class PlatformCertificate extends PlatformSigner {
  readonly validFrom: number;
  readonly validTo: number;
  readonly pem: string;

  /** @param now Unix time in milliseconds */
  constructor(pair: RsaPair, now: number) {
    super(newCertificateSerial(), pair);
    this.validFrom = now - DAY;
    this.validTo = this.validFrom + YEARS_VALID * YEAR;
    this.pem = issueCertificate(this.serial, pair, 'Tenpay.com sign', 'Tenpay.com', this);
  }
}

/** A certificate in WeChat Pay's form; its own key signs it, since nobody looks for the root. */
export function issueCertificate(
  serialNo: string,
  { privateKey, publicKey }: RsaPair,
  name: string,
  organization: string,
  life: { readonly validFrom: number; readonly validTo: number },
): string {
  const subject = [
    ['C', 'CN'],
    ['L', 'Shenzhen'],
    ['O', organization],
    ['CN', name],
  ] as const;
  const { validFrom, validTo } = life;
  return makeCertificate({
    serialNo,
    subject,
    issuer: ISSUER,
    validFrom,
    validTo,
    publicKey,
    signingKey: privateKey,
  });
}
