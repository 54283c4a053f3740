// @ts-check
import { Drafts } from './drafts.js';
import { Exchanges } from './exchanges.js';

/** @typedef {import('./types.js').Account} Account */
/** @typedef {import('./types.js').ChatEntry} ChatEntry */
/** @typedef {import('./types.js').Draft} Draft */
/** @typedef {import('./types.js').Exchange} Exchange */
/** @typedef {import('./types.js').Person} Person */
/** @typedef {import('./types.js').SandboxState} SandboxState */

const KEPT_AS = 'wechat-sandbox.chosen';

/** Everything the page shows. Views read it and are told after each change. */
export class Store {
  /** @type {Account[]} */ accounts = [];
  exchanges = new Exchanges();
  /** @type {'connecting' | 'live' | 'lost'} */ connection = 'connecting';
  /** @type {string | undefined} */ appId;
  /** @type {string | undefined} */ openid;
  /** Open ids with something not yet looked at. @type {Set<string>} */ unread = new Set();
  loaded = false;

  /** @type {(() => void)[]} */ #listeners = [];
  #scheduled = false;
  #drafts = new Drafts();

  constructor() {
    const [appId, openid] = (sessionStorage.getItem(KEPT_AS) ?? '').split(' ');
    this.appId = appId || undefined;
    this.openid = openid || undefined;
  }

  /** @returns {readonly Draft[]} */
  get drafts() {
    return this.#drafts.all;
  }

  get account() {
    return this.#accountOf(this.appId);
  }

  get person() {
    return this.account?.people.find((person) => person.openid === this.openid);
  }

  /** @param {() => void} listener */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** Tells the views, once for all changes of the moment. */
  changed() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }

  /** @param {SandboxState} state */
  load(state) {
    const known = new Set(
      this.accounts.flatMap((one) => one.people.flatMap((person) => person.messages.map(idOf))),
    );
    this.accounts = state.accounts;
    this.loaded = true;
    for (const account of state.accounts) {
      for (const person of account.people) {
        for (const entry of person.messages)
          if (!known.has(entry.id)) this.#drafts.claim(person.openid, entry);
      }
    }
    for (const exchange of state.exchanges ?? []) this.exchanges.add(exchange);
    this.choose(this.appId, this.openid);
  }

  /**
   * Chooses an account and a person; where one is no longer there, the first there is.
   *
   * @param {string | undefined} appId
   * @param {string} [openid]
   */
  choose(appId, openid) {
    this.appId = (this.#accountOf(appId) ?? this.accounts[0])?.appId;
    const people = this.account?.people ?? [];
    this.openid = (people.find((one) => one.openid === openid) ?? people[0])?.openid;
    if (this.openid) this.unread.delete(this.openid);
    sessionStorage.setItem(KEPT_AS, `${this.appId ?? ''} ${this.openid ?? ''}`);
    this.changed();
  }

  /**
   * @param {Omit<Person, 'messages'> & { appId: string }} facts
   * @returns {boolean} whether the account is known here
   */
  setPerson({ appId, openid, nickname, following }) {
    const people = this.#accountOf(appId)?.people;
    const person = people?.find((one) => one.openid === openid);
    if (person) Object.assign(person, { nickname, following });
    else people?.push({ openid, nickname, following, messages: [] });
    if (appId === this.appId && this.openid === undefined) this.choose(appId, openid);
    this.changed();
    return people !== undefined;
  }

  /**
   * @param {Pick<Account, 'appId' | 'menu'>} facts
   * @returns {boolean} whether the account is known here
   */
  setMenu({ appId, menu }) {
    const account = this.#accountOf(appId);
    if (account) account.menu = menu;
    this.changed();
    return account !== undefined;
  }

  /**
   * @param {ChatEntry & { appId: string, openid: string }} entry
   * @returns {boolean} whether the person is known here
   */
  addMessage(entry) {
    const person = this.#accountOf(entry.appId)?.people.find((one) => one.openid === entry.openid);
    if (!person) return false;
    const at = person.messages.findIndex((one) => one.id === entry.id);
    if (at >= 0) {
      person.messages[at] = entry;
    } else {
      person.messages.push(entry);
      this.#drafts.claim(entry.openid, entry);
      if (entry.from === 'account' && entry.openid !== this.openid) this.unread.add(entry.openid);
    }
    this.changed();
    return true;
  }

  /**
   * @param {Exchange} exchange
   * @returns {boolean} whether the account is known here
   */
  addExchange(exchange) {
    this.exchanges.add(exchange);
    const failed = !exchange.response || exchange.response.status >= 500;
    const draft = this.drafts.find((one) => one.openid === exchange.openid && one.status === 'sending');
    if (draft && failed) draft.attempt = exchange.attempt + 1;
    this.changed();
    return this.#accountOf(exchange.appId) !== undefined;
  }

  /** @param {Parameters<Drafts['add']>[0]} facts */
  addDraft(facts) {
    this.changed();
    return this.#drafts.add(facts);
  }

  /** @param {Parameters<Drafts['settle']>} facts */
  settle(...facts) {
    this.#drafts.settle(...facts);
    this.changed();
  }

  /** @param {Draft} draft */
  forget(draft) {
    this.#drafts.forget(draft);
    this.changed();
  }

  /** @param {string | undefined} appId */
  #accountOf(appId) {
    return this.accounts.find((one) => one.appId === appId);
  }
}

/** @param {ChatEntry} entry */
const idOf = (entry) => entry.id;
