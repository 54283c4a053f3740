import type { StoredToken } from './wechat-storage.js';

/** What a store gives back may be anybody's. */
export function isStoredToken(value: unknown): value is StoredToken {
  const token = value as Partial<StoredToken> | null | undefined;
  return (
    typeof token?.value === 'string' &&
    token.value !== '' &&
    typeof token.expiresAt === 'number' &&
    typeof token.fetchedAt === 'number'
  );
}
