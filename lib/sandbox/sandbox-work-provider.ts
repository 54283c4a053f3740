import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxWorkProviderCredentials,
  SandboxWorkProviderOptions,
  SandboxWorkSuiteOptions,
} from './interfaces/sandbox-work-suite.interface.js';
import type { PushTree } from './push/push.writer.js';
import type { SandboxCorp } from './sandbox-corp.js';
import { SandboxWorkSuite } from './sandbox-work-suite.js';
import { backTo, pageOf } from './work/suite/install.request.js';
import { ProviderState } from './work/suite/provider.state.js';
import { pushInfo } from './work/suite/suite.pusher.js';
import { SuiteState } from './work/suite/suite.state.js';
import type { WorkShared } from './work/work.shared.js';

/**
 * A service provider as its owner sees it in the provider's console (服务商管理后台), and the suites it has.
 *
 * @publicApi
 */
export class SandboxWorkProvider {
  readonly #state: ProviderState;

  /** @internal Providers are made by {@link WeChatSandbox.workProvider}. */
  constructor(options: SandboxWorkProviderOptions, shared: WorkShared) {
    const state = new ProviderState(options, shared);
    if (shared.providers.has(state.corpId))
      throw new SandboxUseError(`There is a provider ${state.corpId} already`);
    shared.providers.set(state.corpId, state);
    this.#state = state;
  }

  get corpId(): string {
    return this.#state.corpId;
  }

  /** To be given to `workProvider()`. */
  get options(): SandboxWorkProviderCredentials {
    const { corpId, providerSecret, token, encodingAESKey, shared } = this.#state;
    const { url } = shared.world;
    const baseUrls = { api: `${url}/work`, open: url, login: url, openWork: url };
    return { corpId, providerSecret, token, encodingAESKey, baseUrls };
  }

  /** Where what concerns no suite is pushed. 系统事件接收URL */
  get callbackUrl(): string | undefined {
    return this.#state.callbackUrl;
  }

  set callbackUrl(url: string | undefined) {
    this.#state.callbackUrl = url;
  }

  /** How often a token was handed out. */
  get tokenFetches(): number {
    return this.#state.tokens.fetches;
  }

  /** Makes a suite. @throws {SandboxUseError} when there is one of that id */
  suite(options: SandboxWorkSuiteOptions = {}): SandboxWorkSuite {
    const { shared, suites } = this.#state;
    const state = new SuiteState(options, this.#state);
    if (shared.suites.has(state.suiteId))
      throw new SandboxUseError(`There is a suite ${state.suiteId} already`);
    shared.suites.set(state.suiteId, state);
    suites.set(state.suiteId, state);
    return new SandboxWorkSuite(state);
  }

  /**
   * Pushes what concerns no suite; the provider's corpid and the time are filled in.
   *
   * @throws {SandboxPushError} when the application does not answer with `success`
   */
  async pushInfo(info: { InfoType: string } & PushTree): Promise<void> {
    const { shared, corpId: ServiceCorpId } = this.#state;
    await pushInfo(shared.pusher, this.#state, { ServiceCorpId, ...info });
  }

  /**
   * Lets a corporation register on the page of a promotion. Pushes `register_corp`; nothing when there is no callbackUrl.
   *
   * @param url of the page, with `register_code`
   * @throws {SandboxUseError} when WeCom would show an error
   */
  async registerAt(url: string, { corpId }: SandboxCorp): Promise<void> {
    const RegisterCode = pageOf(url, '/3rdservice/wework/register').get('register_code') ?? '';
    const found = this.#state.registrations.get(RegisterCode);
    if (!found || found.corpId !== undefined)
      throw new SandboxUseError('The register_code is used, or none at all');
    found.corpId = corpId;
    const { templateId: TemplateId, state } = found;
    const info = {
      AuthCorpId: corpId,
      RegisterCode,
      TemplateId,
      ...(state === undefined ? {} : { State: state }),
    };
    if (this.callbackUrl) await this.pushInfo({ InfoType: 'register_corp', ...info });
  }

  /**
   * Lets a member log in at the provider's website. 单点登录
   *
   * @returns where WeCom sends them back to, with `auth_code` and `state`
   * @throws {SandboxUseError} when WeCom would show an error
   */
  logInAt(url: string, corp: SandboxCorp, userid: string): string {
    const query = pageOf(url, '/wwopen/sso/3rd_qrConnect');
    if (query.get('appid') !== this.corpId)
      throw new SandboxUseError(`The page is that of "${query.get('appid')}"`);
    const state = this.#state.shared.corps.get(corp.corpId);
    if (!state) throw new SandboxUseError(`${corp.name} is no corporation of this sandbox`);
    const { loginCodes } = this.#state;
    const code = loginCodes.issue({ corp: state, member: state.book.need(userid), scope: 'snsapi_base' });
    return backTo(query, { auth_code: code, expires_in: String(loginCodes.life) });
  }

  /** Plays the console's check of the callback URL. 验证URL有效性 @throws {SandboxPushError} when it fails */
  async verifyCallbackUrl(): Promise<void> {
    await this.#state.shared.pusher.verify(this.#state);
  }

  /** Kills its tokens at once: calls are refused with 40014. */
  revokeTokens(): void {
    this.#state.tokens.revokeAll();
  }
}
