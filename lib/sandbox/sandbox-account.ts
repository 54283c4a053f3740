import type { FollowerState } from './account/follower.state.js';
import type { MenuButton } from './account/menu.book.js';
import type { OfficialAccountState } from './account/official-account.state.js';
import type { StoredTemplate } from './account/template.book.js';
import type { SandboxPersonOptions } from './interfaces/sandbox-options.interface.js';
import type { SandboxSignedPage } from './interfaces/sandbox-signed-page.interface.js';
import { checkPageSignature } from './open/js-sdk.check.js';
import { SandboxConsole } from './sandbox-console.js';
import { SandboxPerson } from './sandbox-person.js';

/**
 * An official account as its owner sees it in WeChat's console. 公众号
 *
 * @publicApi
 */
export class SandboxAccount extends SandboxConsole {
  readonly #state: OfficialAccountState;
  readonly #people = new WeakMap<FollowerState, SandboxPerson>();

  /** @internal Accounts are made by {@link WeChatSandbox.officialAccount}. */
  constructor(state: OfficialAccountState) {
    super(state);
    this.#state = state;
  }

  /** The menu the application has made, if any. 自定义菜单 */
  get menu(): { readonly button: readonly MenuButton[] } | null {
    return this.#state.menus.common;
  }

  /** The account's templates. 模板 */
  get templates(): readonly StoredTemplate[] {
    return this.#state.templates.list;
  }

  /** How often WeChat handed out a ticket, by type. jsapi_ticket · 卡券 api_ticket */
  get ticketFetches(): Readonly<{ jsapi: number; wx_card: number }> {
    return { ...this.#state.tickets.fetches };
  }

  /**
   * Whether WeChat would let a page use the JS-SDK with this signature. wx.config
   *
   * @param signed what was given to `wx.config`, and the address of the page
   */
  checkJsSdk(signed: SandboxSignedPage): boolean {
    return checkPageSignature(this.#state.tickets, signed);
  }

  /** Everybody who was made with {@link person} or on the login page. */
  get people(): readonly SandboxPerson[] {
    return [...this.#state.people.values()].map((state) => this.#personOf(state));
  }

  /** Makes a person who knows the account and does not yet follow it. */
  person(options: SandboxPersonOptions = {}): SandboxPerson {
    return this.#personOf(this.#state.addPerson(options));
  }

  /**
   * Lets many people follow the account at once, without a push each. 关注者
   *
   * @returns their openids, in the order in which they followed
   */
  addFollowers(count: number): string[] {
    return Array.from({ length: count }, () => {
      const person = this.#state.addPerson();
      person.follow();
      this.#state.followers.add(person.openid);
      return person.openid;
    });
  }

  /** Adds a template, as in the console; `content` holds `{{name.DATA}}`. Returns its id. */
  addTemplate({ title, content }: { title: string; content: string }): string {
    return this.#state.templates.add(title, content);
  }

  #personOf(state: FollowerState): SandboxPerson {
    const person = this.#people.get(state) ?? new SandboxPerson(this.#state, state);
    this.#people.set(state, person);
    return person;
  }
}
