import type { EndpointFact } from '../../../catalog/index.js';
import { WeChatDecryptError } from '../../../common/index.js';
import type { MerchantState } from '../merchant.state.js';
import { paramError } from '../pay.refusal.js';
import { mapSensitive } from '../sensitive.fields.js';

/**
 * Opens what a merchant sealed for WeChat Pay (敏感信息加密).
 *
 * @param serial of the key it was sealed with
 * @throws {PayRefusal} when it was not sealed, or with a key that is not named
 */
export function openSensitive(
  { keys }: MerchantState,
  { body: facts }: EndpointFact,
  fields: object,
  serial: string | undefined,
): object {
  if (!facts) return fields;
  return mapSensitive(fields, facts, (text, path) => {
    if (serial === undefined) throw paramError(`有敏感字段 ${path}，Http头缺少Wechatpay-Serial`);
    const signer = keys.find(serial);
    if (!signer) throw paramError(`Wechatpay-Serial ${serial} 不是可用的微信支付公钥ID或平台证书序列号`);
    try {
      return signer.key.decrypt(text);
    } catch (error) {
      if (error instanceof WeChatDecryptError) throw paramError(`敏感字段 ${path} 解密失败`);
      throw error;
    }
  });
}
