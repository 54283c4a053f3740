import { randomText } from '../crypto/index.js';
import { type PaySigner, seconds } from './call/pay.signer.js';

const NONCE_BYTES = 16;

/** What a page in WeChat and a mini program open the cashier with (`WeixinJSBridge`, `wx.chooseWXPay`, `wx.requestPayment`). */
export interface JsapiPayment {
  appId: string;
  /** Unix time in seconds. */
  timeStamp: string;
  nonceStr: string;
  /** `prepay_id=…` */
  package: string;
  signType: 'RSA';
  paySign: string;
}

/** What an app opens the cashier with (调起支付). */
export interface AppPayment {
  appid: string;
  /** 商户号 of the order: the merchant's, or in partner mode that of the merchant it serves. */
  partnerid: string;
  prepayid: string;
  package: 'Sign=WXPay';
  noncestr: string;
  /** Unix time in seconds. */
  timestamp: string;
  sign: string;
}

/** Signs what a page or a mini program opens the cashier with. */
export function jsapiPayment(signer: PaySigner, appId: string, prepayId: string): JsapiPayment {
  const timeStamp = seconds();
  const nonceStr = randomText(NONCE_BYTES);
  const packageText = `prepay_id=${prepayId}`;
  const paySign = signer.signLines(appId, timeStamp, nonceStr, packageText);
  return { appId, timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign };
}

/** Signs what an app opens the cashier with: over the bare prepay_id. */
export function appPayment(
  signer: PaySigner,
  appid: string,
  partnerid: string,
  prepayid: string,
): AppPayment {
  const timestamp = seconds();
  const noncestr = randomText(NONCE_BYTES);
  const sign = signer.signLines(appid, timestamp, noncestr, prepayid);
  return { appid, partnerid, prepayid, package: 'Sign=WXPay', noncestr, timestamp, sign };
}
