import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxInstallOptions,
  SandboxWorkSuiteCredentials,
} from './interfaces/sandbox-work-suite.interface.js';
import type { PushTree } from './push/push.writer.js';
import { SandboxAgent } from './sandbox-agent.js';
import type { SandboxCorp } from './sandbox-corp.js';
import type { CorpState } from './work/corp.state.js';
import { backTo, openInstallPage, pageOf } from './work/suite/install.request.js';
import { SuitePusher } from './work/suite/suite.pusher.js';
import type { SuiteState } from './work/suite/suite.state.js';

/**
 * A suite as its provider sees it in WeCom's console, and what administrators and WeCom itself do to it. While the sandbox runs,
 * a ticket is pushed every ten minutes. 第三方应用, 代开发应用模板
 *
 * @publicApi
 */
export class SandboxWorkSuite {
  readonly #state: SuiteState;
  readonly #pusher: SuitePusher;

  /** @internal Suites are made by {@link SandboxWorkProvider.suite}. */
  constructor(state: SuiteState) {
    this.#state = state;
    this.#pusher = new SuitePusher(state);
    this.#pusher.keepTicketing();
  }

  get suiteId(): string {
    return this.#state.suiteId;
  }

  get name(): string {
    return this.#state.name;
  }

  /** To be given to `workSuite()`: ids and secrets, and the sandbox's own addresses in place of WeCom's. */
  get options(): SandboxWorkSuiteCredentials {
    const { suiteId, suiteSecret, token, encodingAESKey, provider } = this.#state;
    const { url } = provider.shared.world;
    return {
      suiteId,
      suiteSecret,
      providerCorpId: provider.corpId,
      token,
      encodingAESKey,
      baseUrls: { api: `${url}/work`, open: url, login: url, openWork: url },
    };
  }

  /** Where tickets and authorizations are pushed. 指令回调URL */
  get callbackUrl(): string | undefined {
    return this.#state.callbackUrl;
  }

  set callbackUrl(url: string | undefined) {
    this.#state.callbackUrl = url;
  }

  /** Where what happens in corporations is pushed; `$CORPID$` in it becomes the corpid. 数据回调URL */
  get dataUrl(): string | undefined {
    return this.#state.dataUrl;
  }

  set dataUrl(url: string | undefined) {
    this.#state.dataUrl = url;
  }

  /** How often a token was handed out: the suite's own, and those of corporations. */
  get tokenFetches(): Readonly<{ suite: number; corps: number }> {
    let corps = this.#state.corpTokenFetches;
    if (this.#state.isTemplate)
      for (const { agent } of this.#state.installations.values()) corps += agent.tokens.fetches;
    return { suite: this.#state.tokens.fetches, corps };
  }

  /** Corpids of the corporations that have installed it, in the order in which they did. */
  get corps(): readonly string[] {
    return [...this.#state.installations.keys()];
  }

  /**
   * Its application in a corporation, which is an agent there under the suite's id:
   * `member.say('你好', { agent: suite.suiteId })`.
   *
   * @throws {SandboxUseError} when the corporation has not installed it
   */
  agentIn(corp: SandboxCorp): SandboxAgent {
    return new SandboxAgent(this.#pusher.need(this.#stateOf(corp)).agent);
  }

  /** What the corporation's tokens are had with. 永久授权码 @throws {SandboxUseError} as {@link agentIn} does */
  permanentCodeOf(corp: SandboxCorp): string {
    return this.#pusher.need(this.#stateOf(corp)).permanentCode;
  }

  /**
   * Pushes a new ticket, as WeCom does every ten minutes. It is good for half an hour.
   *
   * @returns the ticket
   * @throws {SandboxPushError} when the application does not answer with `success`
   */
  async pushTicket(): Promise<string> {
    return this.#pusher.ticket();
  }

  /**
   * Pushes what happened, under any name; the suite's id and the time are filled in.
   *
   * @throws {SandboxPushError} when the application does not answer with `success`
   */
  async pushInfo(info: { InfoType: string } & PushTree): Promise<void> {
    return this.#pusher.tell(info);
  }

  /**
   * Lets an administrator install it from the market. Pushes `create_auth`; nothing when there is no callbackUrl. 应用市场
   *
   * @returns the code that was pushed
   * @throws {SandboxPushError} when the application does not answer with `success`; it is installed all the same
   */
  async install(corp: SandboxCorp, options: SandboxInstallOptions = {}): Promise<string> {
    const code = this.#pusher.grant(this.#stateOf(corp), options);
    await this.#pusher.tellGranted('create_auth', code, options.state);
    return code;
  }

  /**
   * Lets an administrator follow the address of an installation page, and confirm there. Nothing is pushed: the provider learns
   * of it from the administrator's browser. 从服务商网站发起
   *
   * @param url where the application sent the administrator: WeCom's address or the sandbox's
   * @returns where WeCom sends the administrator back to, with `auth_code` and `expires_in`
   * @throws {SandboxUseError} when WeCom would show an error
   */
  installAt(url: string, corp: SandboxCorp, options: SandboxInstallOptions = {}): string {
    const query = openInstallPage(url, this.#state);
    const code = this.#pusher.grant(this.#stateOf(corp), options);
    return backTo(query, { auth_code: code, expires_in: String(this.#state.authCodes.life) });
  }

  /** Lets an administrator change what the suite may do. Pushes `change_auth`. 变更授权 */
  async change(corp: SandboxCorp): Promise<void> {
    await this.#pusher.change(this.#stateOf(corp));
  }

  /** Lets the provider have a new permanent code; the old one is dead at once. Pushes `reset_permanent_code`. 重新获取secret */
  async resetPermanentCode(corp: SandboxCorp): Promise<void> {
    const installation = this.#pusher.need(this.#stateOf(corp));
    installation.renew();
    await this.#pusher.tellGranted('reset_permanent_code', this.#state.authCodes.issue(installation));
  }

  /**
   * Lets an administrator take it away: whatever the suite holds of the corporation is dead at once. Pushes `cancel_auth`. 取消授权
   *
   * @throws {SandboxUseError} when the corporation has not installed it
   * @throws {SandboxPushError} when the application does not answer with `success`; it is gone all the same
   */
  async uninstall(corp: SandboxCorp): Promise<void> {
    await this.#pusher.uninstall(this.#stateOf(corp));
  }

  /**
   * Lets a member log in on a page of the suite, inside WeCom or in a browser.
   *
   * @param url where the application sent them
   * @returns where WeCom sends them back to, with `code` and `state`
   * @throws {SandboxUseError} when WeCom would show an error
   */
  logInAt(url: string, corp: SandboxCorp, userid: string): string {
    const isInApp = url.includes('/connect/oauth2/authorize');
    const query = pageOf(url, isInApp ? '/connect/oauth2/authorize' : '/wwlogin/sso/login');
    if (query.get('appid') !== this.suiteId)
      throw new SandboxUseError(`The page is that of "${query.get('appid')}", not of ${this.name}`);
    if (isInApp ? query.get('response_type') !== 'code' : query.get('login_type') !== 'ServiceApp')
      throw new SandboxUseError('response_type must be code, login_type ServiceApp');
    const state = this.#stateOf(corp);
    const login = {
      corp: state,
      member: state.book.need(userid),
      scope: query.get('scope') ?? 'snsapi_base',
    };
    return backTo(query, { code: this.#state.loginCodes.issue(login) });
  }

  /** The same for somebody who is no member of any corporation: they are known by an openid. */
  logInAsStrangerAt(url: string, openid: string): string {
    return backTo(pageOf(url, '/connect/oauth2/authorize'), { code: this.#state.loginCodes.issue(openid) });
  }

  /** Plays the console's check of both callback URLs: it is sealed for the provider. @throws {SandboxPushError} when one fails */
  async verifyCallbackUrls(): Promise<void> {
    const { token, cipher, format, suiteId: id, callbackUrl, dataUrl, provider } = this.#state;
    for (const url of [callbackUrl, dataUrl]) {
      const door = { id, token, cipher, format, receiveId: provider.corpId, callbackUrl: url };
      if (url !== undefined) await provider.shared.pusher.verify(door);
    }
  }

  /** Kills the suite's own tokens at once: calls are refused with 40082. */
  revokeTokens(): void {
    this.#state.tokens.revokeAll();
  }

  /** Ends the life of the suite's own tokens: calls are refused with 42009. */
  expireTokens(): void {
    this.#state.tokens.expireAll();
  }

  #stateOf({ corpId, name }: SandboxCorp): CorpState {
    const state = this.#state.provider.shared.corps.get(corpId);
    if (!state) throw new SandboxUseError(`${name} is no corporation of this sandbox`);
    return state;
  }
}
