import type { WeChatCredentials } from '../storage/index.js';
import { authorizerDetails, type ComponentCalls } from './authorizer.calls.js';
import { LAUNCH_CHECK_ACCOUNTS } from './launch-check.accounts.js';

/** What kind of account it is, and how messages address it. */
export interface AccountIdentity {
  readonly kind: 'official-account' | 'mini-program';
  /** 原始 ID, `gh_…`. */
  readonly originalId: string;
}

/** Who the accounts are: WeChat is asked once for each, and never again by any process. */
export class IdentityBook {
  readonly #known = new Map<string, AccountIdentity>();
  readonly #pending = new Map<string, Promise<AccountIdentity>>();

  constructor(
    private readonly calls: ComponentCalls,
    private readonly credentials: WeChatCredentials,
  ) {}

  /** @throws {WeChatApiError} 61003 for an account that has not authorized the platform */
  async find(appId: string): Promise<AccountIdentity> {
    const known = LAUNCH_CHECK_ACCOUNTS.get(appId) ?? this.#known.get(appId) ?? this.#pending.get(appId);
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
    const kept = identityOf((await this.credentials.read(this.#keyOf(appId))) ?? {});
    const identity = kept ?? (await this.#askWeChat(appId));
    if (!kept) await this.credentials.write(this.#keyOf(appId), identity);
    this.#known.set(appId, identity);
    return identity;
  }

  async #askWeChat(appId: string): Promise<AccountIdentity> {
    const { authorizer_info: info } = await authorizerDetails(this.calls, appId);
    return { kind: info.MiniProgramInfo ? 'mini-program' : 'official-account', originalId: info.user_name };
  }

  #keyOf(appId: string): string {
    return `${this.calls.componentAppId}:${appId}:identity`;
  }
}

function identityOf({ kind, originalId }: Readonly<Record<string, unknown>>): AccountIdentity | undefined {
  const isKind = kind === 'official-account' || kind === 'mini-program';
  return isKind && typeof originalId === 'string' ? { kind, originalId } : undefined;
}
