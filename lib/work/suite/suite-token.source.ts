import { workTraits } from '../../catalog/work.js';
import type { CallOrigin, WeChatHttp } from '../../http/index.js';
import { type FetchedToken, type PushedTicket, tokenOf, type TokenSource } from '../../token/index.js';

const ROUTE = 'POST /cgi-bin/service/get_suite_token';

/**
 * The token of a suite itself (suite_access_token, 第三方应用凭证), had with its secret and the newest ticket.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90600
 */
export class SuiteTokenSource implements TokenSource {
  readonly key: string;

  constructor(
    private readonly origin: CallOrigin,
    private readonly credentials: { readonly suiteId: string; readonly suiteSecret: string },
    private readonly ticket: PushedTicket,
    private readonly http: WeChatHttp,
  ) {
    this.key = `${credentials.suiteId}:suite_access_token`;
  }

  async fetch(): Promise<FetchedToken> {
    const { suiteId, suiteSecret } = this.credentials;
    const ticket = await this.ticket.read();
    const call = {
      ...this.origin,
      route: ROUTE,
      traits: workTraits[ROUTE] ?? {},
      body: { suite_id: suiteId, suite_secret: suiteSecret, suite_ticket: ticket },
      secrets: [...this.origin.secrets, ticket],
    };
    return tokenOf(await this.http.send(call), 'suite_access_token', call);
  }
}
