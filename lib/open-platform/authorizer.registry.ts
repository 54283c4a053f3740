import { Logger } from '@nestjs/common';
import { CallbackRefusal } from '../callback/index.js';
import type {
  AccountsInCare,
  CallbackProtocol,
  CallbackRequest,
  ClientRegistration,
  ClientRooms,
} from '../client/index.js';
import { isOptionText, WeChatApiError } from '../common/index.js';
import { type MiniProgram, miniProgram } from '../mini-program/index.js';
import { type OfficialAccount, officialAccount } from '../official-account/index.js';
import type { TokenSource } from '../token/index.js';
import type { AuthorizationBook } from './authorization.book.js';
import type { AccountIdentity, IdentityBook } from './identity.book.js';
import { DECLARED_OTHERWISE, WRONG_KIND } from './open-platform.messages.js';

/** WeChat knows no authorization of this account. */
const ACCOUNT_UNAUTHORIZED = 61003;

/** What the registry of a platform's accounts works with. */
export interface AuthorizerRooms {
  /** Name of the platform. */
  readonly platform: string;
  readonly componentAppId: string;
  readonly rooms: ClientRooms;
  readonly identities: IdentityBook;
  readonly book: AuthorizationBook;
  tokenOf(appId: string): TokenSource;
  /** Verifies what comes for an account this process has not met. */
  readonly protocol: CallbackProtocol;
}

type Account = OfficialAccount | MiniProgram;
type Declare<Client extends Account> = (options: { appId: string; component: string }) => {
  create(name: string, rooms: ClientRooms): ClientRegistration<Client>;
};

/** The clients of all accounts a platform acts for, made when they are first needed. */
export class AuthorizerRegistry implements AccountsInCare {
  readonly #logger = new Logger('WeChatOpenPlatform');
  readonly #officialAccounts = new Map<string, ClientRegistration<OfficialAccount>>();
  readonly #miniPrograms = new Map<string, ClientRegistration<MiniProgram>>();
  /** Those whose kind is known, and that are not declared. */
  readonly #met = new Map<string, ClientRegistration>();

  constructor(private readonly setup: AuthorizerRooms) {}

  officialAccount(appId: string): ClientRegistration<OfficialAccount> {
    return this.#clientOf(this.#officialAccounts, appId, 'official-account', officialAccount);
  }

  miniProgram(appId: string): ClientRegistration<MiniProgram> {
    return this.#clientOf(this.#miniPrograms, appId, 'mini-program', miniProgram);
  }

  known(appId: string): ClientRegistration | undefined {
    return this.#met.get(appId);
  }

  async find(appId: string): Promise<ClientRegistration | undefined> {
    const known = this.#knownOrDeclared(appId);
    if (known) return known;
    if (!(await this.setup.book.findListed(appId))) return undefined;
    return this.#meetAs(appId, await this.setup.identities.find(appId));
  }

  receiver(appId: string, request: CallbackRequest): ClientRegistration | Promise<ClientRegistration> {
    return this.#knownOrDeclared(appId) ?? this.#meet(appId, request);
  }

  /** @throws {WeChatApiError} 61003 for an account that has not authorized the platform */
  async originalIdOf(appId: string): Promise<string> {
    const { kind, originalId } = await this.setup.identities.find(appId);
    const declared = this.#declared(appId)?.client;
    if (declared && declared.kind !== kind) this.#logger.warn(WRONG_KIND(declared, appId, kind));
    return originalId;
  }

  forget(): void {
    this.setup.rooms.tokens.forgetAll(`${this.setup.componentAppId}:`);
    this.#met.clear();
    this.#officialAccounts.clear();
    this.#miniPrograms.clear();
    this.setup.identities.clear();
  }

  /**
   * Drops everything of an account that has left, tokens and tickets in the storage included.
   *
   * @param hasLeft is asked when nothing else happens to the account
   * @returns whether it has
   */
  async drop(appId: string, hasLeft: () => Promise<boolean>): Promise<boolean> {
    const { rooms, tokenOf, book, identities } = this.setup;
    const { key: accessToken } = tokenOf(appId);
    const isDropped = await rooms.tokens.drop(accessToken, async (lease) => {
      if (!(await hasLeft())) return false;
      await book.remove(appId, lease);
      return true;
    });
    if (!isDropped) return false;
    const others = Object.values(this.officialAccount(appId).tokens).filter(({ key }) => key !== accessToken);
    await Promise.all(others.map(({ key }) => rooms.tokens.drop(key)));
    await identities.remove(appId);
    this.#met.delete(appId);
    this.#officialAccounts.delete(appId);
    this.#miniPrograms.delete(appId);
    return true;
  }

  async #meet(appId: string, request: CallbackRequest): Promise<ClientRegistration> {
    await this.setup.protocol.open(request);
    try {
      return this.#meetAs(appId, await this.setup.identities.find(appId));
    } catch (error) {
      if (!(error instanceof WeChatApiError) || error.errcode !== ACCOUNT_UNAUTHORIZED) throw error;
      throw new CallbackRefusal(404, 'the account has not authorized the platform');
    }
  }

  #meetAs(appId: string, { kind }: AccountIdentity): ClientRegistration {
    const met = kind === 'mini-program' ? this.miniProgram(appId) : this.officialAccount(appId);
    const declared = this.setup.rooms.find(appId);
    if (declared === met) return met;
    if (declared) this.#logger.warn(DECLARED_OTHERWISE(declared.client, appId, kind, this.setup.platform));
    this.#met.set(appId, met);
    return met;
  }

  /** A declared one may come and go while the application runs. */
  #knownOrDeclared(appId: string): ClientRegistration | undefined {
    return this.#declared(appId) ?? this.#met.get(appId);
  }

  #declared(appId: string): ClientRegistration | undefined {
    const declared = this.setup.rooms.find(appId);
    return declared?.parent?.name === this.setup.platform ? declared : undefined;
  }

  /** The client that is declared, or one of our own under the appid. */
  #clientOf<Client extends Account>(
    clients: Map<string, ClientRegistration<Client>>,
    appId: string,
    kind: AccountIdentity['kind'],
    declare: Declare<Client>,
  ): ClientRegistration<Client> {
    const declared = this.#declared(appId);
    if (declared?.client.kind === kind) return declared as ClientRegistration<Client>;
    const made = clients.get(appId);
    if (made) return made;
    checkAppId(appId);
    const { platform, rooms } = this.setup;
    const registration = declare({ appId, component: platform }).create(appId, rooms);
    clients.set(appId, registration);
    return registration;
  }
}

/** @throws {TypeError} for what cannot be an appid */
export function checkAppId(appId: string): void {
  if (!isOptionText(appId)) {
    throw new TypeError(`An account of a platform is named by its appid, not by "${String(appId)}"`);
  }
}
