import { WeChatAuthorizationError } from '../../common/index.js';
import type { CallOrigin, WeChatHttp } from '../../http/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../../token/index.js';
import { WorkTokenSource } from '../work-token.source.js';
import type { SuiteAuthorizationBook } from './authorization.book.js';
import { CORP_TOKEN_ROUTE, type SuiteCalls } from './suite.calls.js';
import { NOT_AUTHORIZED } from './suite.messages.js';

/** What the tokens of all corporations are had with. */
export interface CorpTokenRooms {
  readonly calls: SuiteCalls;
  readonly book: SuiteAuthorizationBook;
  /** Of calls that carry no token of the suite. */
  readonly origin: CallOrigin;
  readonly http: WeChatHttp;
}

/** Templates of custom applications (代开发应用模板) are told by their ids. */
const TEMPLATE = /^dk/;

/** What the keys of tokens and tickets in a corporation begin with: not those of its own secrets, which live beside them. */
export const ownerOf = (suiteId: string, corpId: string): string => `${suiteId}:${corpId}`;

/**
 * The access token of a suite in a corporation that authorized it. The permanent code of a custom application (代开发应用) is a
 * secret like any other; one of a third-party application is good for nothing without the suite's own token.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90605
 * @see https://developer.work.weixin.qq.com/document/path/97164
 */
export class CorpTokenSource implements TokenSource {
  readonly key: string;
  readonly #owner: string;

  constructor(
    private readonly corpId: string,
    private readonly rooms: CorpTokenRooms,
  ) {
    this.#owner = ownerOf(rooms.calls.suiteId, corpId);
    this.key = `${this.#owner}:access_token`;
  }

  async fetch(): Promise<FetchedToken> {
    const { calls, book } = this.rooms;
    const kept = await book.find(this.corpId);
    if (!kept) throw new WeChatAuthorizationError(NOT_AUTHORIZED(calls.client, this.corpId));
    if (TEMPLATE.test(calls.suiteId)) return this.#fetchWith(kept.permanentCode);
    const answer = await calls.corpToken(this.corpId, kept.permanentCode);
    return tokenOf(answer, 'access_token', { client: calls.client, route: CORP_TOKEN_ROUTE });
  }

  #fetchWith(secret: string): Promise<FetchedToken> {
    const { origin, http } = this.rooms;
    const own = { ...origin, secrets: [...origin.secrets, secret] };
    return new WorkTokenSource(own, { corpId: this.corpId, secret, owner: this.#owner }, http).fetch();
  }
}
