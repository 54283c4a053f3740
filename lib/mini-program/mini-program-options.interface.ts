import type { AccountOptions } from '../account/index.js';
import type { VirtualPaymentOptions } from './virtual-payment.options.js';

/** Where a mini program's host is, when not where WeChat has it: a gateway, or the sandbox. */
export interface MiniProgramBaseUrls {
  /** @default 'https://api.weixin.qq.com' */
  api?: string | undefined;
}

/** A mini program (小程序) as the console shows it. */
export type MiniProgramOptions = AccountOptions & {
  baseUrls?: MiniProgramBaseUrls | undefined;
  /** Keys of virtual payment (虚拟支付), for those who use it. */
  virtualPayment?: VirtualPaymentOptions | undefined;
};

export const DEFAULT_BASE_URLS = { api: 'https://api.weixin.qq.com' } as const;
