import { WeChatDecryptError } from '../common/index.js';
import { type ApiV3Cipher, PlatformKey, readCertificate, type SealedResource } from '../crypto/index.js';

/** One platform certificate (平台证书). */
export interface PlatformCertificate {
  /** 证书序列号 */
  readonly serial: string;
  readonly key: PlatformKey;
  /** Unix time in milliseconds. */
  readonly validFrom: number;
  /** Unix time in milliseconds. */
  readonly validTo: number;
}

/**
 * Opens the list of certificates WeChat Pay answers with.
 *
 * @param text of `GET /v3/certificates`
 * @throws {WeChatDecryptError} when one was sealed with another APIv3 key, or is no certificate
 */
export function openCertificates(text: string, cipher: ApiV3Cipher): PlatformCertificate[] {
  const { data } = JSON.parse(text) as {
    data: ReadonlyArray<{ serial_no: string; encrypt_certificate: SealedResource }>;
  };
  return data.map(({ serial_no, encrypt_certificate }) => {
    const pem = cipher.open(encrypt_certificate);
    const facts = readCertificate(pem);
    if (!facts) throw new WeChatDecryptError('What was sealed is no certificate');
    const { validFrom, validTo } = facts;
    return { serial: serial_no, key: new PlatformKey(pem), validFrom, validTo };
  });
}
