import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { TOKEN_REFUSED } from '../client/index.js';
import { WeChatApiError, WeChatHttpError } from '../common/index.js';
import type { StoredToken } from '../storage/index.js';
import { TokenManager } from '../token/index.js';
import { etagOf, HUB_MEDIA_TYPE, type HubAnswerBody, type ReferenceAnswer } from './hub.protocol.js';
import { type HubAnswer, UNKEPT } from './hub.refusal.js';
import { type ExposedToken, WeChatHub } from './wechat-hub.js';

/** A token of less life than this (ms) would be dead on arrival. */
const SHORTEST_LIFE = 1_000;
/** Milliseconds in which a token is checked once, however many say that it is dead. */
const CHECKED_FOR = 5_000;

/** A question for a token, whoever asks being known already. */
export interface TokenQuestion {
  /** Path behind `expose/`, still encoded: id and token. */
  readonly path: readonly string[];
  readonly accept: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly cacheControl: string | undefined;
}

/** Hands out tokens of the white list: in the form of the Elixir SDK, or in the better one to whoever accepts it. */
@Injectable()
export class ExposeEndpoint {
  readonly #checks = new Map<string, { etag: string; until: number; done: Promise<void> }>();

  constructor(
    private readonly hub: WeChatHub,
    private readonly tokens: TokenManager,
  ) {}

  async answer(question: TokenQuestion): Promise<HubAnswer> {
    const [storeId, storeKey, ...more] = question.path.map(decode);
    const exposed = more.length === 0 && storeId && storeKey ? this.hub.find(storeId, storeKey) : undefined;
    const isBetter = question.accept?.includes(HUB_MEDIA_TYPE) ?? false;
    if (!exposed) return failed(404, 'not found', isBetter);
    try {
      return isBetter ? await this.#tell(exposed, question) : reference(await this.#read(exposed));
    } catch (error) {
      return failed(502, describe(error), isBetter);
    }
  }

  async #tell(exposed: ExposedToken, { ifNoneMatch, cacheControl }: TokenQuestion): Promise<HubAnswer> {
    let token = await this.#read(exposed);
    const isKnown = isNamed(ifNoneMatch, etagOf(token.value));
    const isRefused = isKnown && /\bno-cache\b/i.test(cacheControl ?? '');
    if (isRefused) {
      await this.#check(exposed, etagOf(token.value));
      token = await this.#read(exposed);
    }
    return better(token, isKnown && !isRefused);
  }

  /** A live token, with life enough to be of use. */
  async #read(exposed: ExposedToken): Promise<StoredToken> {
    const token = await this.tokens.read(exposed.source);
    const left = token.expiresAt - Date.now();
    if (left > SHORTEST_LIFE) return token;
    await sleep(Math.max(left, 0) + 1);
    return this.tokens.read(exposed.source);
  }

  /**
   * Sees whether a token lives that somebody says WeChat has refused. The call itself replaces it if WeChat refuses it
   * here too; a client's word alone cannot make the hub throw a good token away.
   */
  #check({ key, source, probe }: ExposedToken, etag: string): Promise<void> {
    const last = this.#checks.get(source.key);
    if (last?.etag === etag && Date.now() < last.until) return last.done;
    if (key !== 'access_token' || !probe) return Promise.resolve();
    const done = probe().then(ignore, (error: unknown) => {
      // any other refusal means that WeChat has taken the token
      if (!(error instanceof WeChatApiError) || TOKEN_REFUSED.has(error.errcode)) throw error;
    });
    this.#checks.set(source.key, { etag, until: Date.now() + CHECKED_FOR, done });
    return done;
  }
}

const VARY = Object.freeze({ vary: 'accept, authorization' });
const ignore = (): void => undefined;

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

const isNamed = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag);

function reference({ value, expiresAt }: StoredToken): HubAnswer {
  const body: ReferenceAnswer = {
    error: 0,
    msg: 'success',
    store_map: { value, expired_time: Math.floor(expiresAt / 1000) },
  };
  return json(200, body, false);
}

function better({ value, expiresAt, renewAt = 0 }: StoredToken, isKnown: boolean): HubAnswer {
  const inSeconds = (time: number): number => Math.max(Math.floor((time - Date.now()) / 1000), 0);
  const body: HubAnswerBody = {
    value,
    expires_in: inSeconds(expiresAt),
    renew_in: Math.min(inSeconds(renewAt), inSeconds(expiresAt)),
  };
  const freshness = { etag: etagOf(value), 'cache-control': `private, max-age=${body.renew_in}`, ...VARY };
  if (isKnown) return { status: 304, headers: freshness, body: '' };
  const { status, headers, body: text } = json(200, body, true);
  return { status, headers: { ...headers, ...freshness }, body: text };
}

/** The Elixir SDK reads the reason out of a 200. */
const failed = (error: number, msg: string, isBetter: boolean): HubAnswer =>
  json(isBetter ? error : 200, { error, msg } satisfies ReferenceAnswer, isBetter);

const json = (status: number, body: ReferenceAnswer | HubAnswerBody, isBetter: boolean): HubAnswer => ({
  status,
  headers: {
    ...UNKEPT,
    'content-type': isBetter ? HUB_MEDIA_TYPE : 'application/json; charset=utf-8',
    ...VARY,
  },
  body: JSON.stringify(body),
});

/** Only errors of our own are known to hold no secret. */
const describe = (error: unknown): string =>
  error instanceof WeChatApiError || error instanceof WeChatHttpError
    ? error.message
    : 'the token could not be fetched';
