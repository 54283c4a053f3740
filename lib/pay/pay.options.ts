import { inClient, isOptionText, OPTION_INVALID, WeChatConfigError } from '../common/index.js';
import { ApiV3Cipher, MerchantKey, PlatformKey } from '../crypto/index.js';
import { checkHttpOptions } from '../http/index.js';
import {
  KEYS_NEEDED,
  OPTION_MISSING,
  OPTIONS_MISSING,
  OWN_PUBLIC_KEY,
  PUBLIC_KEY_HALF,
} from './pay.messages.js';
import type { PayOptions } from './pay-options.interface.js';

const SERIAL = /^[0-9A-F]{8,64}$/i;
const PUBLIC_KEY_ID = /^PUB_KEY_ID_\w{1,64}$/;

/** @throws {WeChatConfigError} for options that cannot work */
export function checkOptions(name: string, options: PayOptions): void {
  if (typeof options !== 'object' || options === null) throw new WeChatConfigError(OPTIONS_MISSING(name));
  const refuse = (option: string, cure: string): never => {
    throw new WeChatConfigError(OPTION_INVALID(name, option, cure));
  };
  for (const option of ['mchId', 'apiV3Key', 'privateKey', 'serialNo'] as const) {
    if (option === 'privateKey' ? !options[option] : !isOptionText(options[option]))
      throw new WeChatConfigError(OPTION_MISSING(name, option));
  }
  for (const option of ['privateKey', 'publicKey'] as const) {
    const text: unknown = options[option];
    if (text !== undefined && typeof text !== 'string')
      refuse(option, 'Give the text of the file, not its bytes');
  }
  const { serialNo, publicKeyId, publicKey, notifyUrl, apiV2Key, subMchIds = [] } = options;
  if (!SERIAL.test(serialNo)) refuse('serialNo', 'Give 商户API证书序列号 as hex, as the console shows it');
  if ((publicKeyId === undefined) !== (publicKey === undefined))
    throw new WeChatConfigError(PUBLIC_KEY_HALF(name));
  if (publicKeyId !== undefined && !PUBLIC_KEY_ID.test(publicKeyId))
    refuse('publicKeyId', 'It begins with PUB_KEY_ID_, as the console shows it');
  if (options.platformCertificates === false && publicKey === undefined)
    throw new WeChatConfigError(KEYS_NEEDED(name));
  if (!(Array.isArray(subMchIds) && subMchIds.every(isOptionText)))
    refuse('subMchIds', 'Give an array of 子商户号, as texts');
  if (notifyUrl !== undefined && !isNotifyUrl(notifyUrl))
    refuse('notifyUrl', 'Give an http(s) address without a query: WeChat Pay refuses others');
  if (apiV2Key !== undefined && !(isOptionText(apiV2Key) && apiV2Key.length === 32))
    refuse('apiV2Key', 'It has 32 characters');
  const { timestampTolerance = 0 } = options;
  if (!(Number.isFinite(timestampTolerance) && timestampTolerance >= 0))
    refuse('timestampTolerance', 'Give seconds as a number, 0 or more');
  checkHttpOptions(name, options.http);
}

function isNotifyUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && !url.search;
}

/** What a merchant signs, opens and verifies with. */
export interface PayKeys {
  readonly merchant: MerchantKey;
  readonly cipher: ApiV3Cipher;
  readonly platform: PlatformKey | undefined;
}

/** @throws {WeChatConfigError} for a key that cannot be read; the message names client and option, never the key */
export function readKeys(name: string, { privateKey, apiV3Key, publicKey }: PayOptions): PayKeys {
  const read = <T>(option: string, make: () => T): T => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof WeChatConfigError)) throw error;
      throw new WeChatConfigError(inClient(name, `${option} cannot work: ${error.message}.`));
    }
  };
  const merchant = read('privateKey', () => new MerchantKey(privateKey));
  const cipher = read('apiV3Key', () => new ApiV3Cipher(apiV3Key));
  const platform = publicKey === undefined ? undefined : read('publicKey', () => new PlatformKey(publicKey));
  if (platform?.isSigned(Buffer.from(name), merchant.sign(name)))
    throw new WeChatConfigError(OPTION_INVALID(name, 'publicKey', OWN_PUBLIC_KEY));
  return { merchant, cipher, platform };
}
