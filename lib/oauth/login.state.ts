import { randomText, type SigningKeys } from '../crypto/index.js';

const LIFE = 600;
const NONCE = 16;
const EXPIRY = 8;
const MAC = 40;
const FORM = new RegExp(`^[0-9a-f]{${NONCE + EXPIRY + MAC}}$`);
const PURPOSE = 'login-state';

const now = (): number => Math.floor(Date.now() / 1000);

/** What is found out about a state that came back. */
export type StateVerdict = 'good' | 'expired' | 'forged';

/**
 * Ties the return of a login to the visitor who began it and to the client: signed, so that nothing has to be kept
 * until it comes back. WeChat takes letters and digits, 128 at most.
 */
export class LoginState {
  constructor(private readonly keys: SigningKeys) {}

  issue(appId: string, visitor: string): string {
    const expiry = (now() + LIFE).toString(16).padStart(EXPIRY, '0');
    const head = randomText(NONCE / 2) + expiry;
    return head + this.keys.sign(PURPOSE, textOf(head, appId, visitor)).slice(0, MAC);
  }

  /** Whether a text could be a state at all, whoever's. */
  static isForm(text: string): boolean {
    return FORM.test(text);
  }

  verdict(state: string, appId: string, visitor: string | undefined): StateVerdict {
    if (!LoginState.isForm(state) || visitor === undefined) return 'forged';
    const head = state.slice(0, NONCE + EXPIRY);
    const isOurs = this.keys.isSigned(
      PURPOSE,
      textOf(head, appId, visitor),
      state.slice(NONCE + EXPIRY),
      MAC,
    );
    if (!isOurs) return 'forged';
    return parseInt(head.slice(NONCE), 16) < now() ? 'expired' : 'good';
  }

  /** How long a state must be remembered to be taken once (ms). */
  static readonly life = LIFE * 1000;
}

const textOf = (head: string, appId: string, visitor: string): string => `${head} ${appId} ${visitor}`;
