import { createSecureContext } from 'node:tls';
import { privateDerOf, rsaPrivateKeyOf } from './key-text.js';

/** What one side of a connection shows of itself: texts of PEM, or a PKCS#12 with its pass phrase. */
export type TlsIdentity =
  { readonly cert: string; readonly key: string } | { readonly pfx: Buffer; readonly passphrase: string };

/**
 * A certificate with the private key it belongs to.
 *
 * @param cert text of PEM
 * @param privateKey PEM in PKCS#8 or PKCS#1, or its base64 alone
 */
export function pemIdentity(cert: string, privateKey: string): TlsIdentity {
  const key = rsaPrivateKeyOf(privateDerOf(privateKey));
  return { cert, key: String(key?.export({ type: 'pkcs8', format: 'pem' })) };
}

/**
 * Why an identity cannot be shown: `legacy` for a PKCS#12 whose ciphers (RC2-40) OpenSSL 3 no longer opens, `invalid` for
 * any other reason; undefined when it can.
 */
export function identityFault(identity: TlsIdentity): 'legacy' | 'invalid' | undefined {
  try {
    createSecureContext(identity);
    return undefined;
  } catch (error) {
    return /unsupported/i.test(String(error)) ? 'legacy' : 'invalid';
  }
}
