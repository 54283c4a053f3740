import { workTraits } from '../catalog/work.js';
import { ApiCaller, type ClientRooms } from '../client/index.js';
import { type CallOrigin, type WeChatHttp, workHintFor } from '../http/index.js';
import type { TokenSource } from '../token/index.js';
import type { WorkCorpSetup } from './work-corp.js';

/** Whose secret it is, and how its token is had. */
export interface AgentSetup {
  readonly name: string;
  readonly corp: WorkCorpSetup;
  /** What no error may quote. */
  readonly secrets: readonly string[];
  accessToken(origin: CallOrigin, http: WeChatHttp): TokenSource;
}

/** Opens an agent: who calls, with which token. */
export function openAgent(
  { name, corp, secrets, accessToken }: AgentSetup,
  { http, tokens }: Pick<ClientRooms, 'http' | 'tokens'>,
): { readonly caller: ApiCaller; readonly accessToken: TokenSource } {
  const origin: CallOrigin = {
    client: name,
    baseUrl: corp.baseUrls.api,
    options: corp.http,
    secrets,
    hints: workHintFor,
  };
  const tokenSource = accessToken(origin, http);
  return {
    caller: new ApiCaller({ origin, traits: workTraits, tokenSource }, http, tokens),
    accessToken: tokenSource,
  };
}
