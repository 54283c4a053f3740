import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { writeXml } from '../../lib/common/index.js';
import { ApiV3Cipher, payV2Signature, type PayV2SignType, sealReqInfo } from '../../lib/crypto/index.js';
import { type RawCallback, seconds } from './wechat.sender.js';

/** What the headers of a notification say, where it is not the usual. */
export interface SignedWith {
  timestamp?: string;
  nonce?: string;
  serial?: string;
}

const newPair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
};
const digits = (length: number): string =>
  Array.from(randomBytes(length), (byte) => String(byte % 10)).join('');

/** What merchants sign with is of no interest here. */
const MERCHANT = newPair();

/** WeChat Pay as one merchant knows it: every part of what it sends can be another than it should be. */
export class WeChatPaySender {
  readonly mchId = `19${digits(8)}`;
  readonly apiV3Key = randomBytes(16).toString('hex');
  readonly apiV2Key = randomBytes(16).toString('hex');
  readonly publicKeyId = `PUB_KEY_ID_01${this.mchId}${digits(20)}`;
  readonly #platform = newPair();

  /** To spread into the options of the client. */
  get credentials() {
    const { mchId, apiV3Key, apiV2Key, publicKeyId } = this;
    const { publicKey } = this.#platform;
    const { privateKey } = MERCHANT;
    return { mchId, apiV3Key, apiV2Key, publicKeyId, publicKey, privateKey, serialNo: '0DC0DF83' };
  }

  /** Seals a resource. @param plaintext any text: it may be no JSON */
  seal(plaintext: string, associatedData = 'transaction', apiV3Key = this.apiV3Key) {
    return {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ...new ApiV3Cipher(apiV3Key).seal(plaintext, associatedData),
    };
  }

  /** The fields of a notification, before it is written and signed. */
  fields(resource: object = this.transaction(), event_type = 'TRANSACTION.SUCCESS') {
    return {
      id: `EV-${digits(20)}`,
      create_time: '2026-01-01T12:00:00+08:00',
      resource_type: 'encrypt-resource',
      event_type,
      summary: '支付成功',
      resource: this.seal(JSON.stringify(resource)),
    };
  }

  transaction(more: object = {}): object {
    return { mchid: this.mchId, out_trade_no: `order-${digits(10)}`, amount: { total: 1 }, ...more };
  }

  /** Signs a body as it is. */
  sign(body: string | Buffer, { timestamp = seconds(), nonce = digits(32), serial }: SignedWith = {}) {
    const bytes = Buffer.from(body);
    const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), bytes, Buffer.from('\n')]);
    return {
      body: bytes,
      headers: {
        'content-type': 'application/json',
        'wechatpay-timestamp': timestamp,
        'wechatpay-nonce': nonce,
        'wechatpay-signature': sign('sha256', message, this.#platform.privateKey).toString('base64'),
        'wechatpay-serial': serial ?? this.publicKeyId,
        'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
      },
    };
  }

  /** A notification that is as it should be. */
  notification(resource?: object, event_type?: string, signed?: SignedWith) {
    return this.sign(JSON.stringify(this.fields(resource, event_type)), signed);
  }

  /** The fields of a v2 notice of an order (支付结果通知), unsigned. */
  v2Order(more: Record<string, string> = {}): Record<string, string> {
    return {
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      appid: 'wx1234567890abcdef',
      mch_id: this.mchId,
      nonce_str: digits(32),
      openid: 'o-somebody',
      out_trade_no: `order-${digits(10)}`,
      total_fee: '1',
      ...more,
    };
  }

  v2Sign(fields: Record<string, string>, signType: PayV2SignType = 'MD5', key = this.apiV2Key): RawCallback {
    return toXml({ ...fields, sign: payV2Signature(fields, key, signType) });
  }

  /** The fields of a v2 notice of a refund (退款结果通知): it is sealed, not signed. */
  v2Refund(info: Record<string, string> = {}, key = this.apiV2Key): Record<string, string> {
    const opened = {
      out_refund_no: `refund-${digits(10)}`,
      refund_status: 'SUCCESS',
      refund_fee: '1',
      ...info,
    };
    const { return_code, appid, mch_id, nonce_str } = this.v2Order();
    const req_info = sealReqInfo(writeXml(opened).replace(/xml>/g, 'root>'), key);
    return { return_code, appid, mch_id, nonce_str, req_info } as Record<string, string>;
  }
}

export const toXml = (fields: Record<string, string>): RawCallback => ({
  body: writeXml(fields),
  headers: { 'content-type': 'text/xml' },
});
