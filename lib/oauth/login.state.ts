import { randomText, type SigningKeys } from '../crypto/index.js';
import { cookieName, type CookiePlace, setCookie } from './login.cookie.js';
import type { PageVisit } from './page-visit.js';

/** Seconds a login may take. */
const LIFE = 600;
const NONCE = 16;
const EXPIRY = 8;
const MAC = 40;
const FORM = new RegExp(`^[0-9a-f]{${NONCE + EXPIRY + MAC}}$`);
const PURPOSE = 'login-state';
const MARK_BYTES = 16;
/** Digits of the state that tell logins of one browser apart. */
const NAME = 8;

const now = (): number => Math.floor(Date.now() / 1000);
const nameOf = (state: string): string => `state_${state.slice(0, NAME)}`;

/** What is found out about a state that came back. */
export type StateVerdict = 'good' | 'expired' | 'forged';

/**
 * Ties the return of a login to the browser it began in, by a cookie for each login, and to the client. It is signed, so
 * that nothing has to be kept until it comes back. WeChat takes letters and digits, 128 at most.
 */
export class LoginState {
  /** How long a state must be remembered to be taken once (ms). */
  static readonly life = LIFE * 1000;

  constructor(private readonly keys: SigningKeys) {}

  /** Whether a text could be a state at all, whoever's. */
  static isForm(text: string): boolean {
    return FORM.test(text);
  }

  issue(place: CookiePlace): { state: string; cookie: string } {
    const mark = randomText(MARK_BYTES);
    const head = randomText(NONCE / 2) + (now() + LIFE).toString(16).padStart(EXPIRY, '0');
    const state = head + this.keys.sign(PURPOSE, textOf(head, mark, place)).slice(0, MAC);
    return { state, cookie: setCookie(nameOf(state), mark, LIFE, place) };
  }

  verdict(state: string, visit: PageVisit, place: CookiePlace): StateVerdict {
    const mark = visit.cookie(cookieName(nameOf(state), place));
    if (!LoginState.isForm(state) || mark === undefined) return 'forged';
    const [head, mac] = [state.slice(0, NONCE + EXPIRY), state.slice(NONCE + EXPIRY)];
    if (!this.keys.isSigned(PURPOSE, textOf(head, mark, place), mac, MAC)) return 'forged';
    return parseInt(head.slice(NONCE), 16) < now() ? 'expired' : 'good';
  }

  /** @returns the cookie that forgets a login under way */
  forget(state: string, place: CookiePlace): string {
    return setCookie(nameOf(state), '', 0, place);
  }
}

const textOf = (head: string, mark: string, { client }: CookiePlace): string =>
  `${head} ${client.id} ${mark}`;
