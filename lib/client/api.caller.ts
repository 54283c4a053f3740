import type { CallerKind, EndpointTraits, TokenKind } from '../catalog/index.js';
import { unlessAborted, WeChatApiError, WeChatConfigError } from '../common/index.js';
import {
  beginCall,
  type CallRecord,
  type CallSealing,
  type CallOrigin,
  endCall,
  type HttpCall,
  isRepeatable,
  isSpent,
  type WeChatHttp,
} from '../http/index.js';
import type { TokenManager, TokenSource } from '../token/index.js';
import { NO_COMPONENT, WRONG_TOKEN } from './client.messages.js';
import type { UntypedRequestOptions } from './interfaces/request.types.js';

/**
 * WeChat says that the token is dead: it did nothing, so any call may be repeated with another one. 40082 and 42009 are
 * WeCom's words for the token of a suite.
 */
export const TOKEN_REFUSED: ReadonlySet<number> = new Set([40001, 40014, 40082, 42001, 42009]);

/** Who calls, and how. */
export interface CallerSetup {
  readonly origin: CallOrigin;
  readonly traits: Readonly<Record<string, EndpointTraits>>;
  readonly tokenSource: TokenSource;
  /** What kind of token that is. @default 'access_token' */
  readonly tokenKind?: TokenKind;
  /** Of WeCom: whose access_token that is. */
  readonly caller?: CallerKind | undefined;
  /** The token of the third-party platform that acts for the account, for calls that carry it. */
  readonly componentToken?: TokenSource | undefined;
  /** Seals what the account has set to be sealed. */
  readonly sealing?: CallSealing | undefined;
}

/** What goes with one call. */
export type CallContents = Pick<UntypedRequestOptions, 'query' | 'body' | 'files' | 'signal' | 'timeout'> & {
  stream?: boolean;
  /** When the page is on another of the product's hosts. */
  baseUrl?: string;
  headers?: Readonly<Record<string, string>>;
  /** Values of this call that no error may quote, beside the client's own: a code, a session key, a user's token. */
  secrets?: readonly string[];
};

const HOLDERS: Readonly<Record<CallerKind, string>> = {
  agent: 'access_token of an application (应用)',
  contacts: 'access_token of contacts (通讯录同步)',
};

/** Makes calls with a live token; a token that dies under a call is replaced and the call made once more. */
export class ApiCaller {
  readonly #usual: EndpointTraits;
  readonly #unknown: EndpointTraits;

  constructor(
    private readonly setup: CallerSetup,
    private readonly http: WeChatHttp,
    private readonly tokens: TokenManager,
  ) {
    this.#usual = Object.freeze(setup.tokenKind ? { auth: setup.tokenKind } : {});
    this.#unknown = Object.freeze({ ...this.#usual, ...(setup.caller && { callers: [setup.caller] }) });
  }

  /** Name of the client. */
  get client(): string {
    return this.setup.origin.client;
  }

  /** Of a route without the catalogue's types: of one the catalogue does not know, the caller knows that it may call it. */
  traitsOf(route: string): EndpointTraits {
    return this.#known(route) ?? this.#unknown;
  }

  call(
    route: string,
    contents: CallContents = {},
    traits = this.#known(route) ?? this.#usual,
  ): Promise<unknown> {
    const record = beginCall(this.client, route, contents.signal);
    return endCall(record, this.#call(route, contents, traits, record));
  }

  /** The token calls are made with, and the moment it expires (ms). */
  async accessToken(): Promise<{ value: string; expiresAt: number }> {
    return this.tokens.read(this.setup.tokenSource);
  }

  async #call(
    route: string,
    contents: CallContents,
    traits: EndpointTraits,
    record: CallRecord | undefined,
  ): Promise<unknown> {
    const call = this.#prepare(route, contents, traits, record);
    if (traits.auth === 'none') return this.http.send(call);
    const tokenSource = this.#tokenFor(route, traits);
    const ready = this.tokens.get(tokenSource);
    const accessToken = typeof ready === 'string' ? ready : await unlessAborted(ready, call.signal);
    call.accessToken = accessToken;
    try {
      return await this.http.send(call);
    } catch (error) {
      if (!(error instanceof WeChatApiError) || !TOKEN_REFUSED.has(error.errcode)) throw error;
      const fresh = await this.tokens.replace(tokenSource, accessToken);
      // an unsigned refusal may be anybody's: what it refused may have been done
      if (isSpent(call) || (error.isUnsigned && !isRepeatable(call))) throw error;
      return this.http.send({ ...call, accessToken: fresh });
    }
  }

  #known(route: string): EndpointTraits | undefined {
    return Object.hasOwn(this.setup.traits, route) ? this.setup.traits[route] : undefined;
  }

  #tokenFor(route: string, { auth = 'access_token', callers = ['agent'] }: EndpointTraits): TokenSource {
    const { componentToken, tokenSource, tokenKind = 'access_token', caller, origin } = this.setup;
    if (auth === tokenKind) {
      if (!caller || callers.includes(caller)) return tokenSource;
      const needed = callers.map((one) => HOLDERS[one]).join(' or the ');
      throw new WeChatConfigError(WRONG_TOKEN(origin.client, route, needed, HOLDERS[caller]));
    }
    if (auth !== 'component_access_token')
      throw new WeChatConfigError(WRONG_TOKEN(origin.client, route, auth, tokenKind));
    if (!componentToken) throw new WeChatConfigError(NO_COMPONENT(origin.client));
    return componentToken;
  }

  /** Written out field by field: spreading takes longer than all else here. */
  #prepare(
    route: string,
    { query, body, files, signal, timeout, stream, baseUrl, headers, secrets }: CallContents,
    traits: EndpointTraits,
    record: CallRecord | undefined,
  ): PreparedCall {
    const { origin, sealing } = this.setup;
    const ownSecrets = withCodes(withCodes(secrets, query), body);
    return {
      client: origin.client,
      baseUrl: baseUrl ?? origin.baseUrl,
      options: timeout === undefined ? origin.options : { ...origin.options, timeout },
      secrets: ownSecrets ? [...origin.secrets, ...ownSecrets] : origin.secrets,
      hints: origin.hints,
      route,
      traits,
      query,
      body,
      files,
      headers,
      signal,
      stream,
      record,
      // WeChat seals what is on the main host
      envelope: baseUrl ? undefined : sealing?.envelopeFor({ route, traits, body, files }),
      accessToken: undefined,
    };
  }
}

/** A call whose token is had last. */
type PreparedCall = HttpCall & { accessToken?: string | undefined };

/** Fields that stand for a person or an authorization, whatever the call: no error quotes them. */
const CODES = ['code', 'js_code', 'auth_code', 'user_ticket', 'permanent_code'] as const;
/** What is shorter is a number of something. */
const SHORTEST_CODE = 8;

/** Most calls hold none: nothing is made for them. */
function withCodes(secrets: readonly string[] | undefined, fields: unknown): readonly string[] | undefined {
  if (typeof fields !== 'object' || fields === null) return secrets;
  let found = secrets;
  for (const name of CODES) {
    const value = (fields as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'string' && value.length >= SHORTEST_CODE) found = [...(found ?? []), value];
  }
  return found;
}
