import type { ClientDefinition, ClientRegistration, ClientRooms, WebLogin } from '../client/index.js';
import { isOptionText, OPTION_INVALID, secretTexts, WeChatConfigError } from '../common/index.js';
import { shortHash } from '../crypto/index.js';
import type { WeChatHttp } from '../http/index.js';
import { type HubTokenKey, HubTokenSource } from '../hub/index.js';
import type { TokenSource } from '../token/index.js';
import { openAgent, type AgentSetup } from './agent.opening.js';
import { agentProtocol } from './inbound/agent.protocol.js';
import { sendLateReply } from './inbound/late-reply.js';
import type { WorkRules } from './inbound/work.protocol.js';
import { unfoldKf } from './kf/kf.push.js';
import { WorkWebLogin } from './login/work.web-login.js';
import { CONTACTS_NAME, NO_CORP, OPTION_MISSING } from './work.messages.js';
import { callbackKeys, checkOptions } from './work.options.js';
import { WORK_AGENT_KIND, WorkAgent } from './work-agent.js';
import { WORK_CONTACTS_KIND, WorkContacts } from './work-contacts.js';
import { WorkCorp } from './work-corp.js';
import type { WorkAgentOptions, WorkContactsOptions } from './work-options.interface.js';
import { WorkTokenSource } from './work-token.source.js';

const CONTACTS = 'contacts';

/**
 * Declares one secret of a corporation, for adding while the application runs:
 * `clients.add('corp/night', workAgent({ agentId, secret }))`.
 *
 * @returns a definition; a wrong option is a WeChatConfigError that names client, option and cure
 * @publicApi
 */
export function workAgent(options: WorkAgentOptions): ClientDefinition<WorkAgent> {
  return { kind: WORK_AGENT_KIND, create: (name, rooms) => createAgent(name, options, rooms) };
}

/**
 * Declares 通讯录同步 of a corporation, as its `contacts`.
 *
 * @returns a definition; a wrong option is a WeChatConfigError that names client, option and cure
 * @publicApi
 */
export function workContacts(options: WorkContactsOptions): ClientDefinition<WorkContacts> {
  return { kind: WORK_CONTACTS_KIND, create: (name, rooms) => createContacts(name, options, rooms) };
}

function createAgent(
  name: string,
  options: WorkAgentOptions,
  rooms: ClientRooms,
): ClientRegistration<WorkAgent> {
  const { corp, member } = placeOf(name, rooms);
  if (member === CONTACTS) throw new WeChatConfigError(CONTACTS_NAME(name));
  checkSecret(name, options, 'workAgent');
  const agentId = agentIdOf(name, options);
  if (!['component', 'qr', undefined].includes(options.webLogin))
    throw new WeChatConfigError(OPTION_INVALID(name, 'webLogin', "Choose 'component' or 'qr'"));
  const key = agentId ?? member;
  const keys = callbackKeys(name, options, corp.corpId);
  const { caller, tokens, ticket } = openAgent(setupOf(name, options, corp, key), rooms);
  const client = new WorkAgent(name, { corp: corp.setup(), key, agentId, caller, ticket, keeping: rooms });
  const { agent_js_api_ticket: ofApplication, ...others } = tokens;
  const { timestampTolerance } = options;
  return {
    client,
    parent: corp,
    callback: keys && agentProtocol({ keys, agentId, timestampTolerance, ...inboundOf(client) }),
    tokens: agentId === undefined ? others : { ...others, agent_js_api_ticket: ofApplication },
    login: agentId === undefined ? undefined : () => webLoginOf(client, options),
    probe: () => client.request('GET /cgi-bin/get_api_domain_ip'),
    close: () => client.kf.inbox.close(),
  };
}

/** What becomes of replies that are late, and of what customers wrote to 微信客服. */
const inboundOf = (client: WorkAgent): Pick<WorkRules, 'deliverLate' | 'unfold'> => ({
  deliverLate: (given, message) => sendLateReply(client, given, message),
  unfold: (message) => unfoldKf(message, client),
});

/** The page of the hub's springboard takes the place of the application's own in the address to come back to. */
const webLoginOf = (client: WorkAgent, { webLogin = 'component', hub }: WorkAgentOptions): WebLogin =>
  new WorkWebLogin(client.name, client.login, webLogin, hub?.springboardUrl?.replace(/\/+$/, ''));

function createContacts(
  name: string,
  options: WorkContactsOptions,
  rooms: ClientRooms,
): ClientRegistration<WorkContacts> {
  const { corp, member } = placeOf(name, rooms);
  if (member !== CONTACTS) throw new WeChatConfigError(CONTACTS_NAME(name));
  checkSecret(name, options, 'workContacts');
  const { timestampTolerance } = options;
  const keys = callbackKeys(name, options, corp.corpId);
  const { caller, tokens } = openAgent(setupOf(name, options, corp, CONTACTS), rooms);
  const client = new WorkContacts(name, corp.corpId, caller);
  return {
    client,
    parent: corp,
    callback: keys && agentProtocol({ keys, timestampTolerance }),
    tokens: { access_token: tokens.access_token },
    probe: () => client.request('GET /cgi-bin/get_api_domain_ip'),
  };
}

/** @throws {WeChatConfigError} for a name that is not a corporation's */
function placeOf(name: string, rooms: Pick<ClientRooms, 'find'>): { corp: WorkCorp; member: string } {
  const [parent = '', member = ''] = name.split('/');
  const corp = rooms.find(parent)?.client;
  if (!(corp instanceof WorkCorp) || !member) throw new WeChatConfigError(NO_CORP(name));
  return { corp, member };
}

function checkSecret(name: string, options: WorkContactsOptions, declaredBy: string): void {
  checkOptions(name, options, { declaredBy, shape: '{ secret, … }', texts: [] });
  const isNeeded = options.hub === undefined || options.secret !== undefined;
  if (isNeeded && !isOptionText(options.secret)) throw new WeChatConfigError(OPTION_MISSING(name, 'secret'));
}

function agentIdOf(name: string, { agentId }: WorkAgentOptions): string | undefined {
  if (agentId === undefined) return undefined;
  const text = String(agentId);
  if (!/^[1-9]\d{0,9}$/.test(text))
    throw new WeChatConfigError(
      OPTION_INVALID(name, 'agentId', 'Give AgentId of the application, as the console shows it'),
    );
  return text;
}

function setupOf(
  name: string,
  { secret = '', token, encodingAESKey, previousKeys, hub }: WorkContactsOptions,
  corp: WorkCorp,
  key: string,
): AgentSetup {
  const { corpId, http: options } = corp.setup();
  // applications that share a store may call different secrets by one name
  const owner = `${corpId}/${key}${secret && `#${shortHash(secret)}`}`;
  const fromHub = (storeKey: HubTokenKey, http: WeChatHttp): TokenSource | undefined =>
    hub &&
    new HubTokenSource({ client: name, storeId: `${corpId}_${key}`, storeKey, hub, http: options }, http);
  return {
    name,
    corp: corp.setup(),
    caller: key === CONTACTS ? 'contacts' : 'agent',
    owner,
    secrets: secretTexts(secret, token, encodingAESKey, previousKeys),
    accessToken: (origin, http) =>
      fromHub('access_token', http) ?? new WorkTokenSource(origin, { corpId, secret, owner }, http),
    ticket: fromHub,
  };
}
