import { stringifySetCookie } from 'cookie';
import type { LoginUser } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { randomText, SigningKeys } from '../crypto/index.js';
import { SESSION_MISSING } from './login.messages.js';
import type { ResolvedLoginOptions } from './login-options.interface.js';
import type { LoginHttpRequest, PageVisit } from './page-visit.js';

const PURPOSE = 'login-session';
const VISITOR_BYTES = 16;
const VISITOR_FORM = /^[0-9a-f]{32}$/;

/** Who is logged in, and until when (Unix time, s). */
interface Login {
  readonly user: LoginUser;
  readonly expiresAt: number;
}

/** Whose login, and how cookies are written for the origin. */
export interface SessionPlace {
  readonly client: { readonly name: string; readonly appId: string };
  readonly isSecure: boolean;
}

type ApplicationSession = Record<string, unknown> & {
  regenerate?: (done: (error?: unknown) => void) => unknown;
};

const now = (): number => Math.floor(Date.now() / 1000);

/** Keeps who is logged in with the visitor: signed, bound to the client, with an end. */
export class LoginSession {
  readonly #keys: SigningKeys;

  constructor(private readonly options: ResolvedLoginOptions) {
    this.#keys = new SigningKeys(options.secrets);
  }

  read(visit: PageVisit, place: SessionPlace): LoginUser | undefined {
    const login =
      this.options.session === 'cookie'
        ? this.#open(visit.cookie(nameOf(place)), place)
        : (sessionOf(visit.request)[keyOf(place)] as Login | undefined);
    return login && login.expiresAt > now() ? login.user : undefined;
  }

  /** @returns the cookies to set */
  async write(visit: PageVisit, place: SessionPlace, user: LoginUser): Promise<string[]> {
    const { maxAge, session } = this.options;
    const login: Login = { user, expiresAt: now() + maxAge };
    if (session === 'cookie') return [cookie(nameOf(place), this.#seal(login, place), maxAge, place)];
    await renewId(visit.request);
    sessionOf(visit.request)[keyOf(place)] = login;
    return [];
  }

  /** @returns the cookies to set */
  clear(visit: PageVisit, place: SessionPlace): string[] {
    if (this.options.session === 'cookie') return [cookie(nameOf(place), '', 0, place)];
    delete sessionOf(visit.request)[keyOf(place)];
    return [];
  }

  /** The browser's own mark, which ties a login's return to its beginning. */
  visitor(visit: PageVisit, { isSecure }: SessionPlace): string | undefined {
    const mark = visit.cookie(visitorName(isSecure));
    return mark !== undefined && VISITOR_FORM.test(mark) ? mark : undefined;
  }

  /** @returns a new mark, and the cookie to set */
  newVisitor(place: SessionPlace): [mark: string, cookie: string] {
    const mark = randomText(VISITOR_BYTES);
    return [mark, cookie(visitorName(place.isSecure), mark, this.options.maxAge, place)];
  }

  #seal(login: Login, { client }: SessionPlace): string {
    const payload = Buffer.from(JSON.stringify(login)).toString('base64url');
    return `${payload}.${this.#keys.sign(PURPOSE, `${client.appId} ${payload}`)}`;
  }

  #open(text: string | undefined, { client }: SessionPlace): Login | undefined {
    const [payload = '', signature = '', ...rest] = (text ?? '').split('.');
    const isOurs = rest.length === 0 && this.#keys.isSigned(PURPOSE, `${client.appId} ${payload}`, signature);
    return isOurs ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Login) : undefined;
  }
}

/** No other host, and no page without TLS, can set a cookie of this name. */
const prefix = (isSecure: boolean): string => (isSecure ? '__Host-' : '');
const visitorName = (isSecure: boolean): string => `${prefix(isSecure)}wechat_visitor`;
const nameOf = ({ client, isSecure }: SessionPlace): string =>
  `${prefix(isSecure)}wechat_login_${client.name}`;
const keyOf = ({ client }: SessionPlace): string => `wechat_login_${client.appId}`;

/** Lax: WeChat sends the visitor back from another site. */
const cookie = (name: string, value: string, maxAge: number, { isSecure }: SessionPlace): string =>
  stringifySetCookie({ name, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });

function sessionOf({ session }: LoginHttpRequest): ApplicationSession {
  if (typeof session !== 'object' || session === null) throw new WeChatConfigError(SESSION_MISSING);
  return session as ApplicationSession;
}

/** Whoever knew the session's id before the login must not share it; what the application keeps in it stays. */
async function renewId(request: LoginHttpRequest): Promise<void> {
  const before = sessionOf(request);
  if (typeof before.regenerate !== 'function') return;
  const kept = Object.entries(before).filter(([name]) => name !== 'cookie'); // not the symbols, which hold the id
  await new Promise<void>((resolve, reject) => {
    before.regenerate?.((error) => (error ? reject(error as Error) : resolve()));
  });
  Object.assign(sessionOf(request), Object.fromEntries(kept));
}
