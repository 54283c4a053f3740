import { Injectable } from '@nestjs/common';
import type { UserTokens, WebLogin } from '../client/index.js';
import { WeChatApiError } from '../common/index.js';
import { WeChatCoordination, WeChatStorage } from '../storage/index.js';

/** Thirty days, as WeChat keeps a refresh token. */
const REFRESH_LIFE = 30 * 86_400_000;
/** The refresh token is expired, unknown, or the person took the consent back. */
const GONE: ReadonlySet<number> = new Set([40030, 42002, 42007]);

/** Keeps visitors' own tokens on this side, and renews them. */
@Injectable()
export class UserTokenKeeper {
  constructor(
    private readonly storage: WeChatStorage,
    private readonly coordination: WeChatCoordination,
  ) {}

  async save(appId: string, openid: string, tokens: UserTokens): Promise<void> {
    const fetchedAt = Date.now();
    const { accessToken, expiresAt, refreshToken } = tokens;
    await this.storage.write(accessKey(appId, openid), { value: accessToken, expiresAt, fetchedAt });
    const refreshExpiry = fetchedAt + REFRESH_LIFE;
    await this.storage.write(refreshKey(appId, openid), {
      value: refreshToken,
      expiresAt: refreshExpiry,
      fetchedAt,
    });
  }

  /** A live token of the person; undefined when they have to log in again. */
  async read(appId: string, openid: string, login: WebLogin): Promise<string | undefined> {
    return (await this.#live(appId, openid)) ?? this.#renew(appId, openid, login);
  }

  async #live(appId: string, openid: string): Promise<string | undefined> {
    const kept = await this.storage.read(accessKey(appId, openid));
    return kept && kept.expiresAt > Date.now() ? kept.value : undefined;
  }

  #renew(appId: string, openid: string, login: WebLogin): Promise<string | undefined> {
    return this.coordination.withLock(refreshKey(appId, openid), async () => {
      const live = await this.#live(appId, openid); // somebody else may have renewed it meanwhile
      if (live !== undefined || !login.refresh) return live;
      const kept = await this.storage.read(refreshKey(appId, openid));
      if (!kept) return undefined;
      try {
        const tokens = await login.refresh(kept.value);
        await this.save(appId, openid, tokens);
        return tokens.accessToken;
      } catch (error) {
        if (!(error instanceof WeChatApiError) || !GONE.has(error.errcode)) throw error;
        await this.storage.remove(refreshKey(appId, openid));
        return undefined;
      }
    });
  }
}

const accessKey = (appId: string, openid: string): string => `${appId}:user_access_token:${openid}`;
const refreshKey = (appId: string, openid: string): string => `${appId}:user_refresh_token:${openid}`;
