import { officialTraits } from '../catalog/index.js';
import type { CallOrigin, HttpCall, WeChatHttp } from '../http/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../token/index.js';

/** Whose token, and how it is asked for. */
export interface AccessTokenSetup {
  readonly appId: string;
  readonly appSecret: string;
  readonly method: 'stable' | 'classic';
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
    private readonly origin: CallOrigin,
    private readonly setup: AccessTokenSetup,
    private readonly transport: WeChatHttp,
  ) {
    this.key = `${setup.appId}:access_token`;
  }

  async fetch(force: boolean): Promise<FetchedToken> {
    const call = this.setup.method === 'classic' ? this.#classic() : this.#stable(force);
    return tokenOf(await this.transport.send(call), 'access_token', call);
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
    return { ...this.origin, route, traits: officialTraits[route] ?? {} };
  }
}
