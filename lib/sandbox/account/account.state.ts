import type { MessageCipher } from '../../crypto/index.js';
import type {
  SandboxAccountOptions,
  SandboxFormat,
  SandboxMode,
  SandboxPersonOptions,
} from '../interfaces/sandbox-options.interface.js';
import type { LoginDesk } from '../login/login.desk.js';
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
import type { PersonState } from './person.state.js';
import { QuotaBook } from './quota.book.js';
import { TokenIssuer } from './token.issuer.js';
import type { TokenRegistry } from './token.registry.js';

const TOKEN_LIFE = 7200;

export type AccountKind = 'official-account' | 'mini-program';

/** What all accounts of a sandbox share. */
export interface SharedState {
  readonly world: SandboxWorld;
  readonly tokens: TokenRegistry<AccountState>;
  readonly media: MediaShelf;
  readonly pusher: Pusher;
  readonly logins: LoginDesk;
}

/** What WeChat knows of an account of any kind: its credentials, its callback, its people. */
export abstract class AccountState<Person extends PersonState = PersonState> {
  abstract readonly kind: AccountKind;
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAESKey: string;
  /** Somebody asked for the key; it was not made up. */
  readonly keyWasGiven: boolean;
  readonly originalId = newOriginalId();
  readonly name: string;
  readonly whitelist?: readonly string[];
  callbackUrl?: string;
  mode: SandboxMode;
  format: SandboxFormat;
  /** Made with the first sealed push. */
  cipher?: MessageCipher;
  readonly people = new Map<string, Person>();
  /** WeChat itself, when it pushes what no person did. */
  readonly system = { openid: newOpenid() };
  readonly tokens: TokenIssuer<AccountState>;
  readonly quota: QuotaBook;

  constructor(
    options: SandboxAccountOptions,
    readonly shared: SharedState,
  ) {
    const { clock } = shared.world;
    this.appId = options.appId ?? newAppId();
    this.appSecret = options.appSecret ?? newAppSecret();
    this.token = options.token ?? newCallbackToken();
    this.keyWasGiven = options.encodingAESKey !== undefined;
    this.encodingAESKey = options.encodingAESKey ?? newEncodingAESKey();
    this.name = options.name ?? this.appId;
    this.whitelist = options.whitelist;
    this.callbackUrl = options.callbackUrl;
    this.mode = options.mode ?? (this.keyWasGiven ? 'encrypted' : 'plain');
    this.format = options.format ?? 'xml';
    this.quota = new QuotaBook(clock, options.rateLimits ?? {});
    this.tokens = new TokenIssuer<AccountState>(this, shared.tokens, clock, options.tokenLife ?? TOKEN_LIFE);
  }

  /**
   * Makes a person the account knows.
   *
   * @throws {SandboxUseError} when the openid is taken
   */
  abstract addPerson(options?: SandboxPersonOptions): Person;

  get world(): SandboxWorld {
    return this.shared.world;
  }

  get media(): MediaShelf {
    return this.shared.media;
  }
}
