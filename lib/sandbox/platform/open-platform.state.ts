import { MessageCipher } from '../../crypto/index.js';
import type { AccountState, SharedState, TokenOwner } from '../account/account.state.js';
import { QuotaBook } from '../account/quota.book.js';
import { TokenIssuer } from '../account/token.issuer.js';
import type { SandboxOpenPlatformOptions } from '../interfaces/open-platform-options.interface.js';
import type { SandboxFormat } from '../interfaces/sandbox-options.interface.js';
import { CodeBook } from '../login/code.book.js';
import type { PushDoor } from '../push/push-door.interface.js';
import {
  newAppId,
  newAppSecret,
  newAuthorizationCode,
  newCallbackToken,
  newEncodingAESKey,
  newPreAuthCode,
} from '../world/identifiers.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { AuthorizationState } from './authorization.state.js';
import { TemplateLibrary } from './template.library.js';
import { TicketBook } from './ticket.book.js';

const TOKEN_LIFE = 7200;
const PRE_AUTH_CODE_LIFE = 1800;
const AUTH_CODE_LIFE = 600;

/** What WeChat knows of a third-party platform. 第三方平台 */
export class OpenPlatformState implements PushDoor {
  readonly kind = 'open-platform';
  readonly setting = 'callbackUrl';
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAESKey: string;
  readonly name: string;
  readonly cipher: MessageCipher;
  /** A platform has no other. */
  readonly mode = 'encrypted';
  format: SandboxFormat;
  callbackUrl?: string;
  messageUrl?: string;
  readonly tokenLife: number;
  readonly tokens: TokenIssuer<TokenOwner>;
  readonly quota: QuotaBook;
  readonly tickets: TicketBook;
  readonly preAuthCodes: CodeBook<undefined>;
  readonly authCodes: CodeBook<AuthorizationState>;
  readonly library: TemplateLibrary;
  /** By the authorizer's appid, in the order in which they came. */
  readonly authorizations = new Map<string, AuthorizationState>();
  /** How often the platform was checked: each check takes the next pair of test accounts. */
  launchChecks = 0;
  /** Tokens given for authorizers. */
  authorizerFetches = 0;

  constructor(
    options: SandboxOpenPlatformOptions,
    readonly shared: SharedState,
  ) {
    const { clock } = shared.world;
    this.appId = options.appId ?? newAppId();
    this.appSecret = options.appSecret ?? newAppSecret();
    this.token = options.token ?? newCallbackToken();
    this.encodingAESKey = options.encodingAESKey ?? newEncodingAESKey();
    this.name = options.name ?? this.appId;
    this.cipher = new MessageCipher(this.encodingAESKey);
    this.format = options.format ?? 'xml';
    this.callbackUrl = options.callbackUrl;
    this.messageUrl = options.messageUrl;
    this.tokenLife = options.tokenLife ?? TOKEN_LIFE;
    this.tokens = new TokenIssuer<TokenOwner>(this, shared.tokens, clock, this.tokenLife);
    this.quota = new QuotaBook(clock, {});
    this.tickets = new TicketBook(clock);
    this.preAuthCodes = new CodeBook(clock, newPreAuthCode, PRE_AUTH_CODE_LIFE);
    this.authCodes = new CodeBook(clock, newAuthorizationCode, AUTH_CODE_LIFE);
    this.library = new TemplateLibrary(clock);
  }

  get world(): SandboxWorld {
    return this.shared.world;
  }

  /** Lets the platform act for an account from now on, or anew. */
  authorize(account: AccountState): AuthorizationState {
    const known = this.authorizations.get(account.appId);
    if (known) {
      known.authorizedAt = this.world.clock.seconds();
      return known;
    }
    const authorization = new AuthorizationState(account, this);
    this.authorizations.set(account.appId, authorization);
    account.authorizations.push(authorization);
    return authorization;
  }

  /** Takes that back; `false` when the account had not authorized the platform. */
  unauthorize(account: AccountState): boolean {
    const authorization = this.authorizations.get(account.appId);
    if (!authorization) return false;
    authorization.end();
    this.authorizations.delete(account.appId);
    account.authorizations.splice(account.authorizations.indexOf(authorization), 1);
    return true;
  }

  /** Whether an authorization still stands: a code may be older than the owner's change of mind. */
  isStanding(authorization: AuthorizationState): boolean {
    return this.authorizations.get(authorization.account.appId) === authorization;
  }
}
