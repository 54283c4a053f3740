import { expect, it } from '@jest/globals';
import { setStage } from './stage.js';

const idOf = (body: string) => /<MsgId>(\d+)/.exec(body)?.[1];
const timeOf = (body: string) => /<CreateTime>(\d+)/.exec(body)?.[1];

it('pushes three times when no answer comes in time, signed anew each time', async () => {
  const { app, sandbox, shop } = await setStage({ pushTimeout: 40 });
  app.respond = () => ({ after: 1000 });
  const failure = shop.person().say('hi');
  await expect(failure).rejects.toMatchObject({
    name: 'SandboxPushError',
    code: 'SANDBOX_PUSH',
    attempts: 3,
    status: undefined,
  });
  expect(app.seen).toHaveLength(3);
  expect(new Set(app.seen.map(({ body }) => idOf(body))).size).toBe(1);
  expect(new Set(app.seen.map(({ body }) => timeOf(body))).size).toBe(1);
  expect(new Set(app.seen.map(({ query }) => query.get('nonce'))).size).toBe(3);
  expect(new Set(app.seen.map(({ query }) => query.get('signature'))).size).toBe(3);
  expect(sandbox.exchanges.map(({ attempt, error }) => [attempt, error])).toEqual([
    [1, 'no answer within 40 ms'],
    [2, 'no answer within 40 ms'],
    [3, 'no answer within 40 ms'],
  ]);
});

it('takes the answer of a repeat', async () => {
  const { app, shop } = await setStage();
  app.respond = () => (app.seen.length < 3 ? { status: 502 } : 'success');
  expect(await shop.person().say('hi')).toMatchObject({ kind: 'none', attempts: 3 });
});

it('repeats when the connection is cut or nobody listens', async () => {
  const { app, shop } = await setStage();
  app.respond = () => (app.seen.length < 2 ? { drop: true } : 'success');
  expect(await shop.person().say('hi')).toMatchObject({ attempts: 2 });
  shop.callbackUrl = 'http://127.0.0.1:1/';
  await expect(shop.person().say('hi')).rejects.toThrow(/3 of 3 attempts.*ECONNREFUSED/);
});

it('does not repeat what was refused', async () => {
  const { app, shop } = await setStage();
  app.respond = () => ({ status: 403, body: 'no' });
  await expect(shop.person().say('hi')).rejects.toMatchObject({ attempts: 1, status: 403 });
  expect(app.seen).toHaveLength(1);
});

it('gives up after three server errors and says which', async () => {
  const { app, shop } = await setStage();
  app.respond = () => ({ status: 500 });
  await expect(shop.person().say('hi')).rejects.toMatchObject({ attempts: 3, status: 500 });
});

it('logs both directions, sealed and opened, and tells of each attempt', async () => {
  const { app, sandbox, shop } = await setStage({ mode: 'encrypted' });
  const told: string[] = [];
  sandbox.on('exchange', ({ kind }) => told.push(kind));
  const alice = shop.person();
  await alice.say('hello');
  await alice.subscribe();
  expect(told).toEqual(['text', 'subscribe']);
  const [exchange] = sandbox.exchanges;
  expect(exchange).toMatchObject({
    appId: shop.appId,
    openid: alice.openid,
    attempt: 1,
    request: {
      url: expect.stringMatching(/^\/wechat\/shop\?signature=/),
      headers: { 'content-type': 'text/xml' },
      sealed: app.seen[0]?.body,
      opened: expect.stringContaining('<Content><![CDATA[hello]]></Content>'),
    },
    response: { status: 200, sealed: 'success', opened: 'success' },
  });
  expect(exchange?.error).toBeUndefined();
});
