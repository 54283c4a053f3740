import { Injectable } from '@nestjs/common';
import type { LoginUser, UserTokens, WebLogin } from '../client/index.js';
import { WeChatApiError } from '../common/index.js';
import { type Lease, WeChatCoordination, WeChatStorage } from '../storage/index.js';

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

  /** What the person consented to stands in the key: a silent login does not take the place of a fuller one. */
  async save(appId: string, { openid, scope }: LoginUser, tokens: UserTokens, lease?: Lease): Promise<void> {
    const fetchedAt = Date.now();
    const { accessToken, expiresAt, refreshToken } = tokens;
    const { access, refresh } = keysOf(appId, openid, scope);
    await this.storage.write(access, { value: accessToken, expiresAt, fetchedAt }, lease);
    const kept = { value: refreshToken, expiresAt: fetchedAt + REFRESH_LIFE, fetchedAt };
    await this.storage.write(refresh, kept, lease);
  }

  /** A live token of the person, of the fullest consent there is; undefined when they have to log in again. */
  async read(appId: string, openid: string, login: WebLogin): Promise<string | undefined> {
    for (const scope of login.scopes.toReversed()) {
      const user = { openid, scope };
      const token =
        (await this.#live(keysOf(appId, openid, scope).access)) ?? (await this.#renew(appId, user, login));
      if (token !== undefined) return token;
    }
    return undefined;
  }

  async #live(key: string): Promise<string | undefined> {
    const kept = await this.storage.read(key);
    return kept && kept.expiresAt > Date.now() ? kept.value : undefined;
  }

  #renew(appId: string, user: LoginUser, login: WebLogin): Promise<string | undefined> {
    const { access, refresh } = keysOf(appId, user.openid, user.scope);
    return this.coordination.withLock(refresh, async (lease) => {
      const live = await this.#live(access); // somebody else may have renewed it meanwhile
      if (live !== undefined || !login.refresh) return live;
      const kept = await this.storage.read(refresh);
      if (!kept) return undefined;
      try {
        const tokens = await login.refresh(kept.value);
        await this.save(appId, user, tokens, lease);
        return tokens.accessToken;
      } catch (error) {
        if (!(error instanceof WeChatApiError) || !GONE.has(error.errcode)) throw error;
        await this.storage.remove(refresh);
        return undefined;
      }
    });
  }
}

const keysOf = (appId: string, openid: string, scope: string): { access: string; refresh: string } => ({
  access: `${appId}:user_access_token:${scope}:${openid}`,
  refresh: `${appId}:user_refresh_token:${scope}:${openid}`,
});
