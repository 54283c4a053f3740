import { afterEach, describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatHub, WeChatHubModule, type WeChatHubOptions } from 'nestjs-wechat-sdk';
import { ask, askAsElixir, readAnswer } from '../../fixtures/hub/exchanges.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const BASIC = { username: 'hub_user', password: 'hub_password' };
const PAGE = 'https://shop.example.com/page';
const JS_API = { jsApiList: ['scanQRCode'] };
const auth = {
  authorization: `Basic ${Buffer.from(`${BASIC.username}:${BASIC.password}`).toString('base64')}`,
};

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function startHub(options: Partial<WeChatHubOptions> = {}) {
  const clients = { 'corp/assistant': 'all', 'corp/contacts': 'all' } as const;
  const hub = await startWork('express', {
    imports: [WeChatHubModule.forRoot({ clients, basic: BASIC, ...options })],
  });
  closing.push(() => hub.close());
  return { ...hub, port: Number(new URL(hub.url).port), storeId: `${hub.console.corpId}_1000002` };
}

/** Another application, which has no secret of the corporation. */
async function startClient(hub: StartedWork): Promise<StartedWork> {
  const { corpId, baseUrls } = hub.console.options;
  const place = { url: `${hub.url}/hub/expose`, ...BASIC };
  const agents = {
    assistant: { agentId: 1000002, hub: place },
    contacts: { hub: place },
    customer: { hub: place },
    kf: { hub: place },
  };
  const started = await startWork('fastify', { client: () => ({ corpId, baseUrls, agents }) });
  closing.push(() => started.close());
  return started;
}

const valueIn = (body: string): string =>
  (JSON.parse(body) as { store_map: { value: string } }).store_map.value;
const fetchesOf = ({ sandbox }: StartedWork): number =>
  sandbox.requests.filter(({ path }) => path === '/cgi-bin/gettoken').length;

describe('A hub with agents of a corporation', () => {
  it('answers the request of an Elixir client, who calls an agent <corpid>_<agentid>', async () => {
    const { port, storeId, assistant, sandbox } = await startHub();
    const { status, body } = readAnswer(await askAsElixir(port, storeId));
    expect(status).toBe(200);
    expect(valueIn(body).length).toBeGreaterThan(20);
    await assistant.app.list();
    expect(sandbox.requests.filter(({ path }) => path === '/cgi-bin/gettoken')).toHaveLength(1);
  });

  it.each(['access_token', 'js_api_ticket', 'agent_js_api_ticket'])('hands out %s', async (key) => {
    const { port, storeId } = await startHub();
    const { status, body } = await ask(port, `/hub/expose/${storeId}/${key}`, auth);
    expect(status).toBe(200);
    expect(valueIn(body)).toEqual(expect.any(String));
  });

  it('hands out no more than what stands on the white list', async () => {
    const { port, storeId, console } = await startHub({ clients: { 'corp/assistant': ['js_api_ticket'] } });
    const refused = [
      `${storeId}/access_token`,
      `${storeId}/agent_js_api_ticket`,
      `${console.corpId}_contacts/access_token`,
      `${console.corpId}/access_token`,
      `${encodeURIComponent(`${console.corpId}/1000002`)}/js_api_ticket`,
    ];
    for (const path of refused) {
      const { body } = await ask(port, `/hub/expose/${path}`, auth);
      expect({ path, body: JSON.parse(body) as unknown }).toEqual({
        path,
        body: { error: 404, msg: 'not found' },
      });
    }
  });

  it('takes agents by name or id, and no corporation, which has no tokens', async () => {
    const { app, console } = await startHub({ clients: {} });
    const hub = app.get(WeChatHub);
    hub.expose(`${console.corpId}/1000002`, ['access_token']);
    hub.expose('corp/customer', 'all');
    expect(hub.exposed()).toEqual({
      'corp/assistant': ['access_token'],
      'corp/customer': ['access_token', 'js_api_ticket'],
    });
    expect(() => hub.expose('corp', 'all')).toThrow(WeChatConfigError);
    expect(() => hub.expose('corp', 'all')).toThrow('corp/<agent>');
    expect(() => hub.expose('corp/contacts', ['js_api_ticket'])).toThrow(WeChatConfigError);
  });

  it('serves an application without secrets: tokens, and tickets of both kinds', async () => {
    const hub = await startHub();
    const client = await startClient(hub);
    hub.console.member({ userid: 'zhangsan' });
    expect(await client.assistant.users.get('zhangsan')).toMatchObject({ userid: 'zhangsan' });
    await client.contacts.users.update({ userid: 'zhangsan', position: '经理' });
    const config = await client.assistant.jsSdk.config(PAGE, JS_API);
    expect(await hub.assistant.jsSdk.explain(PAGE, config)).toMatchObject({ isRight: true });
    const agentConfig = await client.assistant.jsSdk.agentConfig(PAGE, JS_API);
    expect(await hub.assistant.jsSdk.explainAgent(PAGE, agentConfig)).toMatchObject({ isRight: true });
    expect(fetchesOf(hub)).toBe(2);
    expect(fetchesOf(client)).toBe(0);
    await expect(client.kf.app.list()).rejects.toMatchObject({ name: 'WeChatHttpError' });
  });

  it('has a token replaced that WeCom refuses to its clients', async () => {
    const hub = await startHub();
    const client = await startClient(hub);
    await client.assistant.app.list();
    hub.console.revokeTokens();
    expect(await client.assistant.app.list()).toMatchObject([{ agentid: 1000002 }]);
    expect(fetchesOf(hub)).toBe(2);
  });

  it('sends visitors of an agent on, by a name that no proxy changes', async () => {
    const { url, console } = await startHub({
      springboard: { 'corp/assistant': { dev: 'https://dev.example.com' } },
    });
    for (const app of [`${console.corpId}_1000002`, encodeURIComponent('corp/assistant')]) {
      const answer = await fetch(`${url}/hub/${app}/dev/cb/page?code=c&state=s`, { redirect: 'manual' });
      expect(answer.headers.get('location')).toBe('https://dev.example.com/page?code=c&state=s');
    }
  });
});
