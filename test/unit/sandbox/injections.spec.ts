import { expect, it } from '@jest/globals';
import { WeChatSandbox } from '../../../lib/sandbox/index.js';
import { setStage } from './stage.js';

const ROUTE = 'GET /cgi-bin/getcallbackip';
const PATH = '/cgi-bin/getcallbackip';

it('makes a route answer with an errcode, as often as asked', async () => {
  const { api, sandbox } = await setStage();
  sandbox.fail(ROUTE, { errcode: 45011, times: 2 });
  expect(await api.get(PATH)).toMatchObject({
    errcode: 45011,
    errmsg: expect.stringMatching(/minute-quota.* rid: /),
  });
  expect(await api.get('/cgi-bin/get_api_domain_ip')).toHaveProperty('ip_list');
  expect(await api.get(PATH)).toMatchObject({ errcode: 45011 });
  expect(await api.get(PATH)).toHaveProperty('ip_list');
  sandbox.fail(/ip$/, { errcode: -1, errmsg: 'busy' });
  expect(await api.get(PATH)).toMatchObject({ errcode: -1, errmsg: expect.stringMatching(/^busy rid: /) });
  sandbox.reset();
  expect(await api.get(PATH)).toHaveProperty('ip_list');
});

it('makes a token fetch fail without issuing a token', async () => {
  const { api, sandbox, shop } = await setStage();
  sandbox.fail('POST /cgi-bin/stable_token', { errcode: -1, times: 1 });
  expect(await api.stableToken()).toMatchObject({ errcode: -1 });
  expect(shop.tokenFetches.stable).toBe(1);
});

it('makes a route answer with any status and body', async () => {
  const { api, sandbox } = await setStage();
  sandbox.fail(ROUTE, { status: 502, body: '<html>Bad Gateway</html>' });
  const response = await api.fetch(PATH);
  expect(response.status).toBe(502);
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(await response.text()).toBe('<html>Bad Gateway</html>');
  expect(sandbox.requests.at(-1)).toMatchObject({ status: 502 });
});

it('cuts the connection before or in the middle of the answer', async () => {
  const { api, sandbox } = await setStage();
  sandbox.fail(ROUTE, { drop: true, times: 1 });
  await expect(api.get(PATH)).rejects.toThrow('fetch failed');
  expect(sandbox.requests.at(-1)).toMatchObject({ status: 0 });
  sandbox.fail(ROUTE, { truncate: true, times: 1 });
  const half = await api.fetch(PATH);
  expect(half.status).toBe(200);
  await expect(half.text()).rejects.toThrow();
  expect(await api.get(PATH)).toHaveProperty('ip_list');
});

it('makes a route slow', async () => {
  const { api, sandbox } = await setStage();
  sandbox.delay(ROUTE, 60, 1);
  const started = performance.now();
  await api.get(PATH);
  expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  const again = performance.now();
  await api.get(PATH);
  expect(performance.now() - again).toBeLessThan(55);
});

it('closes at once, whatever is under way', async () => {
  const { api, app, sandbox, shop } = await setStage({ pushTimeout: 60_000 });
  app.respond = () => ({ after: 60_000 });
  sandbox.delay(ROUTE, 60_000);
  const alice = shop.person();
  const outcomes = Promise.allSettled([
    alice.say('hi'),
    alice.nextMessage({ timeout: 60_000 }),
    api.get(PATH),
    fetch(`${sandbox.url}/sandbox/events`).then((response) => response.text()),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const started = performance.now();
  await sandbox.close();
  const [said, awaited, called, followed] = await outcomes;
  expect(performance.now() - started).toBeLessThan(500);
  expect(said).toMatchObject({ status: 'rejected', reason: { name: 'SandboxPushError', attempts: 1 } });
  expect(awaited).toMatchObject({ status: 'rejected', reason: { name: 'SandboxUseError' } });
  expect(called.status).toBe('rejected');
  expect(followed.status).toBe('fulfilled');
  await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
  await expect(sandbox.close()).resolves.toBeUndefined();
});

it('says when its port is taken', async () => {
  const { sandbox } = await setStage();
  const port = Number(new URL(sandbox.url).port);
  await expect(WeChatSandbox.start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
