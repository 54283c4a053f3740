import type { ConfirmFile, DomainAction } from '../domain.interface.js';
import type { AuthorizerApi, BodyOf, OfficialAnswer } from './authorizer.api.js';

/** Domains by what the mini program does there, with their protocol: `https://`, `wss://`, `udp://`, `tcp://`. */
export type ServerDomains = Omit<BodyOf<'POST /wxa/modify_domain'>, 'action'>;
/** The same without TCP. */
export type DirectServerDomains = Omit<BodyOf<'POST /wxa/modify_domain_directly'>, 'action'>;
/** The domains after a change, and those WeChat did not take. */
export type ChangedServerDomains = OfficialAnswer<'POST /wxa/modify_domain'>;
/** The domains after a direct change. */
export type ChangedDirectServerDomains = OfficialAnswer<'POST /wxa/modify_domain_directly'>;
/** The domains by who set them: the owner, the platform, or the platform directly; and those that count after a release. */
export type EffectiveServerDomains = OfficialAnswer<'POST /wxa/get_effective_domain'>;
/** The same for web pages. */
export type EffectiveWebviewDomains = OfficialAnswer<'POST /wxa/get_effective_webviewdomain'>;
/** The domains that are resolved ahead, and how many there may be. */
export type PrefetchDomains = OfficialAnswer<'GET /wxa/get_prefetchdnsdomain'>;

/**
 * The domains a mini program may talk to and show (域名管理). Those of the platform (`platform.domain`) come first: each
 * change but a direct one takes only domains that stand there. Fifty changes a month, and nothing counts before the
 * next release.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/product/domain.html
 * @publicApi
 */
export class AuthorizerDomainService {
  constructor(private readonly client: AuthorizerApi) {}

  /** The domains of the platform the mini program may talk to (获取服务器域名). Calls `POST /wxa/modify_domain`. */
  async get(): Promise<ChangedServerDomains> {
    return this.client.request('POST /wxa/modify_domain', { body: { action: 'get' } });
  }

  /**
   * Changes them (配置小程序服务器域名). Calls `POST /wxa/modify_domain`.
   *
   * @param domains at most 200 of each kind
   * @throws {WeChatApiError} 85015 when the account is no mini program, 85016 for too many domains, 85017 or 85301 when
   * nothing is left to change, 85018 for a domain that is not the platform's
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/modifyServerDomain.html
   */
  async modify(action: DomainAction, domains: ServerDomains): Promise<ChangedServerDomains> {
    return this.client.request('POST /wxa/modify_domain', { body: { ...domains, action } });
  }

  /** The domains that were set directly (获取快速配置的服务器域名). Calls `POST /wxa/modify_domain_directly`. */
  async getDirect(): Promise<ChangedDirectServerDomains> {
    return this.client.request('POST /wxa/modify_domain_directly', { body: { action: 'get' } });
  }

  /**
   * Changes the domains of this mini program alone (快速配置小程序服务器域名): they need not be the platform's. Calls
   * `POST /wxa/modify_domain_directly`.
   *
   * @throws {WeChatApiError} 85015, 85016, 85017, 85301 as {@link modify}
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/modifyServerDomainDirectly.html
   */
  async modifyDirectly(
    action: DomainAction,
    domains: DirectServerDomains,
  ): Promise<ChangedDirectServerDomains> {
    return this.client.request('POST /wxa/modify_domain_directly', { body: { ...domains, action } });
  }

  /** The domains of the platform whose pages the mini program may show (获取业务域名). Calls `POST /wxa/setwebviewdomain`. */
  async getWebview(): Promise<string[]> {
    const { webviewdomain = [] } = await this.client.request('POST /wxa/setwebviewdomain', {
      body: { action: 'get' },
    });
    return webviewdomain;
  }

  /**
   * Changes them (配置小程序业务域名). Calls `POST /wxa/setwebviewdomain`.
   *
   * @param domains with `https://`
   * @returns the domains after the change
   * @throws {WeChatApiError} 89019 when nothing changes, 89020 when the platform has no such domains, 89021 for a domain
   * that is not the platform's, 89029 for too many, 89231 for the mini program of a person
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/modifyJumpDomain.html
   */
  async setWebview(action: DomainAction, domains: readonly string[]): Promise<string[]> {
    const body = { action, webviewdomain: [...domains] };
    const { webviewdomain = [] } = await this.client.request('POST /wxa/setwebviewdomain', { body });
    return webviewdomain;
  }

  /** The domains of pages that were set directly (获取快速配置的业务域名). Calls `POST /wxa/setwebviewdomain_directly`. */
  async getWebviewDirect(): Promise<string[]> {
    const { webviewdomain = [] } = await this.client.request('POST /wxa/setwebviewdomain_directly', {
      body: { action: 'get' },
    });
    return webviewdomain;
  }

  /**
   * Changes the domains of pages of this mini program alone (快速配置小程序业务域名); the file of
   * {@link getWebviewConfirmFile} must be there. Calls `POST /wxa/setwebviewdomain_directly`.
   *
   * @param domains with `https://`
   * @returns the domains after the change
   * @throws {WeChatApiError} 89019, 89029, 89231 as {@link setWebview}
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/modifyJumpDomainDirectly.html
   */
  async setWebviewDirectly(action: DomainAction, domains: readonly string[]): Promise<string[]> {
    const body = { action, webviewdomain: [...domains] };
    const { webviewdomain = [] } = await this.client.request('POST /wxa/setwebviewdomain_directly', { body });
    return webviewdomain;
  }

  /**
   * The file for the root of a domain that is set directly (获取业务域名校验文件). Calls
   * `POST /wxa/get_webviewdomain_confirmfile`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/getJumpDomainConfirmFile.html
   */
  async getWebviewConfirmFile(): Promise<ConfirmFile> {
    return this.client.request('POST /wxa/get_webviewdomain_confirmfile', { body: {} });
  }

  /**
   * The domains the mini program may talk to after its next release (获取发布后生效服务器域名列表). Calls
   * `POST /wxa/get_effective_domain`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/getEffectiveServerDomain.html
   */
  async getEffective(): Promise<EffectiveServerDomains> {
    return this.client.request('POST /wxa/get_effective_domain', { body: {} });
  }

  /**
   * The domains whose pages it may show then (获取发布后生效业务域名列表). Calls `POST /wxa/get_effective_webviewdomain`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/getEffectiveJumpDomain.html
   */
  async getEffectiveWebview(): Promise<EffectiveWebviewDomains> {
    return this.client.request('POST /wxa/get_effective_webviewdomain', { body: {} });
  }

  /**
   * The domains that are resolved before the mini program asks (获取DNS预解析域名). Calls `GET /wxa/get_prefetchdnsdomain`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/getPrefetchDomain.html
   */
  async getPrefetchDns(): Promise<PrefetchDomains> {
    return this.client.request('GET /wxa/get_prefetchdnsdomain');
  }

  /**
   * Sets them all (设置DNS预解析域名). Calls `POST /wxa/set_prefetchdnsdomain`.
   *
   * @param domains without protocol, `a.com`
   * @throws {WeChatApiError} 9420000 beyond fifty changes a month, 9420001 for a domain WeChat does not take, 9420002
   * for more than `size_limit` of {@link getPrefetchDns}
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/setPrefetchDomain.html
   */
  async setPrefetchDns(domains: readonly string[]): Promise<void> {
    const body = { prefetch_dns_domain: domains.map((url) => ({ url })) };
    await this.client.request('POST /wxa/set_prefetchdnsdomain', { body });
  }
}
