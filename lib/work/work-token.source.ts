import { workTraits } from '../catalog/work.js';
import type { CallOrigin, WeChatHttp } from '../http/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../token/index.js';

const ROUTE = 'GET /cgi-bin/gettoken';

/** Whose token: a corporation, and one of its secrets. */
export interface WorkTokenSetup {
  readonly corpId: string;
  readonly secret: string;
  /** What the token's key begins with: `<corpid>/<agent>`. */
  readonly owner: string;
}

/**
 * The access token of one secret of a corporation. WeCom answers with the same one while it lives, so it is renewed once it
 * is dead and not ahead of that.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91039
 */
export class WorkTokenSource implements TokenSource {
  readonly key: string;

  constructor(
    private readonly origin: CallOrigin,
    private readonly setup: WorkTokenSetup,
    private readonly http: WeChatHttp,
  ) {
    this.key = `${setup.owner}:access_token`;
  }

  async fetch(): Promise<FetchedToken> {
    const { corpId: corpid, secret: corpsecret } = this.setup;
    const call = {
      ...this.origin,
      route: ROUTE,
      traits: workTraits[ROUTE] ?? {},
      query: { corpid, corpsecret },
    };
    const token = tokenOf(await this.http.send(call), 'access_token', call);
    return { ...token, renewIn: token.expiresIn + 1 };
  }
}
