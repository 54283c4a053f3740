import { CallbackRefusal } from '../callback/index.js';
import type {
  AccountsInCare,
  CallbackProtocol,
  CallbackRequest,
  ClientRegistration,
  ClientRooms,
} from '../client/index.js';
import { WeChatApiError } from '../common/index.js';
import { type MiniProgram, miniProgram } from '../mini-program/index.js';
import { type OfficialAccount, officialAccount } from '../official-account/index.js';
import type { TokenSource } from '../token/index.js';
import type { AuthorizationBook } from './authorization.book.js';
import type { AccountIdentity, IdentityBook } from './identity.book.js';

/** WeChat knows no authorization of this account. */
const NOT_AUTHORIZED = 61003;

/** What the registry of a platform's accounts works with. */
export interface AuthorizerRooms {
  /** Name of the platform. */
  readonly platform: string;
  readonly rooms: ClientRooms;
  readonly identities: IdentityBook;
  readonly authorizations: AuthorizationBook;
  tokenOf(appId: string): TokenSource;
  /** Verifies what comes for an account this process has not met. */
  readonly protocol: CallbackProtocol;
}

/** The clients of all accounts a platform acts for, made when they are first needed. */
export class AuthorizerRegistry implements AccountsInCare {
  readonly #officialAccounts = new Map<string, ClientRegistration<OfficialAccount>>();
  readonly #miniPrograms = new Map<string, ClientRegistration<MiniProgram>>();

  /** Those whose kind is known, by appid. */
  readonly #met = new Map<string, ClientRegistration>();

  constructor(private readonly setup: AuthorizerRooms) {}

  officialAccount(appId: string): ClientRegistration<OfficialAccount> {
    return this.#clientOf(this.#officialAccounts, appId, officialAccount);
  }

  miniProgram(appId: string): ClientRegistration<MiniProgram> {
    return this.#clientOf(this.#miniPrograms, appId, miniProgram);
  }

  known(appId: string): ClientRegistration | undefined {
    const met = this.#met.get(appId);
    if (met) return met;
    const identity = this.setup.identities.known(appId);
    return identity && this.#meetAs(appId, identity);
  }

  async find(appId: string): Promise<ClientRegistration | undefined> {
    const known = this.known(appId);
    if (known) return known;
    if (!(await this.setup.authorizations.find(appId))) return undefined;
    return this.#meetAs(appId, await this.setup.identities.find(appId));
  }

  receiver(appId: string, request: CallbackRequest): ClientRegistration | Promise<ClientRegistration> {
    return this.known(appId) ?? this.#meet(appId, request);
  }

  forget(): void {
    for (const { tokens } of [...this.#officialAccounts.values(), ...this.#miniPrograms.values()])
      for (const { key } of Object.values(tokens)) this.setup.rooms.tokens.forget(key);
    this.#met.clear();
    this.#officialAccounts.clear();
    this.#miniPrograms.clear();
    this.setup.identities.clear();
  }

  /** Drops everything of an account that has left, tokens and tickets in the storage included. */
  async drop(appId: string): Promise<void> {
    const { rooms, tokenOf, authorizations } = this.setup;
    const { key: accessToken } = tokenOf(appId);
    await rooms.tokens.drop(accessToken, () => authorizations.remove(appId));
    const others = Object.values(this.officialAccount(appId).tokens).filter(({ key }) => key !== accessToken);
    await Promise.all(others.map(({ key }) => rooms.tokens.drop(key)));
    await this.setup.identities.remove(appId);
    this.#met.delete(appId);
    this.#officialAccounts.delete(appId);
    this.#miniPrograms.delete(appId);
  }

  async #meet(appId: string, request: CallbackRequest): Promise<ClientRegistration> {
    await this.setup.protocol.open(request);
    try {
      return this.#meetAs(appId, await this.setup.identities.find(appId));
    } catch (error) {
      if (!(error instanceof WeChatApiError) || error.errcode !== NOT_AUTHORIZED) throw error;
      throw new CallbackRefusal(404, 'the account has not authorized the platform');
    }
  }

  #meetAs(appId: string, { kind }: AccountIdentity): ClientRegistration {
    const met = kind === 'mini-program' ? this.miniProgram(appId) : this.officialAccount(appId);
    this.#met.set(appId, met);
    return met;
  }

  /** The client declared by name, or one of our own under the appid. */
  #clientOf<Client extends OfficialAccount | MiniProgram>(
    clients: Map<string, ClientRegistration<Client>>,
    appId: string,
    declare: (options: { appId: string; component: string }) => {
      kind: string;
      create(name: string, rooms: ClientRooms): ClientRegistration<Client>;
    },
  ): ClientRegistration<Client> {
    const made = clients.get(appId);
    if (made) return made;
    const { platform, rooms } = this.setup;
    const definition = declare({ appId, component: platform });
    const named = rooms.find(appId);
    if (named?.platform?.name === platform && named.client.kind === definition.kind) {
      return named as ClientRegistration<Client>;
    }
    const registration = definition.create(appId, rooms);
    clients.set(appId, registration);
    return registration;
  }
}
