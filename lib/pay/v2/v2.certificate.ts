import { OPTION_INVALID, WeChatConfigError } from '../../common/index.js';
import { identityFault, pemIdentity, type TlsIdentity } from '../../crypto/index.js';
import { CERTIFICATE_INVALID, PFX_INVALID, PFX_LEGACY } from '../pay.messages.js';
import type { PayOptions } from '../pay-options.interface.js';

/**
 * What v2 calls show of the merchant (商户API证书), tried out before anything is called with it.
 *
 * @throws {WeChatConfigError} when it cannot be opened, or is not of the merchant's private key
 */
export function v2CertificateOf(
  client: string,
  { v2Certificate, privateKey, mchId }: PayOptions,
): TlsIdentity | undefined {
  if (v2Certificate === undefined) return undefined;
  const { cert, pfx, passphrase = mchId } = { cert: undefined, passphrase: undefined, ...v2Certificate };
  if (pfx instanceof Uint8Array) {
    const identity = { pfx: Buffer.from(pfx), passphrase };
    const fault = identityFault(identity);
    if (fault) throw new WeChatConfigError((fault === 'legacy' ? PFX_LEGACY : PFX_INVALID)(client));
    return identity;
  }
  if (typeof cert !== 'string' || cert.trim() === '') {
    const cure =
      'Give { cert } with the text of apiclient_cert.pem, or { pfx } with the bytes of apiclient_cert.p12';
    throw new WeChatConfigError(OPTION_INVALID(client, 'v2Certificate', cure));
  }
  const identity = pemIdentity(cert, privateKey);
  if (identityFault(identity)) throw new WeChatConfigError(CERTIFICATE_INVALID(client));
  return identity;
}
