import type { PersonState } from './account/person.state.js';
import type { LoginDesk } from './login/login.desk.js';

/**
 * A person in front of a website, with a phone to scan its code. 网站访客
 *
 * @publicApi
 */
export class SandboxVisitor {
  readonly #state: PersonState;
  readonly #logins: LoginDesk;

  /** @internal Visitors are made by {@link SandboxWebsiteApp.person}. */
  constructor(state: PersonState, logins: LoginDesk) {
    this.#state = state;
    this.#logins = logins;
  }

  /** The person's id for this website. */
  get openid(): string {
    return this.#state.openid;
  }

  /** The person's id for all accounts of one open platform. */
  get unionid(): string | undefined {
    return this.#state.unionid;
  }

  get nickname(): string {
    return this.#state.nickname;
  }

  /**
   * Scans the code of a login and agrees. 扫码登录
   *
   * @param url where the application sent the visitor: WeChat's address or the sandbox's, with all parameters
   * @returns where WeChat sends the visitor back to, with `code` and `state`
   * @throws {SandboxUseError} when WeChat would show an error instead of a code
   */
  async authorize(url: string): Promise<string> {
    return this.#logins.allow(this.#logins.open(url, this.#state), this.#state);
  }

  /**
   * Scans the code of a login and refuses.
   *
   * @param url as for {@link authorize}
   * @returns where WeChat sends the visitor back to, with `state` alone
   * @throws {SandboxUseError} when WeChat would show an error instead of a code
   */
  async refuse(url: string): Promise<string> {
    return this.#logins.refuse(this.#logins.open(url, this.#state));
  }
}
