import type { AccountState } from './account/account.state.js';
import type {
  SandboxCredentials,
  SandboxFormat,
  SandboxMode,
} from './interfaces/sandbox-options.interface.js';
import { verifyCallbackUrl } from './push/url.verifier.js';

/**
 * What the owner of an account of any kind sees in WeChat's console.
 *
 * @publicApi
 */
export abstract class SandboxConsole {
  readonly #state: AccountState;

  /** @internal */
  constructor(state: AccountState) {
    this.#state = state;
  }

  get appId(): string {
    return this.#state.appId;
  }

  get appSecret(): string {
    return this.#state.appSecret;
  }

  /** The callback token. 令牌 */
  get token(): string {
    return this.#state.token;
  }

  /** The callback key. 消息加解密密钥 */
  get encodingAESKey(): string {
    return this.#state.encodingAESKey;
  }

  /** `gh_…`, the account's name in pushes. 原始 ID */
  get originalId(): string {
    return this.#state.originalId;
  }

  get name(): string {
    return this.#state.name;
  }

  /**
   * To spread into the options of the application's client. The key is left out when the account pushes in plain mode
   * and nobody asked for a key, since a client with a key refuses plain pushes.
   */
  get credentials(): SandboxCredentials {
    const { appId, appSecret, token, encodingAESKey, mode, keyWasGiven } = this.#state;
    return { appId, appSecret, token, ...(keyWasGiven || mode !== 'plain' ? { encodingAESKey } : {}) };
  }

  /** Where pushes go, unless the account has authorized a platform. 服务器地址 */
  get callbackUrl(): string | undefined {
    return this.#state.callbackUrl;
  }

  set callbackUrl(url: string | undefined) {
    this.#state.callbackUrl = url;
  }

  /** In which form pushes are sealed. 消息加解密方式 */
  get mode(): SandboxMode {
    return this.#state.mode;
  }

  set mode(mode: SandboxMode) {
    this.#state.mode = mode;
  }

  /** In which language pushes are written. 数据格式 */
  get format(): SandboxFormat {
    return this.#state.format;
  }

  set format(format: SandboxFormat) {
    this.#state.format = format;
  }

  /** How often WeChat handed out a token, by endpoint. */
  get tokenFetches(): Readonly<{ classic: number; stable: number }> {
    return { ...this.#state.tokens.fetches };
  }

  /**
   * Presses "submit" in the console: WeChat asks the callback URL for an echo. 验证服务器地址
   *
   * @throws {SandboxPushError} that says why the URL was refused
   */
  async verifyUrl(): Promise<void> {
    await verifyCallbackUrl(this.#state);
  }

  /** Kills every token at once, those of platforms included: calls are refused with 40001. */
  revokeTokens(): void {
    for (const { tokens } of [this.#state, ...this.#state.authorizations]) tokens.revokeAll();
  }

  /** Ends every token's life, those of platforms included: calls are refused with 42001. */
  expireTokens(): void {
    for (const { tokens } of [this.#state, ...this.#state.authorizations]) tokens.expireAll();
  }
}
