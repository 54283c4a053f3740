import type { AccountState } from '../account/account.state.js';
import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type {
  SandboxAuthorization,
  SandboxAuthorizeOptions,
} from '../interfaces/open-platform-options.interface.js';
import type { PushTree } from '../push/push.writer.js';
import type { OpenPlatformState } from './open-platform.state.js';

const TICKET_PERIOD = 600_000;

/** Tells a platform what happens to it: tickets, and owners who come and go. 授权事件 */
export class PlatformPusher {
  constructor(private readonly platform: OpenPlatformState) {}

  /**
   * Pushes anything; what every push has is filled in.
   *
   * @throws {SandboxPushError} when the answer is not `success`
   */
  async tell(info: PushTree): Promise<void> {
    const { platform } = this;
    const CreateTime = Math.floor(Date.now() / 1000);
    await platform.shared.pusher.pushInfo(platform, { AppId: platform.appId, CreateTime, ...info });
  }

  /** Pushes a new ticket, and returns it. */
  async ticket(): Promise<string> {
    const ticket = this.platform.tickets.issue();
    await this.tell({ InfoType: 'component_verify_ticket', ComponentVerifyTicket: ticket });
    return ticket;
  }

  /** Pushes a ticket nobody waits for, once the present call is answered. */
  ticketLater(): void {
    if (!this.platform.callbackUrl) return;
    setImmediate(() => {
      this.ticket().catch(() => undefined);
    });
  }

  /** Pushes a ticket every ten minutes while the sandbox runs. */
  keepTicketing(): void {
    const { ending } = this.platform.world;
    const timer = setInterval(() => this.ticketLater(), TICKET_PERIOD);
    timer.unref();
    ending.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /**
   * Lets an owner consent. A platform without a callbackUrl is told nothing.
   *
   * @returns the codes, and when the platform was told, which may fail
   * @throws {SandboxUseError} when the pre-authorization code is not one that can be used
   */
  authorize(
    account: AccountState,
    { preAuthCode = this.platform.preAuthCodes.issue(undefined) }: SandboxAuthorizeOptions = {},
  ): { granted: SandboxAuthorization; told: Promise<void> } {
    const { platform } = this;
    const { authCodes, preAuthCodes } = platform;
    if (typeof preAuthCodes.use(preAuthCode, () => true) === 'string')
      throw new SandboxUseError(`The pre-authorization code is used, too old, or none of ${platform.name}`);
    const isKnown = platform.authorizations.has(account.appId);
    const authCode = authCodes.issue(platform.authorize(account));
    const told = this.#tellIfPossible({
      InfoType: isKnown ? 'updateauthorized' : 'authorized',
      AuthorizerAppid: account.appId,
      AuthorizationCode: authCode,
      AuthorizationCodeExpiredTime: authCodes.life,
      PreAuthCode: preAuthCode,
    });
    return { granted: { authCode, preAuthCode, expiresIn: authCodes.life }, told };
  }

  /**
   * Lets an owner take the consent back.
   *
   * @throws {SandboxUseError} when there is none
   * @throws {SandboxPushError} when the platform does not take the news; the account is gone all the same
   */
  async unauthorize(account: AccountState): Promise<void> {
    const { platform } = this;
    if (!platform.unauthorize(account))
      throw new SandboxUseError(`${account.name} has not authorized ${platform.name}`);
    await this.#tellIfPossible({ InfoType: 'unauthorized', AuthorizerAppid: account.appId });
  }

  async #tellIfPossible(info: PushTree): Promise<void> {
    if (this.platform.callbackUrl) await this.tell(info);
  }
}
