import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import type { SandboxInstallOptions } from '../../interfaces/sandbox-work-suite.interface.js';
import type { PushTree } from '../../push/push.writer.js';
import { UnacceptableReply } from '../../push/reply.reader.js';
import type { CorpState } from '../corp.state.js';
import type { WorkDoor } from '../push/work-door.interface.js';
import type { ReadWorkReply } from '../push/work-reply.reader.js';
import type { WorkPusher } from '../push/work.pusher.js';
import type { InstallationState } from './installation.state.js';
import type { SuiteState } from './suite.state.js';

const TICKET_PERIOD = 600_000;

/** Suites and providers answer with one word, and with nothing else. */
function readSuccess(body: string): ReadWorkReply {
  if (body.trim() !== 'success') throw new UnacceptableReply('it is not "success"');
  return { kind: 'none', reply: {}, body, opened: body };
}

/** Pushes an info. @throws {SandboxPushError} when the answer is not `success` */
export async function pushInfo(pusher: WorkPusher, door: WorkDoor, info: PushTree): Promise<void> {
  const message = { TimeStamp: Math.floor(Date.now() / 1000), ...info };
  const label = { ToUserName: door.receiveId, AgentID: '' };
  await pusher.push({ door, message, label, read: readSuccess });
}

/** Tells a suite what happens to it: tickets, and corporations that come and go. */
export class SuitePusher {
  constructor(private readonly suite: SuiteState) {}

  /** Pushes anything; what every push has is filled in. @throws {SandboxPushError} when the answer is not `success` */
  async tell(info: PushTree): Promise<void> {
    const { suite } = this;
    await pushInfo(suite.provider.shared.pusher, suite, { SuiteId: suite.suiteId, ...info });
  }

  /** Pushes a new ticket, and returns it. */
  async ticket(): Promise<string> {
    const ticket = this.suite.tickets.issue();
    await this.tell({ InfoType: 'suite_ticket', SuiteTicket: ticket });
    return ticket;
  }

  /** Pushes a ticket every ten minutes while the sandbox runs. */
  keepTicketing(): void {
    const { ending } = this.suite.provider.shared.world;
    const timer = setInterval(() => {
      if (this.suite.callbackUrl) this.ticket().catch(() => undefined);
    }, TICKET_PERIOD);
    timer.unref();
    ending.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /** Lets an administrator consent. @returns the code, of which nobody has been told */
  grant(corp: CorpState, { state, userid }: SandboxInstallOptions = {}): string {
    const installation = this.suite.install(corp);
    installation.state = state;
    installation.admin = userid === undefined ? corp.book.members[0] : corp.book.need(userid);
    return this.suite.authCodes.issue(installation);
  }

  /** Tells of a code that was granted. A suite without a callbackUrl is told nothing. */
  async tellGranted(
    InfoType: 'create_auth' | 'reset_permanent_code',
    code: string,
    state?: string,
  ): Promise<void> {
    await this.#tellIfPossible({
      InfoType,
      AuthCode: code,
      ...(state === undefined ? {} : { State: state }),
    });
  }

  async change(corp: CorpState): Promise<void> {
    this.need(corp);
    await this.#tellIfPossible({ InfoType: 'change_auth', AuthCorpId: corp.corpId });
  }

  /** @throws {SandboxPushError} when the suite does not take the news; the corporation is gone all the same */
  async uninstall(corp: CorpState): Promise<void> {
    this.need(corp);
    this.suite.uninstall(corp);
    await this.#tellIfPossible({ InfoType: 'cancel_auth', AuthCorpId: corp.corpId });
  }

  /** @throws {SandboxUseError} when the corporation does not have the suite */
  need(corp: CorpState): InstallationState {
    const installation = this.suite.installations.get(corp.corpId);
    if (!installation) throw new SandboxUseError(`${corp.name} has not installed ${this.suite.name}`);
    return installation;
  }

  async #tellIfPossible(info: PushTree): Promise<void> {
    if (this.suite.callbackUrl) await this.tell(info);
  }
}
