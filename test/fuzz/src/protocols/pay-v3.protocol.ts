import { WeChatPaySender } from '../../../src/wechat-pay.sender.js';
import type { FuzzProtocol, Sealing, Signed } from '../protocol.interface.js';
import { resourceSamples } from '../samples.js';
import { type Envelope, seconds } from '../sealing.js';
import { arrived, carries, isFor, post } from './request.js';

const EVENTS = ['TRANSACTION.SUCCESS', 'REFUND.SUCCESS', 'PAYSCORE.USER_PAID', 'COUPON.USE', 'A.NEW_ONE'];
const TOLERANCE = 300;

/** Letters of base64 that are missing: one or two less may be padding alone. */
const cutOf = ({ cut = 0 }: Envelope): number => (cut === 0 ? 0 : cut + 4);

/** Another merchant's WeChat Pay. */
const stranger = new WeChatPaySender();

/** Notifications of WeChat Pay (微信支付通知): signed over their very bytes, and sealed. */
export function payV3Protocol(wechat: WeChatPaySender): FuzzProtocol {
  const paths = ['pay', wechat.mchId];
  const ours = (json: string): string =>
    json.replace(/"(mchid|sp_mchid|mch_id|combine_mchid)":"\d+"/g, `"$1":"${wechat.mchId}"`);
  let count = 0;

  const bodyOf = (message: Buffer, { isOtherForm, sealer, envelope = {} }: Sealing): Buffer => {
    if (isOtherForm) return message; // signed, and yet no notification
    const event = EVENTS[count++ % EVENTS.length];
    const resource = (sealer === 'other' ? stranger : wechat).seal(message.toString('utf8'));
    const ciphertext = resource.ciphertext.slice(0, resource.ciphertext.length - cutOf(envelope));
    return Buffer.from(
      JSON.stringify({ ...wechat.fields({}, event), resource: { ...resource, ciphertext } }),
    );
  };

  const sign = (message: Buffer, sealing: Sealing): Signed => {
    const { signer, shift = 0, sealer, envelope = {} } = sealing;
    const by = signer === 'other' ? stranger : wechat;
    const serial = wechat.publicKeyId;
    const { body, headers } = by.sign(bodyOf(message, sealing), { timestamp: seconds(shift), serial });
    // there is but one algorithm: where none is named, it is that one
    const { 'content-type': _type, 'wechatpay-signature-type': _algorithm, ...signature } = headers;
    const isRight =
      signer !== 'other' && sealer !== 'other' && Math.abs(shift) < TOLERANCE && !cutOf(envelope);
    return {
      wire: post('pay', {}, body, headers),
      isAuthentic: (given) =>
        isRight && isFor(given, paths) && carries(given, signature) && arrived(given).equals(body),
    };
  };
  const samples = resourceSamples.map(ours);
  return { name: 'pay v3', samples, good: samples[0] as string, taken: 204, sign };
}
