import { randomBytes, randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

function letters(length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += LETTERS[randomInt(LETTERS.length)];
  return text;
}

export const newAppId = (): string => `wx${hex(8)}`;
export const newAppSecret = (): string => hex(16);
export const newOriginalId = (): string => `gh_${hex(6)}`;
export const newCallbackToken = (): string => letters(32);
/** 32 bytes as base64 without the padding sign: what the console shows. */
export const newEncodingAESKey = (): string => randomBytes(32).toString('base64').slice(0, 43);
export const newOpenid = (): string => `o${randomBytes(21).toString('base64url').slice(0, 27)}`;
export const newAccessToken = (): string => `${randomInt(60, 100)}_${randomBytes(102).toString('base64url')}`;
export const newTicket = (): string => `gQ${randomBytes(69).toString('base64url')}==`;
/** What a third-party platform gets for its token. */
export const newVerifyTicket = (): string => `ticket@@@${randomBytes(64).toString('base64url')}`;
export const newPreAuthCode = (): string => `preauthcode@@@${randomBytes(64).toString('base64url')}`;
/** What an owner's consent gives a platform. */
export const newAuthorizationCode = (): string => `queryauthcode@@@${randomBytes(64).toString('base64url')}`;
export const newRefreshToken = (): string => `refreshtoken@@@${randomBytes(32).toString('base64url')}`;
/** A ticket of the JS-SDK. */
export const newJsTicket = (): string => randomBytes(65).toString('base64url').slice(0, 86);
/** A code of the web login or of `wx.login`. */
export const newLoginCode = (): string => `0${randomBytes(24).toString('base64url').slice(0, 31)}`;
/** A dynamic code, as `getPhoneNumber` has it. */
export const newDynamicCode = (): string => hex(32);
/** A token of a person. */
export const newUserToken = (): string => `${randomInt(60, 100)}_${randomBytes(66).toString('base64url')}`;
/** 16 bytes as base64. */
export const newSessionKey = (): string => randomBytes(16).toString('base64');
export const newPhoneNumber = (): string => `138${String(randomInt(1e8)).padStart(8, '0')}`;
export const newTraceId = (): string => `${hex(4)}-${hex(4)}-${hex(4)}`;
export const newMediaId = (): string => randomBytes(48).toString('base64url');
export const newArticleId = (): string => randomBytes(32).toString('base64url');
export const newTemplateId = (): string => randomBytes(32).toString('base64url');
export const newShortCode = (): string => letters(15);
export const newNonce = (): string => String(randomInt(100_000_000, 2_000_000_000));
export const newEchostr = (): string => String(randomInt(1e12, 1e14));
/** WeChat's id of a refused call: seconds, then two words. */
export const newRid = (): string => `${Math.floor(Date.now() / 1000).toString(16)}-${hex(4)}-${hex(4)}`;

let lastMessageId = 24_000_000_000_000_000n + BigInt(randomInt(1e12));

/** Ids of messages lie beyond 2^53, as WeChat's do. */
export function nextMessageId(): bigint {
  lastMessageId += BigInt(randomInt(1, 1000));
  return lastMessageId;
}

let lastEntry = 0;

export function nextEntryId(): string {
  lastEntry += 1;
  return String(lastEntry);
}

let lastSerial = 430_000_000;

/** A number no other thing of this kind has: audits, releases, drafts and templates. */
export function nextSerial(): number {
  lastSerial += 1;
  return lastSerial;
}
