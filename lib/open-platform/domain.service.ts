import type { ConfirmFile, DomainAction } from './domain.interface.js';
import type { OfficialAnswer, OpenPlatformApi } from './open-platform.api.js';

const SERVER = 'POST /cgi-bin/component/modify_wxa_server_domain';
const JUMP = 'POST /cgi-bin/component/modify_wxa_jump_domain';
const MAX_SERVERS = 1000;

/** Domains with `;` between them: those of the platform on the air and of its test version, and those WeChat did not take. */
export type PlatformServerDomains = OfficialAnswer<typeof SERVER>;
/** The same of pages. */
export type PlatformJumpDomains = OfficialAnswer<typeof JUMP>;

/** Where a change counts. */
export interface PlatformDomainOptions {
  /** Changes the platform on the air, too, and not its test version alone. @default false */
  publishedToo?: boolean | undefined;
}

/**
 * The domains the mini programs of the platform may talk to and show (第三方平台域名管理). Which of them one does,
 * `platform.authorizer(appId).domain` says.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/product/domain.html
 * @publicApi
 */
export class OpenPlatformDomainService {
  constructor(private readonly client: OpenPlatformApi) {}

  /** The domains to talk to (获取第三方平台服务器域名). Calls `POST /cgi-bin/component/modify_wxa_server_domain`. */
  async getServer(): Promise<PlatformServerDomains> {
    return this.client.request(SERVER, { body: { action: 'get' } });
  }

  /**
   * Changes them (设置第三方平台服务器域名), fifty times a month. Calls `POST /cgi-bin/component/modify_wxa_server_domain`.
   *
   * @param domains without protocol and path, `api.a.com`; 1000 at most
   * @returns the domains after the change
   * @throws {RangeError} for more domains
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/thirdparty-management/domain-mgnt/modifyThirdpartyServerDomain.html
   */
  async modifyServer(
    action: DomainAction,
    domains: readonly string[],
    { publishedToo = false }: PlatformDomainOptions = {},
  ): Promise<PlatformServerDomains> {
    if (domains.length > MAX_SERVERS) {
      throw new RangeError(`domains takes ${MAX_SERVERS} at most, not ${domains.length}`);
    }
    return this.client.request(SERVER, {
      body: { action, is_modify_published_together: publishedToo, wxa_server_domain: domains.join(';') },
    });
  }

  /** The domains of pages to show (获取第三方平台业务域名). Calls `POST /cgi-bin/component/modify_wxa_jump_domain`. */
  async getJump(): Promise<PlatformJumpDomains> {
    return this.client.request(JUMP, { body: { action: 'get' } });
  }

  /**
   * Changes them (设置第三方平台业务域名); the file of {@link getConfirmFile} must be there. Calls
   * `POST /cgi-bin/component/modify_wxa_jump_domain`.
   *
   * @param domains without protocol and path, `www.a.com`
   * @returns the domains after the change
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/thirdparty-management/domain-mgnt/modifyThirdpartyJumpDomain.html
   */
  async modifyJump(
    action: DomainAction,
    domains: readonly string[],
    { publishedToo = false }: PlatformDomainOptions = {},
  ): Promise<PlatformJumpDomains> {
    return this.client.request(JUMP, {
      body: { action, is_modify_published_together: publishedToo, wxa_jump_h5_domain: domains.join(';') },
    });
  }

  /**
   * The file for the root of a domain of pages (获取第三方平台业务域名校验文件). Calls
   * `POST /cgi-bin/component/get_domain_confirmfile`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/thirdparty-management/domain-mgnt/getThirdpartyJumpDomainConfirmFile.html
   */
  async getConfirmFile(): Promise<ConfirmFile> {
    return this.client.request('POST /cgi-bin/component/get_domain_confirmfile', { body: {} });
  }
}
