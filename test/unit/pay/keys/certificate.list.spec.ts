import { describe, expect, it } from '@jest/globals';
import { WeChatDecryptError, WeChatParseError } from '../../../../lib/common/index.js';
import { ApiV3Cipher } from '../../../../lib/crypto/index.js';
import { openCertificates } from '../../../../lib/pay/keys/certificate.list.js';
import { API_V3_KEY, forgeCertificate, listOf } from '../certificate.forge.js';
import { payVector } from '../pay.vectors.js';

const cipher = new ApiV3Cipher(API_V3_KEY);
const ours = forgeCertificate();
const listWith = (text: string): string =>
  JSON.stringify({
    data: [{ serial_no: ours.serial, encrypt_certificate: cipher.seal(text, 'certificate') }],
  });

describe('openCertificates', () => {
  it('opens a list as WeChat Pay sends it', () => {
    const { input } = payVector('v3-gcm-certificate');
    const { nonce, ciphertext, associatedData: associated_data } = input;
    const sealed = { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data, ciphertext };
    const list = JSON.stringify({ data: [{ serial_no: '1993', encrypt_certificate: sealed }] });
    expect(openCertificates(list, new ApiV3Cipher(input.apiV3Key as string))).toEqual([
      {
        serial: '19936B4DC6A6C77B05489B10962DEFF42EA065EF',
        key: expect.anything(),
        validFrom: Date.UTC(2020, 7, 1, 7, 35, 18),
        validTo: Date.UTC(2025, 6, 31, 7, 35, 18),
      },
    ]);
  });

  it('calls a certificate by the number in it, whatever the list says outside the seal', () => {
    const [opened] = openCertificates(listOf([ours], { serial_no: 'ABCDEF0123456789' }), cipher);
    expect(opened?.serial).toBe(ours.serial);
    const message = Buffer.from('what WeChat Pay says');
    expect(opened?.key.isSigned(message, ours.sign('what WeChat Pay says'))).toBe(true);
  });

  it('has none for an empty list', () => {
    expect(openCertificates('{"data":[]}', cipher)).toEqual([]);
  });

  it.each([
    ['sealed with another key', listOf([ours], { key: 'x'.repeat(32) })],
    ['that is none', listWith('no certificate')],
    ['that is a public key', listWith('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----')],
    ['in a notification that quotes it', listWith(JSON.stringify({ attach: ours.pem.replaceAll('\n', '') }))],
    ['cut short', listWith(ours.pem.slice(0, 200))],
  ])('refuses a certificate %s', (_what, list) => {
    expect(() => openCertificates(list, cipher)).toThrow(WeChatDecryptError);
  });

  it.each([
    '',
    'gateway time-out',
    'null',
    '[]',
    '{}',
    '{"data":{}}',
    '{"data":[null]}',
    '{"data":[{"serial_no":"1"}]}',
  ])('refuses %j, which is no list', (text) => {
    expect(() => openCertificates(text, cipher)).toThrow(WeChatParseError);
  });
});
