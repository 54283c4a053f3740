import type {
  AccountsInCare,
  ClientRegistration,
  LoginIdentity,
  WeChatClients,
  WebLogin,
} from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { LoginDemand } from './decorators/wechat-login.decorator.js';
import { CLIENT_UNCLEAR, CLIENT_UNKNOWN, NO_LOGIN, NO_PLATFORM, SCOPE_UNKNOWN } from './login.messages.js';
import type { LoginPageRequest } from './page-visit.js';
import { WeChatLoginException } from './wechat-login.exception.js';

/** A demand, with what it takes to meet it. */
export interface ResolvedDemand {
  readonly client: ClientRegistration['client'];
  readonly login: WebLogin;
  readonly scope: string;
  readonly returnTo: string | undefined;
  readonly visitors: boolean;
}

type WithLogin = ClientRegistration & { readonly login: () => WebLogin };

/** @throws {WeChatConfigError} for a demand no client can meet; the message names where it stands */
export function resolveDemand(demand: LoginDemand, clients: WeChatClients, label: string): ResolvedDemand {
  return resolved(demand, registrationOf(demand, clients, label), label);
}

/**
 * The same for one page view: of a platform, the account the page belongs to.
 *
 * @throws {WeChatLoginException} when there is no such account
 */
export async function resolveAccount(
  demand: LoginDemand,
  clients: WeChatClients,
  label: string,
  request: LoginPageRequest,
): Promise<ResolvedDemand> {
  const accounts = accountsOf(demand, clients, label);
  const appId = demand.account?.(request);
  const found = appId ? await accounts.find(appId) : undefined;
  if (!found?.login) throw new WeChatLoginException('account_unknown', demand.client as string);
  return resolved(demand, found as WithLogin, label);
}

/** @throws {WeChatConfigError} when the client is no platform */
export function accountsOf(
  { client: name }: LoginDemand,
  clients: WeChatClients,
  label: string,
): AccountsInCare {
  const { accounts } = (name !== undefined && clients.find(name)) || {};
  if (!accounts) throw new WeChatConfigError(NO_PLATFORM(label, name));
  return accounts;
}

function resolved(demand: LoginDemand, { client, login: loginOf }: WithLogin, label: string): ResolvedDemand {
  const login = loginOf();
  const [least = ''] = login.scopes;
  const { scope = least, returnTo, visitors = false } = demand;
  if (!login.scopes.includes(scope)) {
    throw new WeChatConfigError(SCOPE_UNKNOWN(label, client.name, scope, login.scopes));
  }
  return { client, login, scope, returnTo, visitors };
}

function registrationOf({ client: name }: LoginDemand, clients: WeChatClients, label: string): WithLogin {
  if (name === undefined) {
    const able = clients.withLogin();
    if (able.length === 1) return able[0] as WithLogin;
    const names = able.map(({ client }) => client.name);
    throw new WeChatConfigError(CLIENT_UNCLEAR(label, names));
  }
  const found = clients.find(name);
  if (!found) throw new WeChatConfigError(CLIENT_UNKNOWN(label, name));
  if (!found.login) throw new WeChatConfigError(NO_LOGIN(label, name));
  return found as WithLogin;
}

/** Whether a page is for whoever logged in. */
export const admits = ({ login, visitors }: ResolvedDemand, user: LoginIdentity): boolean =>
  visitors || login.isMember?.(user) !== false;

/** Whether a login gives what is asked for; of people who are no members there is no more to be had. */
export function covers({ login, scope }: ResolvedDemand, user: LoginIdentity): boolean {
  if (login.isMember?.(user) === false) return true;
  const best = Math.max(...user.scope.split(',').map((one) => login.scopes.indexOf(one.trim())));
  return best >= login.scopes.indexOf(scope);
}
