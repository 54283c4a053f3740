import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatConfigError, WeChatHttpError } from '../../../lib/common/index.js';
import { WeChatHttp } from '../../../lib/http/index.js';
import { type HubClientOptions, HubTokenSource } from '../../../lib/hub/index.js';
import { ELIXIR_TOKEN, RecordedHub } from '../../fixtures/hub/exchanges.js';
import { failureOf } from '../failure.js';
import { raw, WireServer } from '../http/wire.server.js';

const PASSWORD = 'CANARY-hub-password';
const BEARER = 'CANARY.hub.bearer';
const wire = new WireServer();
const elixir = new RecordedHub();
const http = new WeChatHttp();
let wireUrl = '';
let elixirUrl = '';

/** Options as JavaScript gives them, or an environment. */
type LooseOptions = Partial<
  Record<'url' | 'username' | 'password' | 'bearer' | 'springboardUrl', string | undefined>
> & {
  allowInsecure?: boolean;
};

const sourceOf = (hub: LooseOptions, storeId = 'wx1') =>
  new HubTokenSource(
    {
      client: 'shop',
      storeId,
      storeKey: 'access_token',
      hub: {
        url: wireUrl,
        ...(hub.bearer ? {} : { username: 'user', password: PASSWORD }),
        ...hub,
      } as HubClientOptions,
      http: { timeout: 2000 },
    },
    http,
  );
const json = (response: ServerResponse, body: object, status = 200) =>
  raw(response, JSON.stringify(body), 'application/json', status);
const reference = (value: string, left: number) => ({
  error: 0,
  msg: 'success',
  store_map: { value, expired_time: Math.floor(Date.now() / 1000) + left },
});
const ours = (value: string, expires_in: number, renew_in: number) => ({ value, expires_in, renew_in });

beforeAll(async () => {
  wireUrl = `${(await wire.start()).url}/hub/expose`;
  elixirUrl = await elixir.start();
});
afterAll(async () => {
  http.onApplicationShutdown();
  elixir.stop();
  await wire.stop();
});
beforeEach(() => {
  wire.reset();
  elixir.requests.length = 0;
  elixir.left = 7200;
});

describe('A hub of the Elixir SDK', () => {
  it('gives its token to our client, which sends what the Elixir one sends', async () => {
    elixir.answer = 'success';
    const token = await sourceOf({ url: elixirUrl }).fetch(false);
    expect(token.value).toBe(ELIXIR_TOKEN);
    expect(token.expiresIn).toBeGreaterThan(7195);
    expect(token.expiresIn).toBeLessThanOrEqual(7200);
    const [request = ''] = elixir.requests;
    expect(request.split('\r\n')[0]).toBe('GET /hub/expose/wx1/access_token HTTP/1.1');
    const pair = Buffer.from(`user:${PASSWORD}`).toString('base64');
    expect(request).toMatch(new RegExp(`^authorization: Basic ${pair}\r$`, 'im'));
  });

  it.each([
    ['not-found', 'white list', true],
    ['route-missing', 'white list', false],
    ['unauthorized', 'hub.password', false],
  ] as const)('that answers as in "%s" is told of with cause and cure', async (answer, cure, retryable) => {
    elixir.answer = answer;
    const error = await failureOf<WeChatHttpError>(sourceOf({ url: elixirUrl }).fetch(false));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error.message).toContain(cure);
    expect(error.message).toContain('shop: GET /wx1/access_token');
    expect(error.retryable).toBe(retryable);
    expect(elixir.requests).toHaveLength(1);
  });

  it.each([0, -1, -7200])('that hands out a token with %d s left has handed out none', async (left) => {
    elixir.answer = 'success';
    elixir.left = left;
    const error = await failureOf<WeChatHttpError>(sourceOf({ url: elixirUrl }).fetch(false));
    expect(error.message).toContain('expired');
    expect(inspect(error)).not.toContain(ELIXIR_TOKEN);
  });

  it('that keeps handing out the token WeChat refused is an error, and left in peace for a while', async () => {
    elixir.answer = 'success';
    const source = sourceOf({ url: elixirUrl });
    await source.fetch(false);
    const error = await failureOf<WeChatHttpError>(source.fetch(true));
    expect(error).toMatchObject({ retryable: true, client: 'shop' });
    expect(error.message).toContain('refused');
    expect(elixir.requests).toHaveLength(2);
    await expect(source.fetch(false)).rejects.toThrow('refused');
    expect(elixir.requests).toHaveLength(2);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5001);
    expect((await source.fetch(false)).value).toBe(ELIXIR_TOKEN);
    now.mockRestore();
  });
});

describe('What a hub answers', () => {
  it.each<[string, object, number]>([
    ['an error without a number', { error: 'x' }, 200],
    ['a store_map that is none', { error: 0, msg: 'success', store_map: null }, 200],
    ['no store_map', { error: 0, msg: 'success' }, 200],
    ['an empty value', reference('', 7200), 200],
    ['a value that is no text', { error: 0, store_map: { value: 5, expired_time: 9_999_999_999 } }, 200],
    ['a time that is text', { error: 0, store_map: { value: 'x', expired_time: '9999999999' } }, 200],
    ['milliseconds for seconds', { error: 0, store_map: { value: 'x', expired_time: Date.now() } }, 200],
    ['a list', [], 200],
    ['an empty object', {}, 200],
    ['our form, expired', ours('x', 0, 0), 200],
    ['our form without a value', ours('', 7200, 100), 200],
    ['our form with text for seconds', { value: 'x', expires_in: '7200', renew_in: 1 }, 200],
    ['another error', { error: 502, msg: 'WeChat is away' }, 200],
    ['502', { error: 502, msg: 'WeChat is away' }, 502],
    ['a redirect', {}, 302],
    ['forbidden', {}, 403],
  ])('is no token: %s', async (_, body, status) => {
    wire.answer = (response) => json(response, body, status);
    const error = await failureOf<WeChatHttpError>(sourceOf({}).fetch(false));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error.message).toMatch(/^shop: GET \/wx1\/access_token: .*hub/);
  });

  it('is told on when it says why', async () => {
    wire.answer = (response) => json(response, { error: 502, msg: 'refused with 40164: add the ip' }, 502);
    await expect(sourceOf({}).fetch(false)).rejects.toThrow('refused with 40164: add the ip');
  });

  it('is asked for again in passing trouble', async () => {
    wire.answer = (response, _, count) =>
      count < 3 ? json(response, {}, 503) : json(response, reference('token', 7200));
    expect((await sourceOf({}).fetch(false)).value).toBe('token');
    expect(wire.requests).toHaveLength(3);
  });

  it.each<[string, () => object, number, number]>([
    ['the Elixir SDK’s, fresh', () => reference('a', 7200), 5400, 5415],
    ['the Elixir SDK’s, late', () => reference('a', 1700), 30, 60],
    ['the Elixir SDK’s, about to end', () => reference('a', 40), 5, 21],
    ['ours, fresh', () => ours('a', 7200, 5400), 5403, 5415],
    ['ours, renewing late', () => ours('a', 7200, 6900), 6903, 6915],
    ['ours, renewing now', () => ours('a', 1800, 0), 30, 60],
  ])('says when to ask again: %s', async (_, bodyOf, least, most) => {
    wire.answer = (response) => json(response, bodyOf());
    for (let round = 0; round < 5; round += 1) {
      const { renewIn = 0 } = await sourceOf({}).fetch(false);
      expect(renewIn).toBeGreaterThanOrEqual(least);
      expect(renewIn).toBeLessThanOrEqual(most);
    }
  });

  it('is not asked for every second by a hub that says so for ever', async () => {
    wire.answer = (response) => json(response, ours('a', 7200, 1));
    const source = sourceOf({});
    await source.fetch(false);
    expect((await source.fetch(false)).renewIn).toBeGreaterThanOrEqual(30);
  });
});

describe('A hub of this library', () => {
  it('is told which token was refused, and believed about the one it gives then', async () => {
    wire.answer = (response) => json(response, ours('dead', 7200, 5400));
    const source = sourceOf({});
    await source.fetch(false);
    wire.answer = (response) => json(response, ours('alive', 7200, 5400));
    expect((await source.fetch(true)).value).toBe('alive');
    const [plain, forced] = wire.requests;
    expect(plain?.headers.accept).toContain('application/vnd.wechat-hub.v1+json');
    expect(plain?.headers['if-none-match']).toBeUndefined();
    expect(forced?.headers).toMatchObject({
      'if-none-match': expect.stringMatching(/^"[0-9a-f]{32}"$/) as unknown,
      'cache-control': 'no-cache',
    });
    expect((await source.fetch(true)).value).toBe('alive');
  });
});

describe('The options of a hub’s client', () => {
  it.each([
    ['wx1', '/hub/expose/wx1/access_token'],
    ['ww1_1000002', '/hub/expose/ww1_1000002/access_token'],
    ['a/../b?c#d e', '/hub/expose/a%2F..%2Fb%3Fc%23d%20e/access_token'],
  ])('put the id %j into the path as %s', async (storeId, path) => {
    wire.answer = (response) => json(response, reference('token', 7200));
    await sourceOf({}, storeId).fetch(false);
    expect(wire.requests[0]?.path).toBe(path);
  });

  it('send a bearer in place of Basic, and take a slash at the end of the address', async () => {
    wire.answer = (response) => json(response, reference('token', 7200));
    await sourceOf({ url: `${wireUrl}/`, bearer: BEARER }).fetch(false);
    expect(wire.requests[0]).toMatchObject({
      path: '/hub/expose/wx1/access_token',
      headers: { authorization: `Bearer ${BEARER}` },
    });
  });

  it('send UTF-8 in Basic', async () => {
    wire.answer = (response) => json(response, reference('token', 7200));
    await sourceOf({ username: '用户', password: 'pä:ss' }).fetch(false);
    const [, pair = ''] = (wire.requests[0]?.headers.authorization ?? '').split(' ');
    expect(Buffer.from(pair, 'base64').toString()).toBe('用户:pä:ss');
  });

  it.each([
    'http://localhost:3000/hub/expose',
    'http://127.0.0.1/hub/expose',
    'http://[::1]:3000/hub/expose',
    'https://hub.example.com/hub/expose',
    'https://hub.example.com',
  ])('take the address %s', (url) => {
    expect(() => sourceOf({ url })).not.toThrow();
  });

  it.each<[string, LooseOptions, string]>([
    ['no address', { url: '' }, 'hub.url'],
    ['no http', { url: 'ftp://hub.example.com' }, 'hub.url'],
    ['a bare host', { url: 'hub.example.com/hub' }, 'hub.url'],
    ['a query', { url: 'https://hub.example.com/hub?x=1' }, 'hub.url'],
    ['a fragment', { url: 'https://hub.example.com/hub#x' }, 'hub.url'],
    ['credentials in the address', { url: 'https://u:p@hub.example.com/hub' }, 'hub.url'],
    ['a backslash', { url: 'https://hub.example.com\\hub' }, 'hub.url'],
    ['a blank', { url: 'https://hub.example.com/hub ' }, 'hub.url'],
    ['plain http to another machine', { url: 'http://hub.example.com/hub' }, 'allowInsecure'],
    ['plain http to a private address', { url: 'http://10.0.0.7/hub' }, 'allowInsecure'],
    ['a name that begins like the machine', { url: 'http://localhost.evil.com/hub' }, 'allowInsecure'],
    ['a name that begins like an address', { url: 'http://127.0.0.1.evil.com/hub' }, 'allowInsecure'],
    ['no username', { username: undefined }, 'username'],
    ['no password', { password: undefined }, 'username'],
    ['an empty password', { password: '' }, 'username'],
    ['a blank password', { password: ' x' }, 'blanks'],
    ['a colon in the username', { username: 'a:b' }, '":"'],
    ['a line break in the password', { password: 'a\nb' }, 'control'],
    ['bearer and username', { bearer: 'x', username: 'a', password: 'b' }, 'one of the two'],
    ['an empty bearer', { bearer: '', username: undefined, password: undefined }, 'bearer'],
    ['a bearer with a blank', { bearer: 'a b' }, 'cannot travel'],
    ['a springboard that is no address', { springboardUrl: '/hub/shop/dev/cb' }, 'springboardUrl'],
    ['a springboard with a query', { springboardUrl: 'https://hub.example.com/cb?a=1' }, 'springboardUrl'],
  ])('refuse %s at start-up', (_, options, said) => {
    expect(() => sourceOf(options)).toThrow(WeChatConfigError);
    expect(() => sourceOf(options)).toThrow(/WeChat client "shop"/);
    expect(() => sourceOf(options)).toThrow(said);
  });

  it('reach a hub on the machine itself past any proxy', async () => {
    wire.answer = (response) => json(response, reference('t', 7200));
    const source = new HubTokenSource(
      {
        client: 'shop',
        storeId: 'wx1',
        storeKey: 'access_token',
        hub: { url: wireUrl, username: 'user', password: PASSWORD },
        http: { timeout: 2000, proxy: { host: '127.0.0.1', port: 1 } },
      },
      http,
    );
    expect((await source.fetch(false)).value).toBe('t');
  });

  it('let plain http through when told to', () => {
    expect(() => sourceOf({ url: 'http://hub.intern/hub/expose', allowInsecure: true })).not.toThrow();
  });

  it('show no credentials, in errors or under inspection', async () => {
    const pair = Buffer.from(`user:${PASSWORD}`).toString('base64');
    wire.answer = (response, request) =>
      json(
        response,
        { ...reference('CANARY-token', 7200), msg: `you sent ${request.headers.authorization}` },
        500,
      );
    const basic = sourceOf({});
    const bearer = sourceOf({ bearer: BEARER });
    const seen = [
      inspect(basic, { depth: 9, showHidden: true }),
      JSON.stringify(bearer),
      inspect(await failureOf(basic.fetch(false)), { depth: 9 }),
      JSON.stringify(await failureOf(bearer.fetch(false))),
    ].join('\n');
    for (const secret of [PASSWORD, BEARER, pair, 'CANARY-token']) expect(seen).not.toContain(secret);
  });
});
