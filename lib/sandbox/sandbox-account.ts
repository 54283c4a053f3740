import type { AccountState } from './account/account.state.js';
import type { MenuButton } from './account/menu.book.js';
import { PersonState } from './account/person.state.js';
import type { StoredTemplate } from './account/template.book.js';
import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxCredentials,
  SandboxFormat,
  SandboxMode,
  SandboxPersonOptions,
} from './interfaces/sandbox-options.interface.js';
import type { Pusher } from './push/pusher.js';
import { verifyCallbackUrl } from './push/url.verifier.js';
import { SandboxPerson } from './sandbox-person.js';
import { newOpenid } from './world/identifiers.js';

/**
 * An official account as its owner sees it in WeChat's console. 公众号
 *
 * @publicApi
 */
export class SandboxAccount {
  readonly #state: AccountState;
  readonly #pusher: Pusher;
  readonly #people = new Map<string, SandboxPerson>();

  /** @internal Accounts are made by {@link WeChatSandbox.officialAccount}. */
  constructor(state: AccountState, pusher: Pusher) {
    this.#state = state;
    this.#pusher = pusher;
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

  /** Where pushes go. 服务器地址 */
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

  /** The menu the application has made, if any. 自定义菜单 */
  get menu(): { readonly button: readonly MenuButton[] } | null {
    return this.#state.menus.common;
  }

  /** The account's templates. 模板 */
  get templates(): readonly StoredTemplate[] {
    return this.#state.templates.list;
  }

  /** Everybody who was made with {@link person}. */
  get people(): readonly SandboxPerson[] {
    return [...this.#people.values()];
  }

  /** Makes a person who knows the account and does not yet follow it. */
  person(options: SandboxPersonOptions = {}): SandboxPerson {
    const {
      openid = newOpenid(),
      nickname = `Person ${this.#people.size + 1}`,
      unionid,
      language = 'zh_CN',
    } = options;
    if (this.#people.has(openid)) throw new SandboxUseError(`${this.name} knows a person ${openid} already`);
    const state = new PersonState(this.appId, openid, nickname, unionid, language, this.#state.world);
    this.#state.people.set(openid, state);
    const person = new SandboxPerson(this.#state, state, this.#pusher);
    this.#people.set(openid, person);
    state.announce();
    return person;
  }

  /**
   * Lets many people follow the account at once, without a push each. 关注者
   *
   * @returns their openids, in the order in which they followed
   */
  addFollowers(count: number): string[] {
    return Array.from({ length: count }, () => {
      const person = this.person();
      this.#state.people.get(person.openid)?.follow();
      this.#state.followers.add(person.openid);
      return person.openid;
    });
  }

  /** Adds a template, as in the console; `content` holds `{{name.DATA}}`. Returns its id. */
  addTemplate({ title, content }: { title: string; content: string }): string {
    return this.#state.templates.add(title, content);
  }

  /**
   * Presses "submit" in the console: WeChat asks the callback URL for an echo. 验证服务器地址
   *
   * @throws {SandboxPushError} that says why the URL was refused
   */
  async verifyUrl(): Promise<void> {
    await verifyCallbackUrl(this.#state);
  }

  /** Kills every token at once: calls are refused with 40001. */
  revokeTokens(): void {
    this.#state.tokens.revokeAll();
  }

  /** Ends every token's life: calls are refused with 42001. */
  expireTokens(): void {
    this.#state.tokens.expireAll();
  }
}
