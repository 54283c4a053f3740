import { WeChatSignatureError } from '../common/index.js';
import type { ApiV3Cipher } from '../crypto/index.js';
import { openCertificates } from './certificate.list.js';
import type { KeyRing } from './key.ring.js';
import type { PayCaller } from './pay.caller.js';
import { SERIAL_UNKNOWN } from './pay.messages.js';

/**
 * Downloads the platform certificates (下载平台证书). The list brings the key it is signed with; that it is WeChat Pay's is
 * known from its seal, for which it takes the APIv3 key.
 *
 * @returns the list as it came
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764
 */
export async function downloadCertificates(
  caller: PayCaller,
  cipher: ApiV3Cipher,
  ring: KeyRing,
): Promise<string> {
  const bytes = await caller.callSigned('GET /v3/certificates', (serial, because, body) => {
    if (serial === ring.publicKeyId) return ring.keyFor(serial, because);
    const found = openCertificates(body.toString('utf8'), cipher).find((one) => one.serial === serial);
    if (!found) throw new WeChatSignatureError(because(SERIAL_UNKNOWN(serial)));
    return found.key;
  });
  return bytes.toString('utf8');
}
