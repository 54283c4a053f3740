import type { ApiCaller } from '../../client/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../../token/index.js';

/** The tickets of an agent: of the corporation, for `wx.config`, and of the application, for `wx.agentConfig`. */
export type WorkTicketKey = 'js_api_ticket' | 'agent_js_api_ticket';

const CALLS = {
  js_api_ticket: { route: 'GET /cgi-bin/get_jsapi_ticket', query: {} },
  agent_js_api_ticket: { route: 'GET /cgi-bin/ticket/get', query: { type: 'agent_config' } },
} as const;

/**
 * A ticket of an agent, had with its access token.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90506
 */
export class WorkTicketSource implements TokenSource {
  readonly key: string;

  /** @param owner what the key begins with: `<corpid>/<agent>` */
  constructor(
    owner: string,
    private readonly ticket: WorkTicketKey,
    private readonly caller: ApiCaller,
  ) {
    this.key = `${owner}:${ticket}`;
  }

  async fetch(): Promise<FetchedToken> {
    const { route, query } = CALLS[this.ticket];
    const answer = await this.caller.call(route, { query });
    return tokenOf(answer, 'ticket', { client: this.caller.client, route });
  }
}
