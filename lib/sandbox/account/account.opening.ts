import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SharedState } from './account.state.js';
import { MiniProgramState } from './mini-program.state.js';
import { OfficialAccountState } from './official-account.state.js';

/**
 * @throws {SandboxUseError} when an account, a website or a platform has the appid
 */
export function refuseTaken({ accounts, logins, platforms }: SharedState, appId: string): void {
  if (accounts.has(appId) || logins.sites.has(appId) || platforms.has(appId))
    throw new SandboxUseError(`There is an account ${appId} already`);
}

/**
 * Makes an account known to the whole sandbox.
 *
 * @throws {SandboxUseError} when the appid is taken
 */
export function openAccount<Account extends OfficialAccountState | MiniProgramState>(
  account: Account,
): Account {
  const { shared, appId } = account;
  refuseTaken(shared, appId);
  shared.accounts.set(appId, account);
  if (account instanceof OfficialAccountState) shared.logins.register(account);
  return account;
}

/** Takes an account out of the sandbox. */
export function closeAccount({ shared, appId }: OfficialAccountState | MiniProgramState): void {
  shared.accounts.delete(appId);
  shared.logins.unregister(appId);
}
