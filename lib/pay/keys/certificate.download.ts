import {
  WeChatConfigError,
  WeChatDecryptError,
  WeChatPayError,
  WeChatSignatureError,
} from '../../common/index.js';
import type { ApiV3Cipher } from '../../crypto/index.js';
import { openCertificates, type PlatformCertificate } from './certificate.list.js';
import type { KeyRing } from './key.ring.js';
import type { PayCaller } from '../call/pay.caller.js';
import { CERTIFICATES_SEALED_OTHERWISE, NO_CERTIFICATE, SERIAL_UNKNOWN } from '../pay.messages.js';

const ROUTE = 'GET /v3/certificates';
/** A merchant with a public key has no such list. */
const NONE = 404;

/**
 * Downloads the platform certificates (下载平台证书). The list brings the key it is signed with; that it is WeChat Pay's is
 * known from its seal, for which it takes the APIv3 key.
 *
 * @returns the list as it came; it can be opened
 * @throws {WeChatConfigError} when the merchant has none, or its APIv3 key opens none
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764
 */
export async function downloadCertificates(
  caller: PayCaller,
  cipher: ApiV3Cipher,
  ring: KeyRing,
): Promise<string> {
  const open = (body: Buffer): PlatformCertificate[] => openCertificates(body.toString('utf8'), cipher);
  try {
    const body = await caller.callSigned(ROUTE, (serial, because, bytes) => {
      if (serial === ring.publicKeyId) return ring.keyFor(serial, because);
      const found = open(bytes).find((one) => one.serial === serial);
      if (!found) throw new WeChatSignatureError(because(SERIAL_UNKNOWN(serial)));
      return found.key;
    });
    open(body);
    return body.toString('utf8');
  } catch (error) {
    if (error instanceof WeChatDecryptError)
      throw new WeChatConfigError(CERTIFICATES_SEALED_OTHERWISE(caller.client));
    if (error instanceof WeChatPayError && error.status === NONE)
      throw new WeChatConfigError(NO_CERTIFICATE(caller.client));
    throw error;
  }
}
