import { inClient, isOptionText, OPTION_INVALID, WeChatConfigError } from '../common/index.js';
import { ApiV3Cipher, MerchantKey, PlatformKey } from '../crypto/index.js';
import { checkHttpOptions } from '../http/index.js';
import {
  KEYS_NEEDED,
  OPTION_MISSING,
  OPTION_NO_TEXT,
  OPTION_UNKNOWN,
  OPTIONS_MISSING,
  OWN_PUBLIC_KEY,
  PUBLIC_KEY_HALF,
} from './pay.messages.js';
import type { PayOptions } from './pay-options.interface.js';

const MCH_ID = /^\w{1,32}$/;
const SERIAL = /^[0-9A-F]{8,64}$/i;
const PUBLIC_KEY_ID = /^PUB_KEY_ID_\w{1,64}$/;
/** What pay() takes: the compiler sees that none is left out. */
const OPTIONS: Readonly<Record<keyof PayOptions, true>> = {
  mchId: true,
  apiV3Key: true,
  privateKey: true,
  serialNo: true,
  publicKeyId: true,
  publicKey: true,
  platformCertificates: true,
  subMchIds: true,
  notifyUrl: true,
  apiV2Key: true,
  v2Certificate: true,
  baseUrls: true,
  http: true,
  timestampTolerance: true,
};

/** @throws {WeChatConfigError} for options that cannot work */
export function checkOptions(name: string, options: PayOptions): void {
  if (typeof options !== 'object' || options === null) throw new WeChatConfigError(OPTIONS_MISSING(name));
  const refuse = (option: string, cure: string): never => {
    throw new WeChatConfigError(OPTION_INVALID(name, option, cure));
  };
  for (const option of Object.keys(options)) checkKnown(name, option);
  for (const option of ['mchId', 'apiV3Key', 'serialNo', 'publicKeyId', 'apiV2Key', 'notifyUrl'] as const) {
    const value: unknown = options[option] ?? '';
    if (typeof value !== 'string') throw new WeChatConfigError(OPTION_NO_TEXT(name, option));
  }
  for (const option of ['mchId', 'apiV3Key', 'privateKey', 'serialNo'] as const) {
    if (option === 'privateKey' ? !options[option] : !isOptionText(options[option]))
      throw new WeChatConfigError(OPTION_MISSING(name, option));
  }
  for (const option of ['privateKey', 'publicKey'] as const) {
    const text: unknown = options[option];
    if (text !== undefined && typeof text !== 'string')
      refuse(option, 'Give the text of the file, not its bytes');
  }
  if (!MCH_ID.test(options.mchId)) refuse('mchId', 'Give 商户号, as the console shows it');
  const { serialNo, publicKeyId, publicKey, notifyUrl, apiV2Key, v2Certificate, subMchIds } = options;
  if (!SERIAL.test(serialNo)) refuse('serialNo', 'Give 商户API证书序列号 as hex, as the console shows it');
  if ((publicKeyId === undefined) !== (publicKey === undefined))
    throw new WeChatConfigError(PUBLIC_KEY_HALF(name));
  if (publicKeyId !== undefined && !PUBLIC_KEY_ID.test(publicKeyId))
    refuse('publicKeyId', 'It begins with PUB_KEY_ID_, as the console shows it');
  const { platformCertificates = true } = options;
  if (typeof platformCertificates !== 'boolean')
    refuse('platformCertificates', 'Give true or false, or leave it out');
  if (!platformCertificates && publicKey === undefined) throw new WeChatConfigError(KEYS_NEEDED(name));
  if (subMchIds !== undefined && !(Array.isArray(subMchIds) && subMchIds.every(isOptionText)))
    refuse('subMchIds', 'Give an array of 子商户号, as texts');
  if (subMchIds?.length === 0) refuse('subMchIds', 'It lets nobody in: leave it out for any 子商户号');
  if (notifyUrl !== undefined && !isNotifyUrl(notifyUrl))
    refuse('notifyUrl', 'Give an http(s) address without a query or a hash: WeChat Pay refuses others');
  if (apiV2Key !== undefined && !(isOptionText(apiV2Key) && apiV2Key.length === 32))
    refuse('apiV2Key', 'It has 32 characters');
  if (v2Certificate !== undefined && apiV2Key === undefined)
    refuse('v2Certificate', 'Set apiV2Key, too: v2 calls alone show it, and are signed with that key');
  const { timestampTolerance = 0 } = options;
  if (!(Number.isFinite(timestampTolerance) && timestampTolerance >= 0))
    refuse('timestampTolerance', 'Give seconds as a number, 0 or more');
  checkHttpOptions(name, options.http);
}

function checkKnown(name: string, option: string): void {
  if (Object.hasOwn(OPTIONS, option)) return;
  const known = Object.keys(OPTIONS);
  const alike = known.filter((one) => one.toLowerCase() === option.replaceAll(/[_-]/g, '').toLowerCase());
  throw new WeChatConfigError(OPTION_UNKNOWN(name, option, alike.length === 1 ? alike : known));
}

const isNotifyUrl = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#]/.test(text);

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
