import { WeChatDecryptError, WeChatParseError, WeChatSignatureError } from '../common/index.js';
import { isSameSignature, openSessionData, rawDataSignature } from '../crypto/index.js';

/** What WeChat puts into everything it seals: whom for, and when. */
export interface MiniProgramWatermark {
  readonly appid: string;
  /** Unix time in seconds. */
  readonly timestamp: number;
}

/** A person, as `wx.getUserInfo` gives them; since 2022 nickname and picture are the same for all. */
export interface MiniProgramUserInfo {
  readonly openId: string;
  readonly unionId?: string;
  readonly nickName: string;
  readonly avatarUrl: string;
  /** 0 unknown, 1 male, 2 female. */
  readonly gender: number;
  readonly language?: string;
  readonly city: string;
  readonly province: string;
  readonly country: string;
}

/** A telephone number, as the button of `getPhoneNumber` gives it. */
export interface MiniProgramPhoneNumber {
  /** With the country's code when that is not 86. */
  readonly phoneNumber: string;
  readonly purePhoneNumber: string;
  readonly countryCode: string;
}

/** How old what is opened may be. */
export interface DecryptOptions {
  /** Seconds between the watermark and this server's clock, either way; `Infinity` takes any age. @default 300 */
  maxAge?: number | undefined;
}

const DEFAULT_MAX_AGE = 300;

/** Opens sealed data and takes it only with the watermark of this mini program, and fresh. */
export function openFor(
  appId: string,
  sealed: { sessionKey: string; encryptedData: string; iv: string },
  { maxAge = DEFAULT_MAX_AGE }: DecryptOptions,
): object {
  if (!(maxAge >= 0)) throw new RangeError(`maxAge takes seconds from 0, or Infinity, not ${maxAge}`);
  const data = openSessionData(sealed.sessionKey, sealed.encryptedData, sealed.iv);
  const { appid, timestamp } = watermarkOf(data);
  if (appid !== appId) throw new WeChatDecryptError('The data was sealed for another mini program');
  if (typeof timestamp !== 'number' || !(Math.abs(Date.now() / 1000 - timestamp) <= maxAge)) {
    throw new WeChatDecryptError(`The data was sealed more than ${maxAge} s off this server's clock`);
  }
  return data as object;
}

/** The open data a front end sends in clear, when its signature is right. */
export function readRawData(sessionKey: string, rawData: string, signature: string | undefined): object {
  if (!isSameSignature(rawDataSignature(sessionKey, rawData), signature)) {
    throw new WeChatSignatureError(
      'The signature of rawData is missing or wrong: is rawData untouched, and the session key the current one?',
    );
  }
  try {
    return JSON.parse(rawData) as object;
  } catch {
    throw new WeChatParseError('The rawData is signed, but not JSON');
  }
}

function watermarkOf(data: unknown): { appid?: unknown; timestamp?: unknown } {
  const { watermark } = (data ?? {}) as { watermark?: unknown };
  return (watermark ?? {}) as { appid?: unknown; timestamp?: unknown };
}
