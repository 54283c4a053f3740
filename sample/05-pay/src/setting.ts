import type { LoginOptions, OfficialAccountOptions } from 'nestjs-wechat-sdk';
import type { PayOptions } from 'nestjs-wechat-sdk/pay';

/** All the application has to know of the world. */
export interface Setting {
  /** The account people know the shop by: payers have their openids at it. */
  readonly shop: OfficialAccountOptions;
  readonly pay: PayOptions;
  readonly login: LoginOptions;
  readonly phone: Phone;
}

/** What only a phone with WeChat has. Here the sandbox plays it in any browser. */
export interface Phone {
  /** The script that brings `WeixinJSBridge`; in WeChat it is there without. */
  readonly bridgeUrl: string;
  /** What a phone opens that scans an order's QR code. */
  scan(outTradeNo: string): string;
}

export const PHONE = 'PHONE';
