import { officialTraits } from '../catalog/index.js';
import type { CallOrigin, WeChatHttp } from '../http/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../token/index.js';
import type { VerifyTicket } from './verify-ticket.js';

const ROUTE = 'POST /cgi-bin/component/api_component_token';

/**
 * The token of the platform itself (component_access_token, 第三方平台接口调用令牌), had with its secret and the newest ticket.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/ticket-token/getComponentAccessToken.html
 */
export class ComponentTokenSource implements TokenSource {
  readonly key: string;

  constructor(
    private readonly origin: CallOrigin,
    private readonly credentials: { readonly appId: string; readonly appSecret: string },
    private readonly ticket: VerifyTicket,
    private readonly http: WeChatHttp,
  ) {
    this.key = `${credentials.appId}:component_access_token`;
  }

  async fetch(): Promise<FetchedToken> {
    const { appId, appSecret } = this.credentials;
    const ticket = await this.ticket.read();
    const call = {
      ...this.origin,
      route: ROUTE,
      traits: officialTraits[ROUTE] ?? {},
      body: {
        component_appid: appId,
        component_appsecret: appSecret,
        component_verify_ticket: ticket,
      },
      secrets: [...this.origin.secrets, ticket],
    };
    return tokenOf(await this.http.send(call), 'component_access_token', call);
  }
}
