import { generateKeyPairSync, sign } from 'node:crypto';
import { ApiV3Cipher } from '../../../lib/crypto/index.js';
import { makeCertificate } from '../../../lib/sandbox/certificate/certificate.maker.js';

export const API_V3_KEY = 'k'.repeat(32);
const DAY = 24 * 3600 * 1000;

/** A platform certificate of a test, with the key behind it. */
export interface ForgedCertificate {
  readonly serial: string;
  readonly pem: string;
  /** @returns base64 */
  sign(message: string): string;
}

let made = 0;

/** Makes a certificate that is valid from yesterday to in a year, unless the test says otherwise. */
export function forgeCertificate({
  validFrom = Date.now() - DAY,
  validTo = Date.now() + 365 * DAY,
} = {}): ForgedCertificate {
  made += 1;
  const serial = made.toString(16).toUpperCase().padStart(40, '4');
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const name = [['CN', 'Tenpay.com sign']] as const;
  const pem = makeCertificate({
    serialNo: serial,
    subject: name,
    issuer: name,
    validFrom,
    validTo,
    publicKey,
    signingKey: privateKey,
  });
  return {
    serial,
    pem,
    sign: (message) => sign('sha256', Buffer.from(message), privateKey).toString('base64'),
  };
}

/** The list WeChat Pay answers with; what stands outside the seals can be chosen. */
export function listOf(
  certificates: readonly ForgedCertificate[],
  { key = API_V3_KEY, serial_no }: { key?: string; serial_no?: string } = {},
): string {
  const cipher = new ApiV3Cipher(key);
  const data = certificates.map(({ serial, pem }) => ({
    serial_no: serial_no ?? serial,
    effective_time: '2026-01-01T00:00:00+08:00',
    expire_time: '2031-01-01T00:00:00+08:00',
    encrypt_certificate: { algorithm: 'AEAD_AES_256_GCM', ...cipher.seal(pem, 'certificate') },
  }));
  return JSON.stringify({ data });
}
