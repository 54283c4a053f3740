import type { ClientDefinition, ClientRegistration, ClientRooms } from '../client/index.js';
import { OPTION_INVALID, WeChatConfigError } from '../common/index.js';
import { checkHttpOptions, resolveBaseUrls } from '../http/index.js';
import { workAgent, workContacts } from './agent.definition.js';
import { checkOptions } from './work.options.js';
import { WORK_KIND, WorkCorp } from './work-corp.js';
import { DEFAULT_BASE_URLS, type WorkAgentOptions, type WorkOptions } from './work-options.interface.js';

/**
 * Declares a corporation of WeCom (企业微信) among the clients of WeChatModule. Each of its agents is a client too, called
 * `<corporation>/<agent>`; what WeCom sends it comes to `/<path>/<corporation>/<agent>`.
 *
 * @param options ids and secrets, as the console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @publicApi
 */
export function work(options: WorkOptions): ClientDefinition<WorkCorp> {
  const agents = Object.entries<WorkAgentOptions | undefined>(options?.agents ?? {});
  const members = agents.flatMap(([name, agent]) =>
    agent === undefined
      ? []
      : [[name, name === 'contacts' ? workContacts(agent) : workAgent(agent)] as const],
  );
  return {
    kind: WORK_KIND,
    members: Object.fromEntries<ClientDefinition>(members),
    create: (name, rooms) => create(name, options, rooms),
  };
}

function create(name: string, options: WorkOptions, rooms: ClientRooms): ClientRegistration<WorkCorp> {
  checkOptions(name, options, { declaredBy: 'work', shape: '{ corpId, agents }', texts: ['corpId'] });
  checkHttpOptions(name, options.http);
  const { agents = {} } = options;
  if (typeof agents !== 'object' || agents === null || Array.isArray(agents))
    throw new WeChatConfigError(
      OPTION_INVALID(name, 'agents', 'Give an object: { assistant: { agentId, secret } }'),
    );
  const { corpId, http = {} } = options;
  const baseUrls = resolveBaseUrls(name, options.baseUrls ?? {}, DEFAULT_BASE_URLS);
  return { client: new WorkCorp(name, { corpId, baseUrls, http }, rooms), tokens: {}, hasMembers: true };
}
