import { type ClientRegistration, type WeChatClients, type WebLogin } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { LoginDemand } from './decorators/wechat-login.decorator.js';
import { CLIENT_UNCLEAR, CLIENT_UNKNOWN, NO_LOGIN, SCOPE_UNKNOWN } from './login.messages.js';

/** A demand, with what it takes to meet it. */
export interface ResolvedDemand {
  readonly client: ClientRegistration['client'];
  readonly login: WebLogin;
  readonly scope: string;
  readonly returnTo: string | undefined;
}

/** @throws {WeChatConfigError} for a demand no client can meet; the message names where it stands */
export function resolveDemand(demand: LoginDemand, clients: WeChatClients, label: string): ResolvedDemand {
  const { client, login } = registrationOf(demand, clients, label);
  const [least = ''] = login.scopes;
  const { scope = least, returnTo } = demand;
  if (!login.scopes.includes(scope)) {
    throw new WeChatConfigError(SCOPE_UNKNOWN(label, client.name, scope, login.scopes));
  }
  return { client, login, scope, returnTo };
}

function registrationOf(
  { client: name }: LoginDemand,
  clients: WeChatClients,
  label: string,
): ClientRegistration & { login: WebLogin } {
  if (name === undefined) {
    const able = clients.withLogin();
    if (able.length === 1) return able[0] as ClientRegistration & { login: WebLogin };
    const names = able.map(({ client }) => client.name);
    throw new WeChatConfigError(CLIENT_UNCLEAR(label, names));
  }
  const found = clients.find(name);
  if (!found) throw new WeChatConfigError(CLIENT_UNKNOWN(label, name));
  if (!found.login) throw new WeChatConfigError(NO_LOGIN(label, name));
  return found as ClientRegistration & { login: WebLogin };
}

/** Whether a login with the scopes given gives what is asked for. */
export function covers({ scopes }: WebLogin, given: string, asked: string): boolean {
  const best = Math.max(...given.split(',').map((scope) => scopes.indexOf(scope.trim())));
  return best >= scopes.indexOf(asked);
}
