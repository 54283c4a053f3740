import type { PersonState } from './account/person.state.js';
import type { SandboxPersonOptions } from './interfaces/sandbox-options.interface.js';
import type { LoginDesk } from './login/login.desk.js';
import type { WebsiteAppState } from './login/website-app.state.js';
import { SandboxVisitor } from './sandbox-visitor.js';

/**
 * A website that lets people log in with WeChat. 网站应用
 *
 * @publicApi
 */
export class SandboxWebsiteApp {
  readonly #state: WebsiteAppState;
  readonly #logins: LoginDesk;
  readonly #people = new WeakMap<PersonState, SandboxVisitor>();

  /** @internal Websites are made by {@link WeChatSandbox.websiteApp}. */
  constructor(state: WebsiteAppState, logins: LoginDesk) {
    this.#state = state;
    this.#logins = logins;
  }

  get appId(): string {
    return this.#state.appId;
  }

  get appSecret(): string {
    return this.#state.appSecret;
  }

  get name(): string {
    return this.#state.name;
  }

  /** To spread into the options of the application's client. */
  get credentials(): { appId: string; appSecret: string } {
    const { appId, appSecret } = this.#state;
    return { appId, appSecret };
  }

  /** Everybody who was made with {@link person} or on the login page. */
  get people(): readonly SandboxVisitor[] {
    return [...this.#state.people.values()].map((state) => this.#visitorOf(state));
  }

  /** Makes a person who can log in to the website. */
  person(options: SandboxPersonOptions = {}): SandboxVisitor {
    return this.#visitorOf(this.#state.addPerson(options));
  }

  #visitorOf(state: PersonState): SandboxVisitor {
    const visitor = this.#people.get(state) ?? new SandboxVisitor(state, this.#logins);
    this.#people.set(state, visitor);
    return visitor;
  }
}
