import { work, workAgent, workContacts } from 'nestjs-wechat-sdk/work';
import type { StartedWork } from '../../../src/start-work.js';
import type { ParityCalls } from './calls.interface.js';

const WORK = 'WeChat.Work';
const AGENT = 'WeChat.Work.Agent';
const PAGE = 'https://shop.example.com/pay';
const jsApiList = ['scanQRCode'];

/** An application this very process has no token of yet. */
function fresh({ console, clients }: StartedWork, name: string) {
  const { credentials } = console.addAgent(name);
  return clients.add(`corp/${name}`, workAgent(credentials));
}

/** Adds what is removed again. */
async function added({ clients }: StartedWork, name: string, definition: Parameters<typeof clients.add>[1]) {
  const { id } = clients.add(name, definition);
  const isThere = clients.has(id) && clients.remove(name) && !clients.has(id);
  if (!isThere) throw new Error(`${name} did not come and go`);
}

/** What serves a function that asks nobody: it has a value. */
function valueOf<Value>(value: Value | undefined): Promise<Value> {
  return value === undefined ? Promise.reject(new Error('There is nothing')) : Promise.resolve(value);
}

const corporation = () =>
  work({ corpId: 'wwfedcba9876543210', agents: { assistant: { agentId: 1000009, secret: 'secret' } } });
const night = () => workAgent({ agentId: 1000010, secret: 'secret' });

export const calls: ParityCalls = {
  [`${WORK}.__using__/0..1`]: () => valueOf(corporation().members),
  [`${WORK}.build_client/2`]: (started) => added(started, 'built', corporation()),
  [`${WORK}.start_client/1..2`]: (started) => added(started, 'started', corporation()),
  [`${WORK}.shutdown_client/1`]: (started) => added(started, 'ended', corporation()),
  [`${WORK}.start_agent/2..3`]: (started) => added(started, 'corp/night', night()),
  [`${WORK}.get_access_token/2`]: (started) => fresh(started, 'token').app.list(),
  [`${WORK}.get_jsapi_ticket/2..3`]: async (started) => {
    const { jsSdk } = fresh(started, 'ticket');
    await jsSdk.config(PAGE, { jsApiList });
    await jsSdk.agentConfig(PAGE, { jsApiList });
  },
  [`${WORK}.get_cache/3`]: ({ clients }) =>
    valueOf(clients.health().find(({ name }) => name === 'corp/assistant')?.tokens.js_api_ticket),
  [`${WORK}.js_sdk_config/3`]: ({ assistant }) => assistant.jsSdk.config(PAGE, { jsApiList }),
  [`${WORK}.js_sdk_agent_config/3`]: ({ assistant }) => assistant.jsSdk.agentConfig(PAGE, { jsApiList }),
  [`${WORK}.sign_js_sdk/3`]: ({ assistant }) => assistant.jsSdk.explain(PAGE),

  [`${AGENT}.find_agent/2`]: ({ clients }) => valueOf(clients.has('corp/1000002') || undefined),
  [`${AGENT}.find_by_agent_string/2`]: ({ clients }) => valueOf(clients.get('corp/1000002')),
  [`${AGENT}.fetch_agent!/2`]: ({ corp }) => valueOf(corp.agent('assistant')),
  [`${AGENT}.fetch_agent_cache_id!/2`]: ({ corp }) => valueOf(corp.agent('assistant').id),
  [`${AGENT}.name2id/2`]: ({ corp }) => valueOf(corp.agent('assistant').agentId),
  [`${AGENT}.agent2id/2`]: ({ corp }) => valueOf(corp.agent('1000002').agentId),
  [`${AGENT}.agent/1..2`]: (started) => added(started, 'corp/other', night()),
  [`${AGENT}.contacts_agent/0..1`]: async (started) => {
    started.clients.add('bare', work({ corpId: 'ww00000000000000aa' }));
    await added(started, 'bare/contacts', workContacts({ secret: 'secret' }));
  },
  [`${AGENT}.customer_agent/0..1`]: (started) =>
    added(started, 'corp/customer2', workAgent({ secret: 'secret' })),
  [`${AGENT}.kf_agent/0..1`]: (started) => added(started, 'corp/kf2', workAgent({ secret: 'secret' })),
  [`${AGENT}.maybe_init_work_agents/1`]: (started) => added(started, 'corp/late', night()),
  [`${AGENT}.append_agent/2`]: (started) => added(started, 'corp/later', night()),
};
