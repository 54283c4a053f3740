import { workTraits } from '../../catalog/work.js';
import type { CallOrigin, WeChatHttp } from '../../http/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../../token/index.js';

const ROUTE = 'POST /cgi-bin/service/get_provider_token';

/**
 * The token of a service provider (provider_access_token, 服务商凭证).
 *
 * @see https://developer.work.weixin.qq.com/document/path/91200
 */
export class ProviderTokenSource implements TokenSource {
  readonly key: string;

  constructor(
    private readonly origin: CallOrigin,
    private readonly credentials: { readonly corpId: string; readonly providerSecret: string },
    private readonly http: WeChatHttp,
  ) {
    this.key = `provider:${credentials.corpId}:provider_access_token`;
  }

  async fetch(): Promise<FetchedToken> {
    const { corpId, providerSecret } = this.credentials;
    const call = {
      ...this.origin,
      route: ROUTE,
      traits: workTraits[ROUTE] ?? {},
      body: { corpid: corpId, provider_secret: providerSecret },
    };
    return tokenOf(await this.http.send(call), 'provider_access_token', call);
  }
}
