import { randomBytes, randomInt } from 'node:crypto';
import { newMediaId } from '../world/identifiers.js';

const text = (bytes: number): string => randomBytes(bytes).toString('base64url');
const marked = (mark: string, bytes = 21): string => `${mark}${text(bytes).replace(/-/g, 'A')}`;

/** 企业ID */
export const newCorpId = (): string => `ww${randomBytes(8).toString('hex')}`;
/** 43 characters. */
export const newWorkSecret = (): string => text(32);
export const newWorkToken = (): string => text(160);
/** Of a person outside the corporation; what is a customer of WeChat begins with `wm`, one of WeCom with `wo`. */
export const newExternalUserId = (): string => marked('wm');
/** Of a group chat with customers. */
export const newExternalChatId = (): string => marked('wr');
/** Of an account of 微信客服. */
export const newOpenKfId = (): string => marked('wk');
/** Of a member, as a third-party application sees them. */
export const newOpenUserId = (): string => marked('wo');
export const newMessageId = (): string => text(32);
export const newResponseCode = (): string => text(48);
export const newConfigId = (): string => randomBytes(16).toString('hex');
export const newTagId = (): string => marked('et');
export const newJobId = (): string => text(24);
export const newWorkMediaId = (): string => `3${newMediaId()}`;
export const newWorkCode = (): string => text(32);
export const newRobotKey = (): string =>
  [4, 2, 2, 2, 6].map((bytes) => randomBytes(bytes).toString('hex')).join('-');

let lastAgentId = 1_000_001 + randomInt(1000);

/** AgentId of an application somebody at the corporation made. */
export function nextAgentId(): number {
  lastAgentId += 1;
  return lastAgentId;
}
