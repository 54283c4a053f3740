import { type CallerKind, workTraits } from '../catalog/work.js';
import { ApiCaller, type ClientRooms } from '../client/index.js';
import { type CallOrigin, type WeChatHttp, workHintFor } from '../http/index.js';
import type { TokenSource } from '../token/index.js';
import { type WorkTicketKey, WorkTicketSource } from './js-sdk/work-ticket.source.js';
import type { WorkCorpSetup } from './work-corp.js';

/** Whose secret it is, and how its tokens are had. */
export interface AgentSetup {
  readonly name: string;
  readonly corp: WorkCorpSetup;
  /** Whose token it is. */
  readonly caller: CallerKind;
  /** What the keys of its tickets begin with: `<corpid>/<agent>`. */
  readonly owner: string;
  /** What no error may quote. */
  readonly secrets: readonly string[];
  accessToken(origin: CallOrigin, http: WeChatHttp): TokenSource;
  /** A ticket that is not had from WeCom itself. */
  readonly ticket?: (key: WorkTicketKey, http: WeChatHttp) => TokenSource | undefined;
}

/** An agent as it calls. */
export interface OpenedAgent {
  readonly caller: ApiCaller;
  readonly tokens: Readonly<Record<'access_token' | WorkTicketKey, TokenSource>>;
  /** A live ticket. */
  ticket(key: WorkTicketKey): string | Promise<string>;
}

/** Opens an agent: who calls, with which token. */
export function openAgent(
  { name, corp, caller: kind, owner, secrets, accessToken, ticket }: AgentSetup,
  { http, tokens }: Pick<ClientRooms, 'http' | 'tokens'>,
): OpenedAgent {
  const origin: CallOrigin = {
    client: name,
    baseUrl: corp.baseUrls.api,
    options: corp.http,
    secrets,
    hints: workHintFor,
  };
  const tokenSource = accessToken(origin, http);
  const caller = new ApiCaller({ origin, traits: workTraits, tokenSource, caller: kind }, http, tokens);
  const ticketOf = (key: WorkTicketKey): TokenSource =>
    ticket?.(key, http) ?? new WorkTicketSource(owner, key, caller);
  const sources = {
    access_token: tokenSource,
    js_api_ticket: ticketOf('js_api_ticket'),
    agent_js_api_ticket: ticketOf('agent_js_api_ticket'),
  };
  return { caller, tokens: sources, ticket: (key) => tokens.get(sources[key]) };
}
