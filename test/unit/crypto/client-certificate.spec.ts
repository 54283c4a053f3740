import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { identityFault, pemIdentity } from '../../../lib/crypto/index.js';

const read = (name: string): Buffer => readFileSync(new URL(`../../fixtures/pay/${name}`, import.meta.url));
const text = (name: string): string => read(name).toString('utf8');
/** WeChat Pay gives the p12 of a merchant its number as pass phrase. */
const MCH_ID = '1900000109';

describe('identityFault', () => {
  it('finds none in a certificate with its key, in PEM or in bare base64', () => {
    const pem = text('apiclient_key.pem');
    const bare = pem.replace(/-----[A-Z ]+-----|\s/g, '');
    for (const key of [pem, bare])
      expect(identityFault(pemIdentity(text('apiclient_cert.pem'), key))).toBeUndefined();
  });

  it('finds none in a p12 of today', () => {
    expect(identityFault({ pfx: read('apiclient_cert.p12'), passphrase: MCH_ID })).toBeUndefined();
  });

  it('tells a p12 that OpenSSL 3 no longer opens from one that is wrong', () => {
    expect(identityFault({ pfx: read('apiclient_cert.legacy.p12'), passphrase: MCH_ID })).toBe('legacy');
  });

  it.each([
    ['a wrong pass phrase', { pfx: read('apiclient_cert.p12'), passphrase: 'wrong' }],
    ['a wrong pass phrase of an old p12', { pfx: read('apiclient_cert.legacy.p12'), passphrase: 'wrong' }],
    ['a p12 cut short', { pfx: read('apiclient_cert.p12').subarray(0, 900), passphrase: MCH_ID }],
    ['no p12', { pfx: Buffer.from('nothing'), passphrase: MCH_ID }],
    ['the key of another certificate', pemIdentity(text('apiclient_cert.pem'), text('server_key.pem'))],
    ['no certificate', pemIdentity('nothing', text('apiclient_key.pem'))],
    ['a key in place of the certificate', pemIdentity(text('apiclient_key.pem'), text('apiclient_key.pem'))],
  ])('calls %s invalid', (_what, identity) => {
    expect(identityFault(identity)).toBe('invalid');
  });
});
