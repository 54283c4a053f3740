import type { ApiCaller } from '../client/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../token/index.js';

const ROUTE = 'GET /cgi-bin/ticket/getticket';

/** The tickets of an official account: for `wx.config`, and for cards. */
export type TicketKey = 'js_api_ticket' | 'wx_card_ticket';

const TYPES: Readonly<Record<TicketKey, string>> = { js_api_ticket: 'jsapi', wx_card_ticket: 'wx_card' };

/**
 * A ticket of an official account, had with its access token.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html#62
 */
export class TicketSource implements TokenSource {
  readonly key: string;

  constructor(
    owner: string,
    private readonly ticket: TicketKey,
    private readonly caller: ApiCaller,
  ) {
    this.key = `${owner}:${ticket}`;
  }

  async fetch(): Promise<FetchedToken> {
    const answer = await this.caller.call(ROUTE, { query: { type: TYPES[this.ticket] } });
    return tokenOf(answer, 'ticket', { client: this.caller.client, route: ROUTE });
  }
}

/**
 * Both tickets of an account.
 *
 * @param owner what their keys begin with
 */
export function jsSdkTickets(
  owner: string,
  caller: ApiCaller,
  tokenSource: (key: TicketKey, direct: () => TokenSource) => TokenSource,
): Readonly<Record<TicketKey, TokenSource>> {
  const sourceOf = (key: TicketKey): TokenSource =>
    tokenSource(key, () => new TicketSource(owner, key, caller));
  return { js_api_ticket: sourceOf('js_api_ticket'), wx_card_ticket: sourceOf('wx_card_ticket') };
}
