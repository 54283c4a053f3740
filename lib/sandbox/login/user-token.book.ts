import type { PersonState } from '../account/person.state.js';
import { newUserToken } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';

const ACCESS_LIFE = 7_200_000;
const REFRESH_LIFE = 30 * 86_400_000;
const REMEMBERED = 10_000;

/** What a person consented to, and for whom. */
export interface Consent {
  readonly appId: string;
  readonly person: PersonState;
  readonly scope: string;
  /** The platform that asked in the account's name. */
  readonly via?: string | undefined;
}

/** The tokens of one login; times in milliseconds of the sandbox's clock. */
interface Login {
  readonly consent: Consent;
  readonly refreshToken: string;
  readonly refreshUntil: number;
  accessToken: string;
  accessUntil: number;
}

export interface UserTokenAnswer extends Record<string, unknown> {
  access_token: string;
  expires_in: number;
  refresh_token: string;
  openid: string;
  scope: string;
}

/** The tokens WeChat gives for people, as opposed to those for accounts. 网页授权 access_token */
export class UserTokenBook {
  readonly #byAccess = new Map<string, Login>();
  readonly #byRefresh = new Map<string, Login>();

  constructor(private readonly clock: SandboxClock) {}

  open(consent: Consent): UserTokenAnswer {
    const now = this.clock.now();
    const login: Login = {
      consent,
      refreshToken: newUserToken(),
      refreshUntil: now + REFRESH_LIFE,
      accessToken: newUserToken(),
      accessUntil: now + ACCESS_LIFE,
    };
    remember(this.#byRefresh, login.refreshToken, login);
    remember(this.#byAccess, login.accessToken, login);
    return answerOf(login);
  }

  /** The same token with a new life while it lives, a new one afterwards. */
  renew(refreshToken: string, appId: string, via?: string): UserTokenAnswer | 'unknown' | 'expired' {
    const login = this.#byRefresh.get(refreshToken);
    const now = this.clock.now();
    if (login?.consent.appId !== appId || login.consent.via !== via) return 'unknown';
    if (login.refreshUntil <= now) return 'expired';
    if (login.accessUntil <= now) {
      login.accessToken = newUserToken();
      remember(this.#byAccess, login.accessToken, login);
    }
    login.accessUntil = now + ACCESS_LIFE;
    return answerOf(login);
  }

  /** What an access token allows. */
  find(accessToken: string): Consent | 'unknown' | 'expired' {
    const login = this.#byAccess.get(accessToken);
    if (!login) return 'unknown';
    const isLiving = login.accessToken === accessToken && login.accessUntil > this.clock.now();
    return isLiving ? login.consent : 'expired';
  }
}

function remember(logins: Map<string, Login>, token: string, login: Login): void {
  logins.set(token, login);
  if (logins.size > REMEMBERED) logins.delete(logins.keys().next().value as string);
}

const answerOf = ({ accessToken, refreshToken, consent }: Login): UserTokenAnswer => ({
  access_token: accessToken,
  expires_in: ACCESS_LIFE / 1000,
  refresh_token: refreshToken,
  openid: consent.person.openid,
  scope: consent.scope,
});
