import type { MiniProgramState } from './account/mini-program.state.js';
import type { MiniProgramUserState } from './account/mini-program-user.state.js';
import type { SandboxMiniProgramUserOptions } from './interfaces/sandbox-options.interface.js';
import { SandboxCodeAudit } from './sandbox-code-audit.js';
import { SandboxConsole } from './sandbox-console.js';
import { SandboxMiniProgramUser } from './sandbox-mini-program-user.js';

/**
 * A mini program as its owner sees it in WeChat's console. 小程序
 *
 * @publicApi
 */
export class SandboxMiniProgram extends SandboxConsole {
  readonly #state: MiniProgramState;
  /** WeChat's side of the audit of the code a platform has submitted. 代码审核 */
  readonly audit: SandboxCodeAudit;
  readonly #people = new WeakMap<MiniProgramUserState, SandboxMiniProgramUser>();

  /** @internal Mini programs are made by {@link WeChatSandbox.miniProgram}. */
  constructor(state: MiniProgramState) {
    super(state);
    this.#state = state;
    this.audit = new SandboxCodeAudit(state);
  }

  /** Everybody who was made with {@link person}. */
  get people(): readonly SandboxMiniProgramUser[] {
    return [...this.#state.people.values()].map((state) => this.#userOf(state));
  }

  /** Makes a person who uses the mini program. */
  person(options: SandboxMiniProgramUserOptions = {}): SandboxMiniProgramUser {
    return this.#userOf(this.#state.addPerson(options));
  }

  #userOf(state: MiniProgramUserState): SandboxMiniProgramUser {
    const user = this.#people.get(state) ?? new SandboxMiniProgramUser(this.#state, state);
    this.#people.set(state, user);
    return user;
  }
}
