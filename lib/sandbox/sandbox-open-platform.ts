import { openAccount } from './account/account.opening.js';
import type { AccountState } from './account/account.state.js';
import { OfficialAccountState } from './account/official-account.state.js';
import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxAuthorization,
  SandboxAuthorizeOptions,
  SandboxDraftOptions,
  SandboxLaunchStep,
  SandboxPlatformCredentials,
} from './interfaces/open-platform-options.interface.js';
import type { SandboxFormat } from './interfaces/sandbox-options.interface.js';
import { AuthorizeRefusal } from './login/authorize.request.js';
import {
  authorizedAddress,
  type AuthorizationRequest,
  isAuthorizationDoor,
  readAuthorizationRequest,
} from './platform/authorization.request.js';
import { LaunchCheck } from './platform/launch.check.js';
import type { OpenPlatformState } from './platform/open-platform.state.js';
import { PlatformPusher } from './platform/platform.pusher.js';
import type { PushTree } from './push/push.writer.js';
import type { SandboxConsole } from './sandbox-console.js';

/**
 * A third-party platform as its owner sees it in WeChat's console, and what owners of accounts and WeChat itself do to
 * it. While the sandbox runs, a ticket is pushed every ten minutes. 第三方平台
 *
 * @publicApi
 */
export class SandboxOpenPlatform {
  readonly #state: OpenPlatformState;
  readonly #pusher: PlatformPusher;

  /** @internal Platforms are made by {@link WeChatSandbox.openPlatform}. */
  constructor(state: OpenPlatformState) {
    this.#state = state;
    this.#pusher = new PlatformPusher(state);
    this.#pusher.keepTicketing();
  }

  get appId(): string {
    return this.#state.appId;
  }

  get appSecret(): string {
    return this.#state.appSecret;
  }

  /** The callback token. 消息校验 Token */
  get token(): string {
    return this.#state.token;
  }

  /** The callback key. 消息加解密 Key */
  get encodingAESKey(): string {
    return this.#state.encodingAESKey;
  }

  get name(): string {
    return this.#state.name;
  }

  /** To spread into the options of the application's client. */
  get credentials(): SandboxPlatformCredentials {
    const { appId, appSecret, token, encodingAESKey } = this.#state;
    return { appId, appSecret, token, encodingAESKey };
  }

  /** Where tickets and authorizations are pushed. 授权事件接收配置 */
  get callbackUrl(): string | undefined {
    return this.#state.callbackUrl;
  }

  set callbackUrl(url: string | undefined) {
    this.#state.callbackUrl = url;
  }

  /** Where messages of authorizers are pushed; `$APPID$` in it becomes the authorizer's appid. 消息与事件接收配置 */
  get messageUrl(): string | undefined {
    return this.#state.messageUrl;
  }

  set messageUrl(url: string | undefined) {
    this.#state.messageUrl = url;
  }

  /** In which language pushes are written. 数据格式 */
  get format(): SandboxFormat {
    return this.#state.format;
  }

  set format(format: SandboxFormat) {
    this.#state.format = format;
  }

  /** How often WeChat handed out a token: the platform's own, and those of its authorizers. */
  get tokenFetches(): Readonly<{ component: number; authorizer: number }> {
    return { component: this.#state.tokens.fetches.classic, authorizer: this.#state.authorizerFetches };
  }

  /** Appids of the accounts that have authorized the platform, in the order in which they did. */
  get authorizers(): readonly string[] {
    return [...this.#state.authorizations.keys()];
  }

  /**
   * Pushes a new ticket, as WeChat does every ten minutes. It is good for twelve hours. 验证票据
   *
   * @returns the ticket
   * @throws {SandboxPushError} when the application does not answer with `success`
   */
  async pushTicket(): Promise<string> {
    return this.#pusher.ticket();
  }

  /**
   * Pushes what happened, under any name; the platform's appid and the time are filled in. 授权事件
   *
   * @throws {SandboxPushError} when the application does not answer with `success`
   */
  async pushInfo(info: { InfoType: string } & PushTree): Promise<void> {
    return this.#pusher.tell(info);
  }

  /**
   * Lets the owner of an account scan and confirm. Pushes `authorized`, or `updateauthorized` when the account had
   * authorized the platform before; nothing when there is no callbackUrl. 授权
   *
   * @throws {SandboxUseError} when the pre-authorization code cannot be used
   * @throws {SandboxPushError} when the application does not answer with `success`; the account is authorized all the
   * same
   */
  async authorize(
    account: SandboxConsole,
    options: SandboxAuthorizeOptions = {},
  ): Promise<SandboxAuthorization> {
    const { granted, told } = this.#pusher.authorize(this.#stateOf(account), options);
    await told;
    return granted;
  }

  /**
   * Lets the owner of an account follow the address of an authorization page, and confirm there. 授权页
   *
   * @param url where the application sent the owner: WeChat's address or the sandbox's, with all parameters
   * @returns where WeChat sends the owner back to, with `auth_code` and `expires_in`
   * @throws {SandboxUseError} when WeChat would show an error, or would not offer the account
   * @throws {SandboxPushError} as {@link authorize} does
   */
  async authorizeAt(url: string, account: SandboxConsole): Promise<string> {
    const request = this.#open(url);
    const state = this.#stateOf(account);
    if (!request.takes(state)) throw new SandboxUseError(`The page does not offer ${account.name}`);
    const { granted, told } = this.#pusher.authorize(state, request);
    await told;
    return authorizedAddress(request, granted);
  }

  /**
   * Lets the owner of an account take the consent back: the platform's tokens for it are dead at once. Pushes
   * `unauthorized`. 取消授权
   *
   * @throws {SandboxUseError} when the account has not authorized the platform
   * @throws {SandboxPushError} when the application does not answer with `success`; the account is gone all the same
   */
  async unauthorize(account: SandboxConsole): Promise<void> {
    return this.#pusher.unauthorize(this.#stateOf(account));
  }

  /**
   * Opens many official accounts that have authorized the platform already, and whose codes were exchanged: nothing is
   * pushed.
   *
   * @returns their appids
   */
  addAuthorizers(count: number): string[] {
    return Array.from({ length: count }, () => {
      const account = openAccount(new OfficialAccountState({}, this.#state.shared));
      this.#state.authorize(account).renewRefreshToken();
      return account.appId;
    });
  }

  /** Uploads code, as a developer of the platform does. Returns the draft's id. 代码草稿 */
  addDraft(draft: SandboxDraftOptions): number {
    return this.#state.library.upload(draft).id;
  }

  /** Kills the platform's own tokens at once: calls are refused with 40001. */
  revokeTokens(): void {
    this.#state.tokens.revokeAll();
  }

  /** Ends the life of the platform's own tokens: calls are refused with 42001. */
  expireTokens(): void {
    this.#state.tokens.expireAll();
  }

  /**
   * Plays the automated check before a platform may serve everybody: a ticket, then messages of the two test accounts,
   * which exist as long as the check runs. 全网发布检测
   *
   * @returns what was tried, step by step; a step that fails does not reject
   * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/operation/thirdparty/releases_instructions.html
   */
  async launchCheck(): Promise<SandboxLaunchStep[]> {
    return new LaunchCheck(this.#state, this.#pusher).run();
  }

  #stateOf({ appId, name }: SandboxConsole): AccountState {
    const state = this.#state.shared.accounts.get(appId);
    if (!state) throw new SandboxUseError(`${name} is no account of this sandbox`);
    return state;
  }

  #open(url: string): AuthorizationRequest {
    const base = 'https://mp.weixin.qq.com';
    if (!URL.canParse(url, base)) throw new SandboxUseError(`"${url}" is no address`);
    const { pathname, searchParams, hash } = new URL(url, base);
    if (!isAuthorizationDoor(pathname))
      throw new SandboxUseError(`${pathname} is no address where platforms are authorized`);
    const request = readAuthorizationRequest(pathname, searchParams, this.#state.shared);
    if (request instanceof AuthorizeRefusal)
      throw new SandboxUseError(`WeChat shows "${request.text}". ${request.reason}`);
    if (request.platform !== this.#state)
      throw new SandboxUseError(`The page is that of ${request.platform.name}`);
    if (pathname === '/wxaopen/safe/bindcomponent' && hash !== '#wechat_redirect')
      throw new SandboxUseError('The address must end with #wechat_redirect');
    return request;
  }
}
