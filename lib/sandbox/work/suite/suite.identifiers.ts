import { createHash, randomBytes } from 'node:crypto';

const text = (bytes: number): string => randomBytes(bytes).toString('base64url');

export const newSuiteId = (): string => `ww${randomBytes(8).toString('hex')}`;
export const newPreAuthCode = (): string => text(48);
/** WeCom's have 64 to 512 characters. */
export const newAuthCode = (): string => text(72);
export const newPermanentCode = (): string => text(32);
export const newLoginCode = (): string => text(32);
export const newUserTicket = (): string => text(64);
export const newRegisterCode = (): string => text(48);

/** What suites of a provider know a corporation by. open_corpid */
export const openCorpIdOf = (provider: string, corpId: string): string =>
  `wp${createHash('sha256').update(`${provider}\n${corpId}`).digest('base64url').slice(0, 28).replace(/-/g, 'A')}`;
