import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { newShortCode } from '../world/identifiers.js';
import { compactDate, compactTime } from './pay.times.js';

const digits = (count: number): string => {
  let text = '';
  while (text.length < count) text += String(randomInt(10));
  return text;
};

export const newMchId = (): string => `19${digits(8)}`;
/** 32 letters and digits, as they are set in the console. */
export const newApiKey = (): string => randomBytes(16).toString('hex');
/** 40 hex digits; the first one keeps the number positive and of full length. */
export const newCertificateSerial = (): string =>
  `${randomInt(1, 8)}${randomBytes(20).toString('hex').slice(1)}`.toUpperCase();
/** The id of a public key names the merchant. */
export const newPublicKeyId = (mchId: string): string =>
  `PUB_KEY_ID_0${mchId}${compactDate(Date.now())}00${randomBytes(7).toString('hex')}`;
export const newPrepayId = (now: number): string =>
  `wx${compactTime(now)}${randomBytes(9).toString('hex')}0000`.slice(0, 36);
export const newTransactionId = (now: number): string => `420000${digits(4)}${compactDate(now)}${digits(10)}`;
export const newRefundId = (now: number): string => `503${digits(8)}${compactDate(now)}${digits(10)}`;
export const newTransferBillNo = (now: number): string =>
  `13300000${digits(14)}${compactDate(now)}${digits(10)}`;
export const newPayCode = (): string => newShortCode().slice(0, 9);
/** What a payer shows to be scanned. 付款码 */
export const newAuthCode = (): string => `13${digits(16)}`;
export const newComplaintId = (now: number): string => `2000${compactDate(now)}${digits(14)}`;
export const newNotificationId = (): string => randomUUID();
/** WeChat Pay's id of a call. */
export const newRequestId = (): string =>
  `08${randomBytes(16).toString('hex').toUpperCase()}-${randomInt(1e8)}`;
/** 32 letters and digits. */
export const newPayNonce = (): string => randomBytes(16).toString('hex');
export const newFlowNo = (now: number): string => `${compactDate(now)}${digits(16)}`;
