import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import { type MessageTree, readXml, writeXml } from '../../../lib/common/index.js';
import type { SandboxMerchant, WeChatSandbox } from '../../../lib/sandbox/index.js';

type Fields = Record<string, string | number | undefined>;

/** A signature by the letter of the documentation. */
export function signV2(fields: Record<string, unknown>, key: string, signType = 'MD5'): string {
  const listed = Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== undefined && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${String(fields[name])}`);
  const text = [...listed, `key=${key}`].join('&');
  const hash = signType === 'MD5' ? createHash('md5') : createHmac('sha256', key);
  return hash.update(text).digest('hex').toUpperCase();
}

/** Calls v2 by hand, as a merchant without this library would. */
export class PayV2Client {
  constructor(
    private readonly sandbox: WeChatSandbox,
    private readonly merchant: SandboxMerchant,
  ) {}

  async post(path: string, fields: Fields = {}, key = this.merchant.apiKey): Promise<MessageTree> {
    const all: Fields = { appid: 'wx0', mch_id: this.merchant.mchId, nonce_str: 'n0', ...fields };
    const sign = all['sign'] ?? signV2(all, key, String(all['sign_type'] ?? 'MD5'));
    return readXml(await this.raw(path, writeXml({ ...all, sign })));
  }

  async raw(path: string, body: string): Promise<string> {
    const response = await fetch(`${this.sandbox.url}/pay-v2${path}`, { method: 'POST', body });
    return response.text();
  }

  /** Whether an answer is signed with the key. */
  isSigned(answer: MessageTree, signType = 'MD5', key = this.merchant.apiKey): boolean {
    return answer['sign'] === signV2(answer, key, signType);
  }
}

/** Opens the `req_info` of a refund notice. */
export function openReqInfo(reqInfo: string, key: string): MessageTree {
  const aesKey = createHash('md5').update(key).digest('hex');
  const decipher = createDecipheriv('aes-256-ecb', aesKey, null);
  return readXml(decipher.update(reqInfo, 'base64', 'utf8') + decipher.final('utf8'));
}
