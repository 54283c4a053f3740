import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CanActivate,
  Catch,
  type ExceptionFilter,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Controller, Get } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { afterEach, describe, expect, it } from '@jest/globals';
import { of } from 'rxjs';
import {
  miniProgram,
  officialAccount,
  WeChatClients,
  WeChatConfigError,
  WeChatHub,
  WeChatHubModule,
  type WeChatHubOptions,
  type AppClient,
} from 'nestjs-wechat-sdk';
import { ask, askAsElixir, readAnswer } from '../../fixtures/hub/exchanges.js';
import { LogCapture } from '../../src/log.capture.js';
import {
  type AdapterName,
  ADAPTERS,
  type StartedApp,
  startApp,
  type StartOptions,
} from '../../src/start-app.js';

const BASIC = { username: 'hub_user', password: 'hub_password' };
const BEARER = 'CANARY.bearer-0123456789';
const OURS = 'application/vnd.wechat-hub.v1+json';
const basic = (user = BASIC.username, password = BASIC.password): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const auth = { authorization: basic() };

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface StartedHub extends StartedApp {
  port: number;
  log: LogCapture;
  path: string;
}

async function startHub(
  adapter: AdapterName,
  options: Partial<WeChatHubOptions> = {},
  more: StartOptions = {},
): Promise<StartedHub> {
  const log = new LogCapture();
  const hub = WeChatHubModule.forRoot({ clients: { shop: 'all' }, basic: BASIC, ...options });
  const started = await startApp(adapter, {
    ...more,
    imports: [hub, ...(more.imports ?? [])],
    nest: { logger: log },
  });
  closing.push(() => started.close());
  const port = Number(new URL(started.url).port);
  return { ...started, port, log, path: `/hub/expose/${started.account.appId}/access_token` };
}

/** Another application, which has no secret of the account. */
async function startClient(adapter: AdapterName, hub: StartedHub, logger = new LogCapture()) {
  const started = await startApp(adapter, {
    client: {
      appId: hub.account.appId,
      appSecret: undefined,
      token: undefined,
      encodingAESKey: undefined,
      hub: { url: `${hub.url}/hub/expose`, ...BASIC },
      baseUrls: hub.sandbox.baseUrls,
    } as never,
    nest: { logger },
  });
  closing.push(() => started.close());
  return { ...started, shop: started.app.get(WeChatClients).get<AppClient>('shop'), logger };
}

const callApi = (client: { requestUntyped(route: 'GET /x'): Promise<unknown> }): Promise<unknown> =>
  client.requestUntyped('GET /cgi-bin/getcallbackip' as 'GET /x');
const tokenIn = (body: string): string =>
  (JSON.parse(body) as { store_map: { value: string } }).store_map.value;

describe.each(ADAPTERS)('A hub on %s', (adapter) => {
  it('answers the request of an Elixir client as a hub of the Elixir SDK would', async () => {
    const { port, account } = await startHub(adapter);
    const { status, headers, body } = readAnswer(await askAsElixir(port, account.appId));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    const [, value, time] =
      /^\{"error":0,"msg":"success","store_map":\{"value":"([\w-]+)","expired_time":(\d{10})\}\}$/.exec(
        body,
      ) ?? [];
    expect(value).toEqual(expect.stringMatching(/^[\w-]{100,}$/));
    expect(Number(time) - Date.now() / 1000).toBeGreaterThan(7190);
    expect(Number(time) - Date.now() / 1000).toBeLessThanOrEqual(7200);
    expect(account.tokenFetches.stable).toBe(1);
  });

  it.each(['js_api_ticket', 'wx_card_ticket'])('hands out %s', async (key) => {
    const { port, account } = await startHub(adapter);
    const { body } = await ask(port, `/hub/expose/${account.appId}/${key}`, auth);
    expect(tokenIn(body).length).toBeGreaterThan(10);
  });

  it.each([
    ['another account', '/hub/expose/wx0000000000000000/access_token'],
    ['a token it does not know', '/hub/expose/APPID/nothing'],
    ['a refresh token', '/hub/expose/APPID/authorizer_refresh_token'],
    ['the ticket of a component', '/hub/expose/APPID/component_verify_ticket'],
    ['the secret', '/hub/expose/APPID/appSecret'],
    ['a name of JavaScript', '/hub/expose/APPID/constructor'],
    ['a client by its name', '/hub/expose/shop/access_token'],
    ['no token', '/hub/expose/APPID'],
    ['an empty token', '/hub/expose/APPID/'],
    ['more than a token', '/hub/expose/APPID/access_token/more'],
    ['a path that is not encoded', '/hub/expose/APPID/%zz'],
  ])('says "not found" of %s, with 200 as the reference does', async (_, path) => {
    const { port, account } = await startHub(adapter);
    const real = path.replace('APPID', account.appId);
    const { status, body } = await ask(port, real, auth);
    expect([status, body]).toEqual([200, '{"error":404,"msg":"not found"}']);
    const better = await ask(port, real, { ...auth, accept: OURS });
    expect([better.status, better.body]).toEqual([404, '{"error":404,"msg":"not found"}']);
    expect(account.tokenFetches.stable).toBe(0);
  });

  it.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['an empty header', ''],
    ['a scheme alone', 'Basic'],
    ['an empty pair', 'Basic '],
    ['another user', basic('hub_user2')],
    ['another password', basic(undefined, 'hub_passwore')],
    ['a password cut short', basic(undefined, 'hub_passwor')],
    ['a longer password', basic(undefined, 'hub_password2')],
    ['an empty password', basic(undefined, '')],
    ['an empty user', basic('')],
    ['user and password exchanged', basic(BASIC.password, BASIC.username)],
    ['another case', basic('HUB_USER')],
    ['no colon', `Basic ${Buffer.from('hub_userhub_password').toString('base64')}`],
    ['a blank after the password', basic(undefined, 'hub_password ')],
    ['a NUL after the password', basic(undefined, 'hub_password\0')],
    ['a byte order mark', `Basic ${Buffer.from('\ufeffhub_user:hub_password').toString('base64')}`],
    ['bytes that are no UTF-8', `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0x61]).toString('base64')}`],
    ['no base64', 'Basic hub_user:hub_password'],
    ['base64 with dirt in it', `Basic ${Buffer.from('hub_user:hub_password').toString('base64')}!`],
    ['the pair twice', `${basic()}, ${basic()}`],
    ['Basic as a bearer', basic().replace('Basic', 'Bearer')],
    ['a bearer the hub has none of', `Bearer ${BEARER}`],
    ['a scheme nobody knows', basic().replace('Basic', 'Digest')],
    ['a very long pair', basic('x'.repeat(5000))],
  ])('refuses %s for credentials', async (_, authorization) => {
    const { port, path, account, log } = await startHub(adapter);
    const { status, headers, body } = await ask(
      port,
      path,
      authorization === undefined ? {} : { authorization },
    );
    expect([status, body]).toEqual([401, 'unauthorized']);
    expect(headers['www-authenticate']).toBe('Basic realm="wechat-hub", charset="UTF-8"');
    expect(account.tokenFetches.stable).toBe(0);
    expect(log.of('warn').join()).toContain('(401)');
    expect(log.lines.join()).not.toContain(BASIC.password);
  });

  it.each([
    ['Basic', basic()],
    ['basic in small letters', basic().replace('Basic', 'basic')],
    ['BASIC in capitals, with blanks', basic().replace('Basic', 'BASIC  ')],
    ['a bearer', `Bearer ${BEARER}`],
    ['a bearer in small letters', `bearer ${BEARER}`],
  ])('with both kinds of credentials takes %s', async (_, authorization) => {
    const { port, path } = await startHub(adapter, { bearer: BEARER });
    expect(tokenIn((await ask(port, path, { authorization })).body)).toBeTruthy();
  });

  it.each([`Bearer ${BEARER}x`, `Bearer ${BEARER.slice(1)}`, 'Bearer', basic()])(
    'with a bearer alone refuses %s',
    async (authorization) => {
      const { port, path } = await startHub(adapter, { basic: undefined, bearer: BEARER });
      const { status, headers } = await ask(port, path, { authorization });
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="wechat-hub"']);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
    const { port, path } = await startHub(adapter);
    const { status, headers } = await ask(port, path, { ...auth, 'content-length': '0' }, method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('has a better form: seconds, an ETag, 304, and the time until it renews', async () => {
    const { port, path } = await startHub(adapter);
    const headers = { ...auth, accept: `${OURS}, application/json;q=0.9` };
    const first = await ask(port, path, headers);
    expect(first.status).toBe(200);
    const body = JSON.parse(first.body) as { value: string; expires_in: number; renew_in: number };
    expect(Object.keys(body)).toEqual(['value', 'expires_in', 'renew_in']);
    expect(body.expires_in).toBeGreaterThan(7190);
    expect(body.renew_in).toBeGreaterThan(5000);
    expect(body.renew_in).toBeLessThan(5401);
    expect(first.headers).toMatchObject({
      'content-type': OURS,
      'cache-control': `private, max-age=${body.renew_in}`,
      vary: 'accept, authorization',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/) as unknown,
    });
    expect(first.headers.etag).not.toContain(body.value.slice(0, 8));
    const { etag = '' } = first.headers;
    const again = await ask(port, path, { ...headers, 'if-none-match': `"x", W/${etag}` });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', etag]);
    const other = await ask(port, path, { ...headers, 'if-none-match': '"x"' });
    expect(other.status).toBe(200);
  });

  it('lets nobody see by an ETag that has no credentials', async () => {
    const { port, path } = await startHub(adapter);
    const { etag = '' } = (await ask(port, path, { ...auth, accept: OURS })).headers;
    expect((await ask(port, path, { accept: OURS, 'if-none-match': etag })).status).toBe(401);
  });

  it('fetches a token that has expired before it answers', async () => {
    const { port, path, account } = await startHub(adapter, {}, { account: { tokenLife: 3 } });
    const first = tokenIn((await ask(port, path, auth)).body);
    await new Promise((resolve) => setTimeout(resolve, 2300));
    const { body } = await ask(port, path, auth);
    expect(tokenIn(body)).not.toBe(first);
    const time = (JSON.parse(body) as { store_map: { expired_time: number } }).store_map.expired_time;
    expect(time * 1000).toBeGreaterThan(Date.now());
    expect(account.tokenFetches.stable).toBeGreaterThan(1);
  });

  it('says why when WeChat gives it no token', async () => {
    const { port, path, sandbox, account } = await startHub(adapter);
    sandbox.fail('POST /cgi-bin/stable_token', { errcode: 40164, errmsg: 'invalid ip 1.2.3.4', times: 2 });
    const { status, body } = await ask(port, path, auth);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ error: 502, msg: expect.stringContaining('40164') as unknown });
    const better = await ask(port, path, { ...auth, accept: OURS });
    expect(better.status).toBe(502);
    expect(better.body).toContain('1.2.3.4');
    expect(body + better.body).not.toContain(account.appSecret);
  });

  it('is neither blocked nor wrapped by what the application has around its own pages', async () => {
    @Injectable()
    class Nobody implements CanActivate {
      canActivate = (): boolean => false;
    }
    class Wrapper implements NestInterceptor {
      intercept = () => of('wrapped');
    }
    @Catch()
    class Swallow implements ExceptionFilter {
      catch = (): never => {
        throw new Error('the filter ran');
      };
    }
    const { port, path } = await startHub(
      adapter,
      {},
      {
        providers: [
          { provide: APP_GUARD, useClass: Nobody },
          { provide: APP_INTERCEPTOR, useClass: Wrapper },
          { provide: APP_FILTER, useClass: Swallow },
        ],
      },
    );
    expect(tokenIn((await ask(port, path, auth)).body)).toBeTruthy();
    expect((await ask(port, path)).status).toBe(401);
  });

  it('leaves pages beside it to the application, and stands behind its prefix', async () => {
    @Controller('hub')
    class Pages {
      @Get('status')
      status(): string {
        return 'a page';
      }
    }
    const { port, account } = await startHub(
      adapter,
      { path: '/hub/' },
      { controllers: [Pages], main: (app) => void app.setGlobalPrefix('api') },
    );
    expect((await ask(port, '/api/hub/status')).body).toBe('a page');
    expect((await ask(port, `/hub/expose/${account.appId}/access_token`, auth)).status).toBe(404);
    const { body } = await ask(port, `/api/hub/expose/${account.appId}/access_token`, auth);
    expect(tokenIn(body)).toBeTruthy();
  });

  it('can stand before the prefix, under another path', async () => {
    const { port, account } = await startHub(
      adapter,
      { path: 'central/tokens', useGlobalPrefix: false },
      { main: (app) => void app.setGlobalPrefix('api') },
    );
    const { body } = await ask(port, `/central/tokens/expose/${account.appId}/access_token`, auth);
    expect(tokenIn(body)).toBeTruthy();
  });

  it('changes its white list while it runs', async () => {
    const { port, path, app, sandbox, account } = await startHub(adapter, {
      clients: { shop: ['js_api_ticket'] },
    });
    const hub = app.get(WeChatHub);
    expect(hub.exposed()).toEqual({ shop: ['js_api_ticket'] });
    expect((await ask(port, path, auth)).body).toContain('404');
    hub.expose(account.appId, 'all');
    expect(hub.exposed()).toEqual({ shop: ['access_token', 'js_api_ticket', 'wx_card_ticket'] });
    expect((await ask(port, path, auth)).body).toContain('"error":0');
    expect(hub.conceal('shop')).toBe(true);
    expect(hub.conceal('shop')).toBe(false);
    expect((await ask(port, path, auth)).body).toContain('404');

    const other = sandbox.officialAccount();
    const clients = app.get(WeChatClients);
    clients.add('later', officialAccount({ ...other.credentials, baseUrls: sandbox.baseUrls }));
    const laterPath = `/hub/expose/${other.appId}/access_token`;
    expect((await ask(port, laterPath, auth)).body).toContain('404');
    hub.expose('later', ['access_token']);
    expect((await ask(port, laterPath, auth)).body).toContain('"error":0');
    clients.remove('later');
    expect((await ask(port, laterPath, auth)).body).toContain('404');
    expect(hub.exposed()).toEqual({});
  });

  it.each<[string, Partial<WeChatHubOptions>, string]>([
    ['no credentials', { basic: undefined }, 'neither "basic" nor "bearer"'],
    ['an empty username', { basic: { username: '', password: 'x' } }, '"basic"'],
    ['an empty password', { basic: { username: 'x', password: '' } }, '"basic"'],
    ['no password', { basic: { username: 'x' } as never }, '"basic"'],
    ['a colon in the username', { basic: { username: 'a:b', password: 'x' } }, '"basic"'],
    ['an empty bearer', { basic: undefined, bearer: '' }, '"bearer"'],
    ['an empty bearer beside Basic', { bearer: '' }, '"bearer"'],
    ['a bearer with a blank', { bearer: 'a b' }, '"bearer"'],
    ['an unknown client', { clients: { shoppe: 'all' } }, 'shoppe'],
    ['an unknown token', { clients: { shop: ['refresh_token' as never] } }, 'refresh_token'],
    [
      'a token the client has not',
      { clients: { shop: ['component_access_token'] } },
      'component_access_token',
    ],
    ['an empty list', { clients: { shop: [] } }, 'is empty'],
    ['text for a list', { clients: { shop: 'access_token' as never } }, 'is empty or no list'],
    ['a path with a blank', { path: 'my hub' }, 'path'],
    ['an empty path', { path: '' }, 'path'],
    ['a springboard for an unknown client', { springboard: { x: { dev: 'http://localhost' } } }, '"x"'],
    ['a springboard to no address', { springboard: { shop: { dev: 'localhost:3000' } } }, '"dev"'],
    ['a springboard with a query', { springboard: { shop: { dev: 'https://a.com/?x=1' } } }, '"dev"'],
    ['a springboard with credentials', { springboard: { shop: { dev: 'https://a:b@c.com' } } }, '"dev"'],
    ['an environment with a slash', { springboard: { shop: { 'a/b': 'https://a.com' } } }, 'a/b'],
    ['an environment of dots', { springboard: { shop: { '..': 'https://a.com' } } }, '".."'],
  ])('does not start with %s', async (_, options, said) => {
    const starting = startHub(adapter, options);
    await expect(starting).rejects.toThrow(WeChatConfigError);
    await expect(starting).rejects.toThrow(said);
  });

  it('answers hosts that call the framework without its server', async () => {
    const { app, path } = await startHub(adapter);
    const instance = app.getHttpAdapter().getInstance() as RequestListener & { routing: RequestListener };
    const host = createServer(
      adapter === 'express' ? instance : (request, response) => instance.routing(request, response),
    );
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    expect(tokenIn((await ask(port, path, auth)).body)).toBeTruthy();
    expect((await ask(port, path)).status).toBe(401);
    expect((await ask(port, '/elsewhere')).status).toBe(404);
    host.close();
  });

  it('answers HEAD without a body', async () => {
    const { port, path } = await startHub(adapter);
    const { status, body, headers } = await ask(port, path, auth, 'HEAD');
    expect([status, body]).toEqual([200, '']);
    expect(Number(headers['content-length'])).toBeGreaterThan(100);
  });

  it('takes its options from a factory too', async () => {
    const started = await startApp(adapter, {
      imports: [
        WeChatHubModule.forRootAsync({
          useFactory: async () => ({ clients: { shop: 'all' as const }, bearer: BEARER }),
        }),
      ],
    });
    closing.push(() => started.close());
    const path = `/hub/expose/${started.account.appId}/access_token`;
    const { body } = await ask(Number(new URL(started.url).port), path, {
      authorization: `Bearer ${BEARER}`,
    });
    expect(tokenIn(body)).toBeTruthy();
  });
});

describe.each(ADAPTERS)('A hub and its clients on %s', (adapter) => {
  it('share one token, and the clients need no secret', async () => {
    const hub = await startHub(adapter);
    const first = await startClient(adapter, hub);
    const second = await startClient(adapter, hub);
    for (const { shop } of [first, second])
      expect(await callApi(shop)).toMatchObject({ ip_list: expect.any(Array) as unknown });
    expect(hub.account.tokenFetches).toEqual({ classic: 0, stable: 1 });
    expect(first.account.tokenFetches).toEqual({ classic: 0, stable: 0 });
  });

  it('get over a token WeChat has killed, with one new one for all', async () => {
    const hub = await startHub(adapter);
    const clients = [await startClient(adapter, hub), await startClient(adapter, hub)];
    for (const { shop } of clients) await callApi(shop);
    hub.account.revokeTokens();
    const answers = await Promise.all(clients.map(({ shop }) => Promise.all([callApi(shop), callApi(shop)])));
    expect(answers.flat()).toHaveLength(4);
    await callApi(hub.app.get(WeChatClients).get<AppClient>('shop'));
    expect(hub.account.tokenFetches.stable).toBeLessThanOrEqual(3);
  });

  it('keep a token that lives, whatever a client says of it', async () => {
    const { port, path, account, app, sandbox } = await startHub(adapter);
    const first = await ask(port, path, { ...auth, accept: OURS });
    const report = {
      ...auth,
      accept: OURS,
      'if-none-match': first.headers.etag ?? '',
      'cache-control': 'no-cache',
    };
    for (let round = 0; round < 5; round += 1) {
      const { status, headers } = await ask(port, path, report);
      expect([status, headers.etag]).toEqual([200, first.headers.etag]);
    }
    expect(account.tokenFetches.stable).toBe(1);
    const checks = sandbox.requests.filter(({ path: called }) => called.endsWith('/openapi/quota/get'));
    expect(checks).toHaveLength(1);
    await callApi(app.get(WeChatClients).get<AppClient>('shop'));
  });

  it('keep a token when WeChat is out of reach for the check, and say so', async () => {
    const { port, path, account, sandbox } = await startHub(adapter);
    const first = await ask(port, path, { ...auth, accept: OURS });
    sandbox.fail('POST /cgi-bin/openapi/quota/get', { status: 503, times: 9 });
    const report = { 'if-none-match': first.headers.etag ?? '', 'cache-control': 'no-cache' };
    const { status } = await ask(port, path, { ...auth, accept: OURS, ...report });
    expect(status).toBe(502);
    expect(account.tokenFetches.stable).toBe(1);
  });

  it('take a token for alive that WeChat has taken, whatever else it refuses', async () => {
    const { port, path, account, sandbox } = await startHub(adapter);
    const first = await ask(port, path, { ...auth, accept: OURS });
    sandbox.fail('POST /cgi-bin/openapi/quota/get', { errcode: 48001, errmsg: 'unauthorized', times: 1 });
    const report = { 'if-none-match': first.headers.etag ?? '', 'cache-control': 'no-cache' };
    const { status, headers } = await ask(port, path, { ...auth, accept: OURS, ...report });
    expect([status, headers.etag]).toEqual([200, first.headers.etag]);
    expect(account.tokenFetches.stable).toBe(1);
  });

  it('go on while the hub is away, as long as the token lives', async () => {
    const hub = await startHub(adapter);
    const { shop } = await startClient(adapter, hub);
    await callApi(shop);
    await hub.app.close();
    expect(await callApi(shop)).toMatchObject({ ip_list: expect.any(Array) as unknown });
  });

  it('tell the client what is wrong: credentials, white list, and no token in the log', async () => {
    const hub = await startHub(adapter, { clients: { shop: ['js_api_ticket'] } });
    const { shop, logger } = await startClient(adapter, hub);
    await expect(callApi(shop)).rejects.toThrow('white list');
    hub.app.get(WeChatHub).expose('shop', 'all');
    await callApi(shop);
    const token = tokenIn((await ask(hub.port, hub.path, auth)).body);
    for (const lines of [hub.log.lines, logger.lines]) expect(lines.join('\n')).not.toContain(token);
  });

  it('serve mini programs too', async () => {
    const hub = await startHub(adapter);
    const { app } = await startClient(adapter, hub);
    const clients = app.get(WeChatClients);
    clients.remove('shop');
    const mini = clients.add(
      'mini',
      miniProgram({
        appId: hub.account.appId,
        hub: { url: `${hub.url}/hub/expose`, ...BASIC },
        baseUrls: { api: hub.sandbox.baseUrls.api },
      }),
    );
    expect(await callApi(mini)).toMatchObject({ ip_list: expect.any(Array) as unknown });
  });
});
