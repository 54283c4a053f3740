import type { ApiCaller } from '../client/index.js';
import type { WeChatCredentials } from '../storage/index.js';
import { authorizerPages } from './authorizer.pages.js';

/** What an owner's consent leaves with the platform. */
export interface Authorization {
  readonly refreshToken: string;
  /** Unix time, s. */
  readonly authorizedAt: number;
}

/** A slow store has time for these, whoever waits for the last of them. */
const KEPT_AT_ONCE = 50;

/** The authorizations of all accounts, in the credential storage; one that was lost there is found in WeChat's own list. */
export class AuthorizationBook {
  #recovering?: Promise<ReadonlyMap<string, Authorization>> | undefined;

  constructor(
    private readonly componentAppId: string,
    private readonly caller: ApiCaller,
    private readonly credentials: WeChatCredentials,
  ) {}

  find(appId: string): Promise<Authorization | undefined> {
    return this.credentials.read<Authorization>(this.#keyOf(appId));
  }

  keep(appId: string, authorization: Authorization): Promise<void> {
    return this.credentials.write(this.#keyOf(appId), authorization);
  }

  remove(appId: string): Promise<void> {
    return this.credentials.remove(this.#keyOf(appId));
  }

  /**
   * Asks WeChat's list, unless another process has kept something better meanwhile. Whoever asks at the same time shares
   * the walk, and all that were lost are found by it.
   *
   * @param isStale whether what is kept is of no use
   */
  async recover(
    appId: string,
    isStale: (kept: Authorization) => boolean = () => false,
  ): Promise<Authorization | undefined> {
    const kept = await this.find(appId);
    if (kept && !isStale(kept)) return kept;
    this.#recovering ??= this.#recoverAll().finally(() => (this.#recovering = undefined));
    const found = (await this.#recovering).get(appId);
    const keptSince = await this.find(appId);
    if (keptSince && !isStale(keptSince)) return keptSince;
    if (found) await this.keep(appId, found);
    return found;
  }

  async #recoverAll(): Promise<ReadonlyMap<string, Authorization>> {
    const listed = new Map<string, Authorization>();
    for await (const page of authorizerPages(this.caller, this.componentAppId)) {
      for (let start = 0; start < page.length; start += KEPT_AT_ONCE) {
        const lost = page.slice(start, start + KEPT_AT_ONCE).map(async (account) => {
          const { authorizer_appid: appId, refresh_token, auth_time } = account;
          if (!refresh_token) return;
          const authorization = { refreshToken: refresh_token, authorizedAt: auth_time };
          listed.set(appId, authorization);
          if (!(await this.find(appId))) await this.keep(appId, authorization);
        });
        await Promise.all(lost);
      }
    }
    return listed;
  }

  #keyOf(appId: string): string {
    return `${this.componentAppId}:${appId}:authorization`;
  }
}
