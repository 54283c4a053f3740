/**
 * What a page in WeChat gives to `WeixinJSBridge` or `wx.chooseWXPay`, and a mini program to `wx.requestPayment`: with
 * the appid of the one that asks. 调起支付
 *
 * @publicApi
 */
export interface SandboxJsapiPayment {
  appId: string;
  /** Seconds since 1970; a text. */
  timeStamp: string;
  nonceStr: string;
  /** `prepay_id=…` */
  package: string;
  /** `RSA`; of orders of v2 `MD5` or `HMAC-SHA256`. @default 'MD5', as WeChat has it */
  signType?: string;
  paySign: string;
}

/**
 * What an app gives to WeChat. APP 调起支付
 *
 * @publicApi
 */
export interface SandboxAppPayment {
  appid: string;
  partnerid: string;
  prepayid: string;
  /** `Sign=WXPay` */
  package: string;
  noncestr: string;
  /** Seconds since 1970; a text. */
  timestamp: string;
  sign: string;
}
