/** The third-party platform of the rows about many accounts, and its accounts. */
import { getWeChatToken, openPlatform, WeChatModule } from 'nestjs-wechat-sdk';
import { ACCOUNT } from './account.mjs';

export const ORIGINAL_ID = 'gh_0123456789ab';

/** Appids of that many accounts. */
export const appIds = (count) =>
  Array.from({ length: count }, (_, index) => `wx${index.toString(16).padStart(16, '0')}`);

/** Keeps what was written; who the accounts are and that they authorized is known from the beginning. */
const credentials = (() => {
  const kept = new Map();
  const known = (key) => {
    if (key.endsWith(':identity')) return { kind: 'official-account', originalId: ORIGINAL_ID };
    if (key.endsWith(':authorization')) return { refreshToken: 'refreshtoken@@@bench', authorizedAt: 1 };
    return { ticket: 'ticket@@@bench', createdAt: Math.floor(Date.now() / 1000) };
  };
  return {
    get: async (key) => kept.get(key) ?? known(key),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => kept.delete(key),
  };
})();

/** A module with one client, `platform`, which calls the given server. */
export function platformModule({ url = 'http://127.0.0.1:9', refresh } = {}) {
  const platform = openPlatform({ ...ACCOUNT, baseUrls: { api: url, mp: url, open: url } });
  return WeChatModule.forRoot({ clients: { platform }, credentials, refresh });
}

export const platformOf = (app) => app.get(getWeChatToken('platform'));
