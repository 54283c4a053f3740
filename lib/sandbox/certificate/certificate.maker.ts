import { type KeyObject, sign } from 'node:crypto';
import { DER, writeDer } from './der.writer.js';

/** Whom a certificate names: parts of a distinguished name, in order. */
export type CertificateName = readonly (readonly [part: keyof typeof NAME_PARTS, text: string])[];

/** What a certificate is to say. */
export interface CertificateRequest {
  /** 40 hex digits, the first of them below 8. 证书序列号 */
  readonly serialNo: string;
  readonly subject: CertificateName;
  readonly issuer: CertificateName;
  /** Unix time in milliseconds. */
  readonly validFrom: number;
  /** Unix time in milliseconds. */
  readonly validTo: number;
  readonly publicKey: KeyObject;
  /** The key that signs it. */
  readonly signingKey: KeyObject;
}

/** 2.5.4.n */
const NAME_PARTS = { CN: 3, C: 6, L: 7, ST: 8, O: 10, OU: 11 } as const;
/** 1.2.840.113549.1.1.11 */
const SHA256_WITH_RSA = Buffer.from('2a864886f70d01010b', 'hex');
const V3 = Buffer.from([2]);
const LINE = /.{1,64}/g;
/** From this year on X.509 writes years with four digits. */
const FOUR_DIGITS_SINCE = 2050;

const algorithm = (): Buffer =>
  writeDer(DER.SEQUENCE, writeDer(DER.OBJECT_ID, SHA256_WITH_RSA), writeDer(DER.NULL));

function writeName(name: CertificateName): Buffer {
  const parts = name.map(([part, text]) => {
    const id = writeDer(DER.OBJECT_ID, Buffer.from([0x55, 0x04, NAME_PARTS[part]]));
    const value = writeDer(part === 'C' ? DER.PRINTABLE_STRING : DER.UTF8_STRING, Buffer.from(text));
    return writeDer(DER.SET, writeDer(DER.SEQUENCE, id, value));
  });
  return writeDer(DER.SEQUENCE, ...parts);
}

function writeTime(ms: number): Buffer {
  const date = new Date(ms);
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '');
  return date.getUTCFullYear() < FOUR_DIGITS_SINCE
    ? writeDer(DER.UTC_TIME, Buffer.from(digits.slice(2)))
    : writeDer(DER.GENERALIZED_TIME, Buffer.from(digits));
}

/** Makes an X.509 certificate. @returns PEM */
export function makeCertificate(request: CertificateRequest): string {
  const { serialNo, subject, issuer, validFrom, validTo, publicKey, signingKey } = request;
  const contents = writeDer(
    DER.SEQUENCE,
    writeDer(DER.VERSION, writeDer(DER.INTEGER, V3)),
    writeDer(DER.INTEGER, Buffer.from(serialNo, 'hex')),
    algorithm(),
    writeName(issuer),
    writeDer(DER.SEQUENCE, writeTime(validFrom), writeTime(validTo)),
    writeName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', contents, signingKey)]);
  const certificate = writeDer(DER.SEQUENCE, contents, algorithm(), writeDer(DER.BIT_STRING, signature));
  const lines = certificate.toString('base64').match(LINE) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
