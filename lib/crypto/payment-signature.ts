import { createHmac } from 'node:crypto';

/**
 * The signature of the application over a call of virtual payment (支付签名, pay_sig): HMAC-SHA256, lower-case hex.
 *
 * @param uri path of the call, or the name of the function of the front end
 * @param text the body, byte for byte as it is sent
 */
export const paymentSignature = (appKey: string, uri: string, text: string): string =>
  createHmac('sha256', appKey).update(`${uri}&${text}`).digest('hex');
