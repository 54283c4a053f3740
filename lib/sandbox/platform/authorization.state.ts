import { TokenIssuer } from '../account/token.issuer.js';
import type { AccountState, TokenOwner } from '../account/account.state.js';
import type { PushDoor } from '../push/push-door.interface.js';
import { newRefreshToken } from '../world/identifiers.js';
import { AuthorizerDoor } from './authorizer.door.js';
import type { OpenPlatformState } from './open-platform.state.js';

/** What an account allows a platform: to act in its name. 授权 */
export class AuthorizationState {
  readonly tokens: TokenIssuer<TokenOwner>;
  /** Where what the account's people do is pushed. */
  readonly door: PushDoor;
  /** There is none until a code was exchanged for the first time. */
  #refreshToken?: string;
  /** Seconds of the sandbox's clock. */
  authorizedAt: number;

  constructor(
    readonly account: AccountState,
    readonly platform: OpenPlatformState,
  ) {
    const { world, tokens } = platform.shared;
    this.tokens = new TokenIssuer<TokenOwner>(this, tokens, world.clock, platform.tokenLife);
    this.authorizedAt = world.clock.seconds();
    this.door = new AuthorizerDoor(account, platform);
  }

  get refreshToken(): string | undefined {
    return this.#refreshToken;
  }

  /** A new refresh token; the one before is dead at once. */
  renewRefreshToken(): string {
    this.#refreshToken = newRefreshToken();
    return this.#refreshToken;
  }

  /** Kills whatever the platform holds. */
  end(): void {
    this.tokens.revokeAll();
    this.#refreshToken = undefined;
  }
}
