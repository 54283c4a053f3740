import type { MiniProgramState } from './account/mini-program.state.js';
import type { AuditStatus } from './account/version.book.js';
import { SandboxUseError } from './errors/sandbox-use.error.js';
import type { SandboxReply } from './interfaces/sandbox-reply.interface.js';
import { addressed } from './push/addressed.js';
import type { PushTree } from './push/push.writer.js';

/**
 * WeChat's auditor, who decides on the code a platform has submitted for a mini program. Each method pushes what was
 * decided, resolves to the application's answer, and rejects with {@link SandboxPushError} when none comes that WeChat
 * would accept. 代码审核
 *
 * @publicApi
 */
export class SandboxCodeAudit {
  readonly #account: MiniProgramState;

  /** @internal There is one for each {@link SandboxMiniProgram}. */
  constructor(account: MiniProgramState) {
    this.#account = account;
  }

  /**
   * Lets the code pass. Pushes `weapp_audit_success`. 审核通过
   *
   * @throws {SandboxUseError} when no code waits for an audit
   */
  async pass(): Promise<SandboxReply> {
    return this.#decide(0, '', (now) => ({ Event: 'weapp_audit_success', SuccTime: now }));
  }

  /**
   * Refuses the code. Pushes `weapp_audit_fail`. 审核不通过
   *
   * @throws {SandboxUseError} when no code waits for an audit
   */
  async refuse(reason: string): Promise<SandboxReply> {
    return this.#decide(1, reason, (now) => ({ Event: 'weapp_audit_fail', Reason: reason, FailTime: now }));
  }

  /**
   * Takes more time. Pushes `weapp_audit_delay`. 审核延后
   *
   * @throws {SandboxUseError} when no code waits for an audit
   */
  async delay(reason: string): Promise<SandboxReply> {
    return this.#decide(4, reason, (now) => ({ Event: 'weapp_audit_delay', Reason: reason, DelayTime: now }));
  }

  async #decide(
    status: AuditStatus,
    reason: string,
    event: (now: number) => PushTree,
  ): Promise<SandboxReply> {
    const account = this.#account;
    const audit = account.versions.openAudit;
    if (!audit) throw new SandboxUseError(`No code of ${account.name} waits for an audit`);
    audit.status = status;
    audit.reason = reason;
    const push = { MsgType: 'event', ...event(account.world.clock.seconds()) };
    return account.shared.pusher.push(account, addressed(account, account.system, push), account.system);
  }
}
