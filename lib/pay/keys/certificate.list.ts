import { WeChatDecryptError, WeChatParseError } from '../../common/index.js';
import { type ApiV3Cipher, PlatformKey, readCertificate, type SealedResource } from '../../crypto/index.js';

/** Notifications are sealed with the same key, and hold texts of strangers. */
const BEGINNING = '-----BEGIN CERTIFICATE-----';

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
 * Opens the list of certificates WeChat Pay answers with. What stands outside the seals, the serial numbers among it, is
 * not looked at.
 *
 * @param text of `GET /v3/certificates`
 * @throws {WeChatParseError} when it is no such list
 * @throws {WeChatDecryptError} when one was sealed with another APIv3 key, or is no certificate
 */
export function openCertificates(text: string, cipher: ApiV3Cipher): PlatformCertificate[] {
  return readList(text).map(({ encrypt_certificate }) => {
    const pem = cipher.open(encrypt_certificate);
    const facts = pem.startsWith(BEGINNING) ? readCertificate(pem) : undefined;
    if (!facts) throw new WeChatDecryptError('What was sealed is no certificate');
    const { serialNo: serial, validFrom, validTo } = facts;
    return { serial, key: new PlatformKey(pem), validFrom, validTo };
  });
}

interface Listed {
  readonly encrypt_certificate: SealedResource;
}

function readList(text: string): readonly Listed[] {
  let data: unknown;
  try {
    ({ data } = JSON.parse(text) as { data?: unknown });
  } catch {
    // told below
  }
  if (Array.isArray(data) && data.every(isListed)) return data;
  throw new WeChatParseError('What WeChat Pay answered is no list of certificates');
}

function isListed(value: unknown): value is Listed {
  const { nonce, ciphertext } = (value as Partial<Listed> | null)?.encrypt_certificate ?? {};
  return typeof nonce === 'string' && typeof ciphertext === 'string';
}
