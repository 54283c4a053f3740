import { nextSerial } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';

const DAY = 86_400_000;
const WITHDRAWALS_A_DAY = 5;
/** So many releases are kept to go back to. */
const REMEMBERED = 5;

/** 0 passed, 1 refused, 2 under way, 3 withdrawn, 4 delayed. 审核状态 */
export type AuditStatus = 0 | 1 | 2 | 3 | 4;

/** Code of a mini program; times in seconds of the sandbox's clock. */
export interface CodeVersion {
  readonly version: string;
  readonly description: string;
  readonly pages: readonly string[];
  readonly committedAt: number;
}

export interface CodeAudit {
  readonly id: number;
  readonly code: CodeVersion;
  readonly submittedAt: number;
  status: AuditStatus;
  reason: string;
  isReleased: boolean;
}

interface CodeRelease {
  readonly id: number;
  readonly code: CodeVersion;
  readonly releasedAt: number;
}

/** The code of one mini program, on its way from the template to the people. 代码管理 */
export class VersionBook {
  /** What testers get. 体验版 */
  experience?: CodeVersion;
  readonly #audits = new Map<number, CodeAudit>();
  #latest?: CodeAudit;
  #releases: CodeRelease[] = [];
  #isReverted = false;
  #withdrawalDay = 0;
  #withdrawals = 0;

  constructor(private readonly clock: SandboxClock) {}

  /** What everybody gets. 线上版 */
  get released(): CodeRelease | undefined {
    return this.#releases.at(-1);
  }

  get latestAudit(): CodeAudit | undefined {
    return this.#latest;
  }

  /** The audit nobody has decided on yet. */
  get openAudit(): CodeAudit | undefined {
    return this.#latest?.status === 2 || this.#latest?.status === 4 ? this.#latest : undefined;
  }

  /** Releases one can go back to; none once one has gone back. */
  get history(): readonly CodeRelease[] {
    return this.#isReverted ? [] : this.#releases.slice(0, -1);
  }

  audit(id: number): CodeAudit | undefined {
    return this.#audits.get(id);
  }

  commit(code: Omit<CodeVersion, 'committedAt'>): void {
    this.experience = { ...code, committedAt: this.clock.seconds() };
  }

  submit(code: CodeVersion): CodeAudit {
    const submittedAt = this.clock.seconds();
    const id = nextSerial();
    const audit: CodeAudit = { id, code, submittedAt, status: 2, reason: '', isReleased: false };
    this.#audits.set(audit.id, audit);
    this.#latest = audit;
    return audit;
  }

  /** Takes an audit back; `false` when the day's withdrawals are used up. */
  withdraw(audit: CodeAudit): boolean {
    const day = Math.floor(this.clock.now() / DAY);
    if (day !== this.#withdrawalDay) this.#withdrawals = 0;
    this.#withdrawalDay = day;
    if (this.#withdrawals >= WITHDRAWALS_A_DAY) return false;
    this.#withdrawals += 1;
    audit.status = 3;
    return true;
  }

  release(audit: CodeAudit): void {
    audit.isReleased = true;
    const release = { id: nextSerial(), code: audit.code, releasedAt: this.clock.seconds() };
    this.#releases = [...this.#releases, release].slice(-REMEMBERED);
    this.#isReverted = false;
  }

  /** Goes back to the release before, or to an older one; `false` when there is none. */
  revert(id?: number): boolean {
    const target = id === undefined ? this.history.at(-1) : this.history.find((one) => one.id === id);
    if (!target) return false;
    this.#releases = this.#releases.slice(0, this.#releases.indexOf(target) + 1);
    this.#isReverted = true;
    return true;
  }
}
