import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { WeChatSandbox } from '../../../lib/sandbox/index.js';
import { textReply } from './application.js';
import { setStage } from './stage.js';

interface Told {
  status: number;
  body: Record<string, unknown>;
}

/** Asks with any header, the Host included, which `fetch` would not allow. */
function ask(
  sandbox: WeChatSandbox,
  path: string,
  {
    method = 'POST',
    body = {},
    headers = {},
  }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const all = { 'x-wechat-sandbox': '1', ...headers };
    const call = request(sandbox.url + path, { method, headers: all, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Told['body'] }),
      );
    });
    call.on('error', reject);
    call.end(method === 'GET' ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}

describe('the chat page', () => {
  it('is served with everything a browser needs to be careful', async () => {
    const { sandbox } = await setStage();
    const response = await fetch(sandbox.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'self'; img-src 'self' data:");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const html = await response.text();
    const assets = [...html.matchAll(/(?:src|href)="(\/sandbox\/page\/[^"]+)"/g)].map(
      ([, path]) => path as string,
    );
    expect(assets.length).toBeGreaterThan(0);
    for (const asset of assets) expect((await fetch(sandbox.url + asset)).status).toBe(200);
  });

  it('gives no other file', async () => {
    const { sandbox } = await setStage();
    for (const path of [
      '/sandbox/page/none.js',
      '/sandbox/page/..%2fpage.files.ts',
      '/sandbox/media/none',
      '/sandbox/none',
    ]) {
      expect(await ask(sandbox, path, { method: 'GET' })).toMatchObject({
        status: 404,
        body: { error: expect.any(String) },
      });
    }
  });
});

describe('the control API', () => {
  it('shows accounts, people and what they said', async () => {
    const { api, app, sandbox, shop } = await setStage({ name: 'Shop' });
    const alice = shop.person({ nickname: 'Alice' });
    app.respond = ({ body }) =>
      body.includes('[hi]') ? textReply(alice.openid, shop.originalId, 'hello') : 'success';
    await alice.subscribe();
    await alice.say('hi');
    await api.post('/cgi-bin/message/custom/send', {
      touser: alice.openid,
      msgtype: 'text',
      text: { content: 'later' },
    });
    const template_id = shop.addTemplate({ title: 'Order', content: 'No. {{number.DATA}}' });
    await api.post('/cgi-bin/message/template/send', {
      touser: alice.openid,
      template_id,
      data: { number: { value: '7' } },
    });
    await api.post('/cgi-bin/menu/create', { button: [{ type: 'click', name: 'A', key: 'A' }] });
    const { body } = await ask(sandbox, '/sandbox/state', { method: 'GET' });
    expect(body).toMatchObject({
      accounts: [
        {
          appId: shop.appId,
          name: 'Shop',
          originalId: shop.originalId,
          mode: 'plain',
          format: 'xml',
          callbackUrl: app.url,
          menu: { button: [{ name: 'A' }] },
          people: [
            {
              openid: alice.openid,
              nickname: 'Alice',
              following: true,
              messages: [
                { from: 'person', kind: 'event', text: 'subscribe', passive: false },
                { from: 'person', kind: 'text', text: 'hi' },
                { from: 'account', kind: 'text', text: 'hello', passive: true },
                { from: 'account', kind: 'text', text: 'later', passive: false },
                { from: 'account', kind: 'template', title: 'Order', text: 'No. 7' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('makes people and lets them act', async () => {
    const { api, app, sandbox, shop } = await setStage();
    const { appId } = shop;
    await api.post('/cgi-bin/menu/create', { button: [{ type: 'click', name: 'A', key: 'KEY' }] });
    const { body: person } = await ask(sandbox, '/sandbox/people', { body: { appId, nickname: 'Bob' } });
    expect(person).toEqual({ openid: expect.any(String), nickname: 'Bob', following: false });
    const openid = String(person['openid']);
    app.respond = () => textReply(openid, shop.originalId, 'ok');
    const act = (action: string, body: object = {}) =>
      ask(sandbox, `/sandbox/people/${openid}/${action}`, { body: { appId, ...body } });
    const data = Buffer.from('picture').toString('base64');
    const answered = { status: 200, body: { reply: { kind: 'text', text: 'ok', attempts: 1 } } };
    expect(await act('subscribe')).toMatchObject(answered);
    expect(await act('say', { text: 'hi' })).toMatchObject(answered);
    expect(await act('image', { data, contentType: 'image/png' })).toMatchObject(answered);
    expect(await act('tap', { key: 'KEY' })).toMatchObject(answered);
    expect(await act('scan', { scene: 'door' })).toMatchObject(answered);
    expect(await act('unsubscribe')).toMatchObject(answered);
    const events = app.seen.map(
      ({ body }) => /<(?:Event|Content|MsgType)><!\[CDATA\[(?!event)(\w+)/.exec(body)?.[1],
    );
    expect(events).toEqual(['subscribe', 'text', 'image', 'CLICK', 'SCAN', 'unsubscribe']);
    const picture = sandbox.exchanges[2]?.request.opened.match(/\/sandbox\/media\/[\w-]+/)?.[0] ?? '';
    expect(await (await fetch(sandbox.url + picture)).text()).toBe('picture');
  });

  it('takes a failed push for a result', async () => {
    const { app, sandbox, shop } = await setStage();
    app.respond = () => ({ status: 403 });
    const { openid } = shop.person();
    expect(
      await ask(sandbox, `/sandbox/people/${openid}/say`, { body: { appId: shop.appId, text: 'hi' } }),
    ).toEqual({
      status: 200,
      body: { reply: null, error: expect.stringContaining('HTTP 403') },
    });
  });

  it('refuses calls that make no sense', async () => {
    const { sandbox, shop } = await setStage();
    const { appId } = shop;
    const say = `/sandbox/people/${shop.person().openid}/say`;
    const tap = say.replace('say', 'tap');
    const status = async (path: string, options?: Parameters<typeof ask>[2]) => {
      const { status, body } = await ask(sandbox, path, options);
      expect(body).toEqual({ error: expect.any(String) });
      return status;
    };
    expect(await status(say, { body: '{' })).toBe(400);
    expect(await status(say, { body: '[]' })).toBe(400);
    expect(await status(say, { body: { appId } })).toBe(400);
    expect(await status(tap, { body: { appId, key: 'NONE' } })).toBe(400);
    expect(await status(say, { body: { appId: 'wx0', text: 'x' } })).toBe(404);
    expect(await status('/sandbox/people/nobody/say', { body: { appId, text: 'x' } })).toBe(404);
    expect(await status(say.replace('say', 'toString'), { body: { appId } })).toBe(404);
    expect(await status(say, { method: 'GET' })).toBe(405);
    expect(await status('/sandbox/state')).toBe(405);
  });

  it('is deaf to foreign pages and to foreign names', async () => {
    const { app, sandbox, shop } = await setStage();
    const path = `/sandbox/people/${shop.person().openid}/say`;
    const body = { appId: shop.appId, text: 'hi' };
    const refused = { status: 403, body: { error: expect.any(String) } };
    expect(await ask(sandbox, path, { body, headers: { 'x-wechat-sandbox': '' } })).toMatchObject(refused);
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.1']) {
      expect(await ask(sandbox, path, { body, headers: { host } })).toMatchObject(refused);
      expect(await ask(sandbox, '/sandbox/state', { method: 'GET', headers: { host } })).toMatchObject(
        refused,
      );
    }
    expect(app.seen).toHaveLength(0);
    for (const host of ['localhost:3001', '127.0.0.1', '[::1]:3001']) {
      expect(await ask(sandbox, path, { body, headers: { host } })).toMatchObject({ status: 200 });
    }
  });
});

describe('the event stream', () => {
  it('tells of exchanges, messages, people and menus', async () => {
    const { api, sandbox, shop } = await setStage();
    const response = await fetch(`${sandbox.url}/sandbox/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const alice = shop.person({ nickname: 'Alice' });
    await alice.say('first line\nsecond line');
    await api.post('/cgi-bin/menu/create', { button: [{ type: 'click', name: 'A', key: 'A' }] });
    await sandbox.close();
    const events = [...(await response.text()).matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(
      ([, name, data]) => [name, JSON.parse(data as string) as Record<string, unknown>] as const,
    );
    expect(events.map(([name]) => name)).toEqual(['people', 'message', 'exchange', 'menu']);
    expect(events[0]?.[1]).toMatchObject({
      appId: shop.appId,
      openid: alice.openid,
      nickname: 'Alice',
      following: false,
    });
    expect(events[1]?.[1]).toMatchObject({
      appId: shop.appId,
      openid: alice.openid,
      text: 'first line\nsecond line',
    });
    expect(events[2]?.[1]).toMatchObject({
      kind: 'text',
      request: { opened: expect.any(String), sealed: expect.any(String) },
    });
    expect(events[3]?.[1]).toMatchObject({ appId: shop.appId, menu: { button: [{ name: 'A' }] } });
  });
});
