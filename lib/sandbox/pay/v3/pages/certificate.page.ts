import { notFound } from '../../pay.refusal.js';
import { rfc3339 } from '../../pay.times.js';
import type { PayPage } from '../pay-call.interface.js';

/** 平台证书 @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764 */
export const certificatePage: PayPage = {
  'GET /v3/certificates'({ merchant }) {
    const { certificates } = merchant.keys;
    if (certificates.length === 0)
      throw notFound('无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥');
    const data = certificates.map(({ serial, validFrom, validTo, pem }) => ({
      serial_no: serial,
      effective_time: rfc3339(validFrom),
      expire_time: rfc3339(validTo),
      encrypt_certificate: { algorithm: 'AEAD_AES_256_GCM', ...merchant.cipher.seal(pem, 'certificate') },
    }));
    return { data };
  },
};
