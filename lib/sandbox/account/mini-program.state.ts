import type { SandboxMiniProgramUserOptions } from '../interfaces/sandbox-options.interface.js';
import { CodeBook } from '../login/code.book.js';
import { newDynamicCode, newLoginCode } from '../world/identifiers.js';
import { type AccountOptions, AccountState, type SharedState } from './account.state.js';
import { MiniProgramUserState } from './mini-program-user.state.js';
import { addTo } from './person.maker.js';
import { VersionBook } from './version.book.js';

/** Everything WeChat knows of one mini program. 小程序 */
export class MiniProgramState extends AccountState<MiniProgramUserState> {
  readonly kind = 'mini-program';
  /** Of `wx.login`. */
  readonly loginCodes: CodeBook<MiniProgramUserState>;
  /** Of `wx.pluginLogin`. */
  readonly pluginCodes: CodeBook<MiniProgramUserState>;
  /** Of the button `getPhoneNumber`. */
  readonly phoneCodes: CodeBook<MiniProgramUserState>;
  readonly versions: VersionBook;

  constructor(options: AccountOptions, shared: SharedState) {
    super(options, shared);
    const { clock } = shared.world;
    this.versions = new VersionBook(clock);
    this.loginCodes = new CodeBook(clock, newLoginCode);
    this.pluginCodes = new CodeBook(clock, newLoginCode);
    this.phoneCodes = new CodeBook(clock, newDynamicCode);
  }

  addPerson(options: SandboxMiniProgramUserOptions = {}): MiniProgramUserState {
    return addTo(this, options, (facts) => new MiniProgramUserState(facts, this.world, options.phoneNumber));
  }
}
