import type { MerchantState } from './merchant.state.js';
import type { OrderParties } from './order.state.js';
import { paramError, PayRefusal } from './pay.refusal.js';

const OUT_TRADE_NO = /^[\w\-|*]{6,32}$/;

/** @throws {PayRefusal} when it has not WeChat Pay's form */
export function checkOutTradeNo(outTradeNo: string): void {
  if (!OUT_TRADE_NO.test(outTradeNo))
    throw paramError(`商户订单号 ${outTradeNo} 不符合规则：6-32 个字符，只能是数字、大小写字母_-|*`);
}

/** @param fen what somebody is to pay; @throws {PayRefusal} when it is nothing */
export function checkAmount(fen: number, name: string): void {
  if (!Number.isSafeInteger(fen) || fen < 1) throw paramError(`${name} 必须是大于 0 的整数，单位为分`);
}

/** @throws {PayRefusal} when a merchant is named that is not the one who signed */
export function checkMerchant(merchant: MerchantState, mchId: string): void {
  if (mchId !== merchant.mchId) throw paramError(`商户号 ${mchId} 与 Authorization 中的商户号不一致`);
}

/** @throws {PayRefusal} when the merchant may not act for another one */
export function checkSubMerchant({ subMchIds }: MerchantState, subMchId: string | undefined): void {
  if (subMchId !== undefined && subMchIds && !subMchIds.includes(subMchId))
    throw new PayRefusal(403, 'NO_AUTH', `特约商户 ${subMchId} 未授权服务商`);
}

/** @throws {PayRefusal} when an order cannot be that of this merchant */
export function checkParties(merchant: MerchantState, { mchId, appId, subMchId }: OrderParties): void {
  checkMerchant(merchant, mchId);
  checkSubMerchant(merchant, subMchId);
  if (merchant.appIds && !merchant.appIds.includes(appId))
    throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', `appid ${appId} 与 mchid ${mchId} 不匹配`);
}

/** @returns Unix time in milliseconds; @throws {PayRefusal} when it is none, or over */
export function readExpiry(time: string | undefined, now: number): number | undefined {
  if (time === undefined) return undefined;
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) throw paramError(`time_expire ${time} 不是 RFC3339 格式`);
  if (ms <= now) throw paramError('time_expire 已过期');
  return ms;
}

/** The same text for the same fields, in whatever order they came. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}
