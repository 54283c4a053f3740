import { officialTraits } from '../catalog/index.js';
import { WeChatHttpError } from '../common/index.js';
import type { HttpCall, HttpOptions, WeChatHttp } from '../http/index.js';
import type { FetchedToken, TokenSource } from '../token/index.js';

/** Whose token, and how it is asked for. */
export interface AccessTokenSetup {
  readonly client: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly method: 'stable' | 'classic';
  readonly baseUrl: string;
  readonly http: HttpOptions;
  /** Credentials, to be taken out of whatever an error quotes. */
  readonly secrets: readonly string[];
}

const CLASSIC = 'GET /cgi-bin/token';
const STABLE = 'POST /cgi-bin/stable_token';

/**
 * The access token of an account of the official platform: from the stable endpoint, whose answers do not kill each
 * other, or from the classic one.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html
 */
export class AccessTokenSource implements TokenSource {
  readonly key: string;

  constructor(
    private readonly setup: AccessTokenSetup,
    private readonly transport: WeChatHttp,
  ) {
    this.key = `${setup.appId}:access_token`;
  }

  async fetch(force: boolean): Promise<FetchedToken> {
    const call = this.setup.method === 'classic' ? this.#classic() : this.#stable(force);
    const answer = (await this.transport.send(call)) as { access_token?: unknown; expires_in?: unknown };
    const { access_token: value, expires_in: expiresIn } = answer;
    if (typeof value !== 'string' || value === '' || typeof expiresIn !== 'number' || !(expiresIn > 0)) {
      const { client, route } = call;
      throw new WeChatHttpError(`${client}: ${route} answered without a token`, {
        client,
        route,
        retryable: true,
      });
    }
    return { value, expiresIn };
  }

  #classic(): HttpCall {
    const { appId: appid, appSecret: secret } = this.setup;
    return { ...this.#base(CLASSIC), query: { grant_type: 'client_credential', appid, secret } };
  }

  #stable(force: boolean): HttpCall {
    const { appId: appid, appSecret: secret } = this.setup;
    const base = this.#base(STABLE);
    return {
      ...base,
      traits: { ...base.traits, read: !force },
      body: { grant_type: 'client_credential', appid, secret, force_refresh: force },
    };
  }

  #base(route: string): HttpCall {
    const { client, baseUrl, http: options, secrets } = this.setup;
    return { client, route, baseUrl, options, secrets, traits: officialTraits[route] ?? {} };
  }
}
