import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { makeCertificate } from '../../../lib/sandbox/certificate/certificate.maker.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const request = {
  serialNo: '5F'.repeat(20),
  subject: [
    ['C', 'CN'],
    ['O', '微信商户系统'],
    ['CN', '1900000001'],
  ],
  issuer: [['CN', 'Tenpay.com Root CA']],
  validFrom: Date.UTC(2026, 0, 2, 3, 4, 5),
  validTo: Date.UTC(2031, 11, 31, 23, 59, 59),
  publicKey,
  signingKey: privateKey,
} as const;
const read = (more: object = {}) => new X509Certificate(makeCertificate({ ...request, ...more }));

describe('The certificate maker', () => {
  it('makes what Node reads: number, names, life and key', () => {
    const certificate = read();
    expect(certificate.serialNumber).toBe(request.serialNo);
    expect(certificate.subject).toBe('C=CN\nO=微信商户系统\nCN=1900000001');
    expect(certificate.issuer).toBe('CN=Tenpay.com Root CA');
    expect(Date.parse(certificate.validFrom)).toBe(request.validFrom);
    expect(Date.parse(certificate.validTo)).toBe(request.validTo);
    expect(certificate.publicKey.equals(publicKey)).toBe(true);
  });

  it('signs with the key it is given', () => {
    expect(read().verify(publicKey)).toBe(true);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(read({ signingKey: other.privateKey }).verify(publicKey)).toBe(false);
    expect(read({ signingKey: other.privateKey }).verify(other.publicKey)).toBe(true);
  });

  it('keeps a zero in front of a number, and writes years beyond 2049', () => {
    expect(read({ serialNo: `0${'5'.repeat(39)}` }).serialNumber).toBe(`0${'5'.repeat(39)}`);
    const validTo = Date.UTC(2055, 5, 1);
    expect(Date.parse(read({ validTo }).validTo)).toBe(validTo);
  });
});
