import type { LoginIdentity } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { SigningKeys } from '../crypto/index.js';
import { cookieName, type CookiePlace, setCookie } from './login.cookie.js';
import { SESSION_MISSING } from './login.messages.js';
import type { ResolvedLoginOptions } from './login-options.interface.js';
import type { LoginHttpRequest, PageVisit } from './page-visit.js';

const PURPOSE = 'login-session';

/** Who is logged in, and until when (Unix time, s). */
interface Login {
  readonly user: LoginIdentity;
  readonly expiresAt: number;
}

type ApplicationSession = Record<string, unknown> & {
  regenerate?: (done: (error?: unknown) => void) => unknown;
};

const now = (): number => Math.floor(Date.now() / 1000);

/** Keeps who is logged in with the visitor: signed, bound to the client, with an end. */
export class LoginSession {
  readonly #keys: SigningKeys;
  readonly #isOurs: boolean;
  readonly #maxAge: number;

  constructor(keys: SigningKeys, { session, maxAge }: Pick<ResolvedLoginOptions, 'session' | 'maxAge'>) {
    this.#keys = keys;
    this.#isOurs = session === 'cookie';
    this.#maxAge = maxAge;
  }

  read(visit: PageVisit, place: CookiePlace): LoginIdentity | undefined {
    const login = this.#isOurs
      ? this.#open(visit.cookie(cookieName(nameOf(place), place)), place)
      : (sessionOf(visit.request)[keyOf(place)] as Login | undefined);
    return login && login.expiresAt > now() ? login.user : undefined;
  }

  /** @returns the cookies to set */
  async write(visit: PageVisit, place: CookiePlace, user: LoginIdentity): Promise<string[]> {
    const maxAge = this.#maxAge;
    const login: Login = { user, expiresAt: now() + maxAge };
    if (this.#isOurs) return [setCookie(nameOf(place), this.#seal(login, place), maxAge, place)];
    await renewId(visit.request);
    sessionOf(visit.request)[keyOf(place)] = login;
    return [];
  }

  /** @returns the cookies to set */
  clear(visit: PageVisit, place: CookiePlace): string[] {
    if (this.#isOurs) return [setCookie(nameOf(place), '', 0, place)];
    delete sessionOf(visit.request)[keyOf(place)];
    return [];
  }

  #seal(login: Login, { client }: CookiePlace): string {
    const payload = Buffer.from(JSON.stringify(login)).toString('base64url');
    return `${payload}.${this.#keys.sign(PURPOSE, `${client.id} ${payload}`)}`;
  }

  #open(text: string | undefined, { client }: CookiePlace): Login | undefined {
    const [payload = '', signature = '', ...rest] = (text ?? '').split('.');
    const isOurs = rest.length === 0 && this.#keys.isSigned(PURPOSE, `${client.id} ${payload}`, signature);
    return isOurs ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Login) : undefined;
  }
}

const nameOf = ({ client }: CookiePlace): string => `login_${client.name}`;
const keyOf = ({ client }: CookiePlace): string => `wechat_login_${client.id}`;

function sessionOf({ session }: LoginHttpRequest): ApplicationSession {
  if (typeof session !== 'object' || session === null) throw new WeChatConfigError(SESSION_MISSING);
  return session as ApplicationSession;
}

/** Whoever knew the session's id before the login must not share it; what the application keeps in it stays. */
async function renewId(request: LoginHttpRequest): Promise<void> {
  const before = sessionOf(request);
  const hasId = 'id' in before || 'sessionId' in before; // a session that is all in its cookie has none
  if (!hasId || typeof before.regenerate !== 'function') return;
  const kept = Object.entries(before).filter(([name]) => name !== 'cookie'); // not the symbols, which hold the id
  await new Promise<void>((resolve, reject) => {
    before.regenerate?.((error) => (error ? reject(error as Error) : resolve()));
  });
  Object.assign(sessionOf(request), Object.fromEntries(kept));
}
