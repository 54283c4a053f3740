import { WeChatHttpError } from '../common/index.js';
import {
  HUB_ANSWER_STRANGE,
  HUB_EXPIRY_STRANGE,
  HUB_EXPOSES_NOT,
  HUB_HAS_NO_TOKEN,
  HUB_REDIRECTS,
  HUB_REFUSES_CREDENTIALS,
  HUB_TOKEN_EXPIRED,
} from './hub.messages.js';
import type { HubAnswerBody, ReferenceAnswer } from './hub.protocol.js';
import { REFERENCE_RENEWS_BEFORE } from './hub.protocol.js';

/** No token of WeChat's lives as long. */
const LONGEST_LIFE = 86_400;

/** A token as a hub handed it out. */
export interface HubToken {
  readonly value: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Seconds until the hub renews it, as far as one can know; 0 or less when it is about to. */
  readonly renewIn: number;
  /** Whether a hub that is told of a refused token sees after it: ours does. */
  readonly isCurated: boolean;
}

/** Whose answer it is, for errors. */
export interface HubQuestion {
  readonly client: string;
  readonly route: string;
}

/** @throws {WeChatHttpError} for an answer without a live token; the message says what to do */
export function readHubAnswer(question: HubQuestion, answer: unknown, now: number): HubToken {
  const token = isReference(answer) ? readReference(question, answer, now) : readOurs(question, answer);
  const where = placeOf(question);
  if (!(token.expiresIn > 0)) throw failure(question, HUB_TOKEN_EXPIRED(where), true);
  if (token.expiresIn > LONGEST_LIFE) throw failure(question, HUB_EXPIRY_STRANGE(where), false);
  return token;
}

const isReference = (answer: unknown): answer is Partial<ReferenceAnswer> =>
  typeof (answer as Partial<ReferenceAnswer>).error === 'number';

function readReference(question: HubQuestion, answer: Partial<ReferenceAnswer>, now: number): HubToken {
  const { error, msg, store_map } = answer;
  const { value, expired_time: expiredTime } = store_map ?? {};
  if (error !== 0) {
    const said = `error ${error}: ${String(msg).slice(0, 200)}`;
    // the Elixir SDK says 404 of a token it has not fetched yet, too
    throw error === 404
      ? failure(question, HUB_EXPOSES_NOT(placeOf(question), said), true)
      : failure(question, HUB_HAS_NO_TOKEN(placeOf(question), said), true);
  }
  if (!isToken(value) || typeof expiredTime !== 'number') throw strange(question);
  const expiresIn = expiredTime - now / 1000;
  return { value, expiresIn, renewIn: expiresIn - REFERENCE_RENEWS_BEFORE, isCurated: false };
}

function readOurs(question: HubQuestion, answer: unknown): HubToken {
  const { value, expires_in: expiresIn, renew_in: renewIn = 0 } = answer as Partial<HubAnswerBody>;
  if (!isToken(value) || typeof expiresIn !== 'number' || typeof renewIn !== 'number')
    throw strange(question);
  return { value, expiresIn, renewIn, isCurated: true };
}

const isToken = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Says of an HTTP failure what it means coming from a hub, and shows no token it may have answered with. */
export function explainHubFailure(question: HubQuestion, error: unknown): unknown {
  if (!(error instanceof WeChatHttpError) || error.status === undefined) return error;
  const { status } = error;
  const body = error.body?.replace(/("value"\s*:\s*")[^"]*/g, '$1***');
  const where = placeOf(question);
  const said = /"msg"\s*:\s*"([^"]*)/.exec(body ?? '')?.[1] ?? `HTTP ${status}`;
  const explain = (message: string, retryable = false): WeChatHttpError =>
    failure(question, message, retryable, { status, body });
  if (status === 401 || status === 403) return explain(HUB_REFUSES_CREDENTIALS(where, status));
  if (status === 404) return explain(HUB_EXPOSES_NOT(where, said));
  if (status === 502 || status === 503) return explain(HUB_HAS_NO_TOKEN(where, said), true);
  if (status >= 300 && status < 400) return explain(HUB_REDIRECTS(where, status));
  return status < 300 ? explain(HUB_ANSWER_STRANGE(where)) : explain(error.message, error.retryable);
}

const strange = (question: HubQuestion): WeChatHttpError =>
  failure(question, HUB_ANSWER_STRANGE(placeOf(question)), false);

export const placeOf = ({ client, route }: HubQuestion): string => `${client}: ${route}`;

/** An error that says what the hub did. */
export function failure(
  { client, route }: HubQuestion,
  message: string,
  retryable: boolean,
  { status, body }: Pick<WeChatHttpError, 'status' | 'body'> = {},
): WeChatHttpError {
  return new WeChatHttpError(message, { client, route, status, body, retryable });
}
