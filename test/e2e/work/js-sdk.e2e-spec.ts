import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { workAgent } from 'nestjs-wechat-sdk/work';
import { type StartedWork, startWork } from '../../src/start-work.js';

const PAGE = 'https://shop.example.com/page?from=timeline';
const JS_API = { jsApiList: ['scanQRCode'] };
const TICKET = 'GET /cgi-bin/get_jsapi_ticket';
const AGENT_TICKET = 'GET /cgi-bin/ticket/get';

let work: StartedWork;
beforeEach(async () => {
  work = await startWork();
});
afterEach(() => work.close());

interface Signed {
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signature: string;
}
const expectSigned = ({ timestamp, nonceStr, signature }: Signed, ticket: string): void => {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${PAGE}`;
  expect(signature).toBe(createHash('sha1').update(text).digest('hex'));
};
const asked = (route: string): number =>
  work.sandbox.requests.filter(({ method, path }) => `${method} ${path}` === route).length;
const healthOf = (name: string) => work.clients.health().find((one) => one.name === name)?.tokens;

describe('JS-SDK of WeCom', () => {
  it('signs pages for the corporation and for the application', async () => {
    const { assistant, console } = work;
    const { ticket } = await assistant.request(TICKET);
    const config = await assistant.jsSdk.config(`${PAGE}#/route`, JS_API);
    expectSigned(config, ticket);
    expect(config).toMatchObject({ beta: true, appId: console.corpId });
    const ofAgent = await assistant.request(AGENT_TICKET, { query: { type: 'agent_config' } });
    const agentConfig = await assistant.jsSdk.agentConfig(PAGE, JS_API);
    expectSigned(agentConfig, ofAgent.ticket);
    expect(agentConfig).toMatchObject({ corpid: console.corpId, agentid: '1000002', ...JS_API });
  });

  it('fetches one ticket of each kind, however many pages ask at once', async () => {
    const { jsSdk } = work.assistant;
    await Promise.all([
      ...Array.from({ length: 100 }, () => jsSdk.config(PAGE, JS_API)),
      ...Array.from({ length: 100 }, () => jsSdk.agentConfig(PAGE, JS_API)),
    ]);
    expect([asked(TICKET), asked(AGENT_TICKET), asked('GET /cgi-bin/gettoken')]).toEqual([1, 1, 1]);
  });

  it('heals when the access token dies under the fetch of a ticket', async () => {
    await work.assistant.app.list();
    work.console.revokeTokens('assistant');
    expect(await work.assistant.jsSdk.config(PAGE, JS_API)).toMatchObject({ beta: true });
    work.console.revokeTokens('assistant');
    expect(await work.assistant.jsSdk.agentConfig(PAGE, JS_API)).toMatchObject(JS_API);
  });

  it('has tickets that are the agent’s own, in health and removal', async () => {
    await work.assistant.jsSdk.config(PAGE, JS_API);
    expect(healthOf('corp/assistant')).toMatchObject({
      access_token: { isLive: true },
      js_api_ticket: { isLive: true, expiresAt: expect.any(Date) },
      agent_js_api_ticket: { isLive: false },
    });
    expect(Object.keys(healthOf('corp/customer') ?? {})).toEqual(['access_token', 'js_api_ticket']);
    expect(Object.keys(healthOf('corp/contacts') ?? {})).toEqual(['access_token']);
    work.clients.remove('corp/assistant');
    expect(healthOf('corp/assistant')).toBeUndefined();
    work.clients.add('corp/assistant', workAgent(work.console.agent('assistant').credentials));
    expect(healthOf('corp/assistant')).toMatchObject({ js_api_ticket: { isLive: false } });
  });
});
