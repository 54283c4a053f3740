import { WeChatConfigError } from '../common/index.js';
import { MAX_AGE_INVALID, ORIGIN_INVALID, SECRET_WEAK, SESSION_INVALID } from './login.messages.js';
import type { LoginOptions, ResolvedLoginOptions } from './login-options.interface.js';

const MIN_SECRET = 32;
const DAY = 86_400;

/** @throws {WeChatConfigError} for options that cannot work */
export function resolveLogin(options: LoginOptions | undefined): ResolvedLoginOptions | undefined {
  if (options === undefined) return undefined;
  const { secret, origin, session = 'cookie', maxAge = DAY, keepUserTokens = false } = options;
  const secrets = typeof secret === 'string' ? [secret] : [...(secret ?? [])];
  if (!isFilled(secrets) || secrets.some((one) => typeof one !== 'string' || one.length < MIN_SECRET)) {
    throw new WeChatConfigError(SECRET_WEAK);
  }
  if (origin !== undefined && !isOrigin(origin)) throw new WeChatConfigError(ORIGIN_INVALID);
  if (session !== 'cookie' && session !== 'application') throw new WeChatConfigError(SESSION_INVALID);
  if (!(Number.isInteger(maxAge) && maxAge >= 1)) throw new WeChatConfigError(MAX_AGE_INVALID);
  return { secrets, origin: origin && new URL(origin).origin, session, maxAge, keepUserTokens };
}

const isFilled = (list: readonly string[]): list is [string, ...string[]] => list.length > 0;

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, href, protocol } = new URL(text);
  return /^https?:$/.test(protocol) && (href === `${origin}/` || href === origin);
}
