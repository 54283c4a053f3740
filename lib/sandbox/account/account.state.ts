import { MessageCipher } from '../../crypto/index.js';
import type {
  SandboxAccountOptions,
  SandboxFormat,
  SandboxMode,
  SandboxPersonOptions,
} from '../interfaces/sandbox-options.interface.js';
import type { LoginDesk } from '../login/login.desk.js';
import type { AuthorizationState } from '../platform/authorization.state.js';
import type { OpenPlatformState } from '../platform/open-platform.state.js';
import type { PushDoor } from '../push/push-door.interface.js';
import type { Pusher } from '../push/pusher.js';
import {
  newAppId,
  newAppSecret,
  newCallbackToken,
  newEncodingAESKey,
  newOpenid,
  newOriginalId,
} from '../world/identifiers.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import type { MediaShelf } from './media.shelf.js';
import type { OpenAccountBook } from './open-account.book.js';
import type { PersonState } from './person.state.js';
import { QuotaBook } from './quota.book.js';
import { TokenIssuer } from './token.issuer.js';
import type { TokenRegistry } from './token.registry.js';

const TOKEN_LIFE = 7200;

export type AccountKind = 'official-account' | 'mini-program';

/** Whom a token speaks for: an account itself, a platform in an account's name, or a platform. */
export type TokenOwner = AccountState | AuthorizationState | OpenPlatformState;

/** As the public options, with what only WeChat itself decides. */
export interface AccountOptions extends SandboxAccountOptions {
  originalId?: string;
}

/** What all accounts of a sandbox share. */
export interface SharedState {
  readonly world: SandboxWorld;
  readonly tokens: TokenRegistry<TokenOwner>;
  readonly media: MediaShelf;
  readonly pusher: Pusher;
  readonly logins: LoginDesk;
  /** By appid. */
  readonly accounts: Map<string, AccountState>;
  /** Third-party platforms by appid. */
  readonly platforms: Map<string, OpenPlatformState>;
  readonly openAccounts: OpenAccountBook;
}

/** What WeChat knows of an account of any kind: its credentials, its callback, its people. */
export abstract class AccountState<Person extends PersonState = PersonState> implements PushDoor {
  abstract readonly kind: AccountKind;
  readonly setting = 'callbackUrl';
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAESKey: string;
  /** Somebody asked for the key; it was not made up. */
  readonly keyWasGiven: boolean;
  readonly originalId: string;
  readonly name: string;
  readonly whitelist?: readonly string[];
  callbackUrl?: string;
  mode: SandboxMode;
  format: SandboxFormat;
  #cipher?: MessageCipher;
  readonly people = new Map<string, Person>();
  /** WeChat itself, when it pushes what no person did. */
  readonly system = { openid: newOpenid() };
  readonly tokens: TokenIssuer<TokenOwner>;
  readonly quota: QuotaBook;
  /** Of the platforms that may act for the account; the last one gets what its people do. */
  readonly authorizations: AuthorizationState[] = [];
  /** What platforms have set for the account. 授权方选项 */
  readonly options = new Map<string, string>();

  constructor(
    options: AccountOptions,
    readonly shared: SharedState,
  ) {
    const { clock } = shared.world;
    this.appId = options.appId ?? newAppId();
    this.appSecret = options.appSecret ?? newAppSecret();
    this.token = options.token ?? newCallbackToken();
    this.keyWasGiven = options.encodingAESKey !== undefined;
    this.encodingAESKey = options.encodingAESKey ?? newEncodingAESKey();
    this.originalId = options.originalId ?? newOriginalId();
    this.name = options.name ?? this.appId;
    this.whitelist = options.whitelist;
    this.callbackUrl = options.callbackUrl;
    this.mode = options.mode ?? (this.keyWasGiven ? 'encrypted' : 'plain');
    this.format = options.format ?? 'xml';
    this.quota = new QuotaBook(clock, options.rateLimits ?? {});
    this.tokens = new TokenIssuer<TokenOwner>(this, shared.tokens, clock, options.tokenLife ?? TOKEN_LIFE);
  }

  /**
   * Makes a person the account knows.
   *
   * @throws {SandboxUseError} when the openid is taken
   */
  abstract addPerson(options?: SandboxPersonOptions): Person;

  /** Made with the first sealed push. */
  get cipher(): MessageCipher {
    return (this.#cipher ??= new MessageCipher(this.encodingAESKey));
  }

  /** Where pushes go: to the platform that serves the account, else to its own address. */
  get door(): PushDoor {
    return this.authorizations.at(-1)?.door ?? this;
  }

  get world(): SandboxWorld {
    return this.shared.world;
  }

  get media(): MediaShelf {
    return this.shared.media;
  }
}
