import { isOptionText, OPTION_INVALID, WeChatConfigError } from '../common/index.js';

/** Where a call of virtual payment happens: 0 on the market (现网), 1 in WeChat's sandbox (沙箱). */
export type VirtualPaymentEnv = 0 | 1;

/** Virtual payment (虚拟支付) as the console shows it (虚拟支付 → 基本配置). */
export interface VirtualPaymentOptions {
  /** 支付应用 ID (OfferID) */
  offerId: string;
  /** 现网 AppKey; needed for calls with `env` 0. */
  appKey?: string | undefined;
  /** 沙箱 AppKey; needed for calls with `env` 1. */
  sandboxAppKey?: string | undefined;
  /** What calls use that do not say it. @default 0 */
  env?: VirtualPaymentEnv | undefined;
}

/** @throws {WeChatConfigError} for options that cannot work; names client, option and cure, and shows no key */
export function checkVirtualPayment(name: string, options: VirtualPaymentOptions | undefined): void {
  if (options === undefined) return;
  const { offerId, appKey, sandboxAppKey, env } = options;
  const refuse = (option: string, cure: string): never => {
    throw new WeChatConfigError(OPTION_INVALID(name, `virtualPayment.${option}`, cure));
  };
  if (!isOptionText(offerId)) refuse('offerId', 'Copy 支付应用 ID from the console (虚拟支付 → 基本配置)');
  if (appKey === undefined && sandboxAppKey === undefined) {
    refuse('appKey', 'Set appKey, sandboxAppKey or both, from the console (虚拟支付 → 基本配置)');
  }
  for (const [option, key] of Object.entries({ appKey, sandboxAppKey })) {
    if (key !== undefined && !isOptionText(key))
      refuse(option, 'Copy it without blanks around it, or leave it out');
  }
  if (env !== undefined && env !== 0 && env !== 1) refuse('env', 'It takes 0 (现网) or 1 (沙箱)');
}
