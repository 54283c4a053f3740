import type { OfficialEndpoints } from '../catalog/index.js';
import type { ApiCaller } from '../client/index.js';
import type { WeChatCredentials } from '../storage/index.js';
import { LAUNCH_CHECK_ACCOUNTS } from './launch-check.accounts.js';

const ROUTE = 'POST /cgi-bin/component/api_get_authorizer_info';

type Info = OfficialEndpoints[typeof ROUTE]['answer']['authorizer_info'];

/** What kind of account it is, and how messages address it. */
export interface AccountIdentity {
  readonly kind: 'official-account' | 'mini-program';
  /** 原始 ID, `gh_…`. */
  readonly originalId: string;
}

/** Who the accounts are: WeChat is asked once for each, and never again by any process. */
export class IdentityBook {
  readonly #known = new Map<string, AccountIdentity>(LAUNCH_CHECK_ACCOUNTS);
  readonly #pending = new Map<string, Promise<AccountIdentity>>();

  constructor(
    private readonly componentAppId: string,
    private readonly caller: ApiCaller,
    private readonly credentials: WeChatCredentials,
  ) {}

  known(appId: string): AccountIdentity | undefined {
    return this.#known.get(appId);
  }

  /** @throws {WeChatApiError} 61003 for an account that has not authorized the platform */
  async find(appId: string): Promise<AccountIdentity> {
    const known = this.#known.get(appId) ?? this.#pending.get(appId);
    if (known) return known;
    const asked = this.#ask(appId).finally(() => this.#pending.delete(appId));
    this.#pending.set(appId, asked);
    return asked;
  }

  async remove(appId: string): Promise<void> {
    this.#known.delete(appId);
    await this.credentials.remove(this.#keyOf(appId));
  }

  clear(): void {
    this.#known.clear();
  }

  async #ask(appId: string): Promise<AccountIdentity> {
    const kept = await this.credentials.read<AccountIdentity>(this.#keyOf(appId));
    const identity = kept ?? (await this.#askWeChat(appId));
    if (!kept) await this.credentials.write(this.#keyOf(appId), identity);
    this.#known.set(appId, identity);
    return identity;
  }

  async #askWeChat(appId: string): Promise<AccountIdentity> {
    const body = { component_appid: this.componentAppId, authorizer_appid: appId };
    const { authorizer_info: info } = (await this.caller.call(ROUTE, { body })) as { authorizer_info: Info };
    return { kind: info.MiniProgramInfo ? 'mini-program' : 'official-account', originalId: info.user_name };
  }

  #keyOf(appId: string): string {
    return `${this.componentAppId}:${appId}:identity`;
  }
}
