import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  officialAccount,
  WeChatClients,
  WeChatConfigError,
  WeChatHubModule,
  WeChatSpringboard,
} from 'nestjs-wechat-sdk';
import { ask } from '../../fixtures/hub/exchanges.js';
import { ADAPTERS, type StartedApp, startApp } from '../../src/start-app.js';

const BACK = 'code=071abc&state=s%2Bt';

describe.each(ADAPTERS)('The springboard on %s', (adapter) => {
  let started: StartedApp;
  let port = 0;
  beforeAll(async () => {
    started = await startApp(adapter, {
      imports: [
        WeChatHubModule.forRoot({
          bearer: 'unused-by-visitors',
          springboard: {
            shop: {
              staging: 'https://staging.example.com',
              dev: 'http://localhost:3000/',
              nested: 'https://apps.example.com/shop/v2',
            },
          },
        }),
      ],
    });
    port = Number(new URL(started.url).port);
  });
  afterAll(() => started.close());

  const visit = (path: string, method = 'GET') => ask(port, path, {}, method);

  it.each([
    ['a page', '/hub/shop/staging/cb/a/b/c', BACK, 'https://staging.example.com/a/b/c'],
    ['the first page', '/hub/shop/staging/cb/', BACK, 'https://staging.example.com/'],
    ['the first page, without a slash', '/hub/shop/staging/cb', BACK, 'https://staging.example.com/'],
    ['another environment', '/hub/shop/dev/cb/a', BACK, 'http://localhost:3000/a'],
    ['an environment with a path', '/hub/shop/nested/cb/a', BACK, 'https://apps.example.com/shop/v2/a'],
    ['a slash at the end', '/hub/shop/staging/cb/a/', BACK, 'https://staging.example.com/a/'],
    ['a person who declined', '/hub/shop/staging/cb/a', 'state=s', 'https://staging.example.com/a'],
    ['a code alone', '/hub/shop/staging/cb/a', 'code=c', 'https://staging.example.com/a'],
    [
      'a query with more in it',
      '/hub/shop/staging/cb/a',
      'x=1&x=2&code=c&e=&%E5=%zz+',
      'https://staging.example.com/a',
    ],
    [
      'Chinese in the path',
      '/hub/shop/staging/cb/%E4%BD%A0/x',
      BACK,
      'https://staging.example.com/%E4%BD%A0/x',
    ],
    [
      'small letters in the encoding',
      '/hub/shop/staging/cb/%e4%bd%a0',
      BACK,
      'https://staging.example.com/%e4%bd%a0',
    ],
    ['a blank in the path', '/hub/shop/staging/cb/a%20b+c', BACK, 'https://staging.example.com/a%20b+c'],
    [
      'dots that lead nowhere',
      '/hub/shop/staging/cb/...a/.well-known/a..b',
      BACK,
      'https://staging.example.com/...a/.well-known/a..b',
    ],
    ['a percent sign', '/hub/shop/staging/cb/100%25', BACK, 'https://staging.example.com/100%25'],
    ['a question mark in a segment', '/hub/shop/staging/cb/a%3Fb', BACK, 'https://staging.example.com/a%3Fb'],
    [
      'an at sign and a colon',
      '/hub/shop/staging/cb/@user:1;v=2',
      BACK,
      'https://staging.example.com/@user:1;v=2',
    ],
    ['a host for a segment', '/hub/shop/staging/cb/evil.com', BACK, 'https://staging.example.com/evil.com'],
  ])('sends on %s', async (_, path, query, target) => {
    const { status, headers } = await visit(`${path}?${query}`);
    expect([status, headers.location]).toEqual([302, `${target}?${query}`]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  it('knows an application by its appid too', async () => {
    const { status, headers } = await visit(`/hub/${started.account.appId}/staging/cb/a?${BACK}`);
    expect([status, headers.location]).toEqual([302, `https://staging.example.com/a?${BACK}`]);
  });

  it.each([
    ['an unknown application', '/hub/other/staging/cb/a', BACK, 404],
    ['an unknown environment', '/hub/shop/production/cb/a', BACK, 404],
    ['a name of JavaScript for an environment', '/hub/shop/constructor/cb/a', BACK, 404],
    ['a prototype for an application', '/hub/__proto__/staging/cb/a', BACK, 404],
    ['no application', '/hub//staging/cb/a', BACK, 404],
    ['no environment', '/hub/shop//cb/a', BACK, 404],
    ['an application that is not encoded', '/hub/%zz/staging/cb/a', BACK, 404],
    ['neither code nor state', '/hub/shop/staging/cb/a', 'x=1', 404],
    ['no query', '/hub/shop/staging/cb/a', '', 404],
    ['an empty code and an empty state', '/hub/shop/staging/cb/a', 'code=&state=', 404],
    ['a code by another name', '/hub/shop/staging/cb/a', 'Code=c&xstate=s', 404],
    ['..', '/hub/shop/staging/cb/../a', BACK, 400],
    ['.. at the end', '/hub/shop/nested/cb/a/..', BACK, 400],
    ['a single dot', '/hub/shop/staging/cb/./a', BACK, 400],
    ['.. encoded', '/hub/shop/nested/cb/%2e%2e/a', BACK, 400],
    ['.. encoded in capitals', '/hub/shop/nested/cb/%2E%2E/a', BACK, 400],
    ['.. half encoded', '/hub/shop/nested/cb/.%2e/a', BACK, 400],
    ['.. encoded twice', '/hub/shop/nested/cb/%252e%252e/a', BACK, 400],
    ['.. encoded three times', '/hub/shop/nested/cb/%25252e%25252e/a', BACK, 400],
    ['.. with a parameter', '/hub/shop/nested/cb/..;x=1/a', BACK, 400],
    ['.. with an encoded parameter', '/hub/shop/nested/cb/..%3bx/a', BACK, 400],
    ['what is encoded again and again', `/hub/shop/staging/cb/%${'25'.repeat(9)}41`, BACK, 400],
    ['a slash encoded', '/hub/shop/nested/cb/..%2fa', BACK, 400],
    ['a slash encoded alone', '/hub/shop/staging/cb/a%2Fb', BACK, 400],
    ['a slash encoded twice', '/hub/shop/staging/cb/a%252Fb', BACK, 400],
    ['a backslash', '/hub/shop/staging/cb/..\\a', BACK, 400],
    ['a backslash for a host', '/hub/shop/staging/cb/\\\\evil.com', BACK, 400],
    ['a backslash encoded', '/hub/shop/staging/cb/..%5ca', BACK, 400],
    ['a backslash encoded twice', '/hub/shop/staging/cb/%255c%255cevil.com', BACK, 400],
    ['another host', '/hub/shop/staging/cb//evil.com/a', BACK, 400],
    ['another host with its scheme', '/hub/shop/staging/cb/https://evil.com/a', BACK, 400],
    ['another host with its scheme encoded', '/hub/shop/staging/cb/https:%2F%2Fevil.com', BACK, 400],
    ['a line break', '/hub/shop/staging/cb/a%0d%0aSet-Cookie:x=1', BACK, 400],
    ['a line break encoded twice', '/hub/shop/staging/cb/a%250d%250a', BACK, 400],
    ['a NUL', '/hub/shop/staging/cb/a%00', BACK, 400],
    ['what is not encoded as an address is', '/hub/shop/staging/cb/%zz', BACK, 400],
    ['bytes that are no UTF-8', '/hub/shop/staging/cb/%ff', BACK, 400],
    ['bytes that are not encoded', '/hub/shop/staging/cb/\u00e9', BACK, 400],
    ['bytes that are not encoded, in the query', '/hub/shop/staging/cb/a', 'code=\u00e9', 400],
    ['a long query', '/hub/shop/staging/cb/a', `code=${'x'.repeat(4100)}`, 414],
    ['a long path', `/hub/shop/staging/cb/${'x'.repeat(2100)}`, BACK, 414],
  ])('refuses %s', async (_, path, query, expected) => {
    const { status, headers, body } = await visit(`${path}?${query}`);
    expect(status).toBe(expected);
    expect(headers.location).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    if (expected === 404)
      expect([headers['content-type'], body]).toEqual(['text/plain; charset=utf-8', 'not_found']);
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    const { status, headers } = await ask(
      port,
      `/hub/shop/staging/cb/a?${BACK}`,
      { 'content-length': '0' },
      method,
    );
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('keeps a list that can be changed while it runs', async () => {
    const springboard = started.app.get(WeChatSpringboard);
    const { appId } = started.account;
    expect(springboard.list('shop')).toEqual({
      staging: 'https://staging.example.com',
      dev: 'http://localhost:3000',
      nested: 'https://apps.example.com/shop/v2',
    });
    springboard.set(appId, 'review-7', 'https://review-7.example.com');
    expect(springboard.get('shop', 'review-7')).toBe('https://review-7.example.com');
    expect((await visit(`/hub/shop/review-7/cb/a?${BACK}`)).status).toBe(302);
    springboard.set('shop', 'review-7', 'https://review.example.com/7/');
    expect((await visit(`/hub/shop/review-7/cb/a?${BACK}`)).headers.location).toBe(
      `https://review.example.com/7/a?${BACK}`,
    );
    expect(springboard.delete('shop', 'review-7')).toBe(true);
    expect(springboard.delete('shop', 'review-7')).toBe(false);
    expect((await visit(`/hub/shop/review-7/cb/a?${BACK}`)).status).toBe(404);
    expect(() => springboard.set('nobody', 'dev', 'https://a.com')).toThrow(WeChatConfigError);
    expect(springboard.get('nobody', 'dev')).toBeUndefined();
    expect(springboard.list('nobody')).toEqual({});
  });

  it('forgets the addresses of an application when told to', async () => {
    const springboard = started.app.get(WeChatSpringboard);
    const clients = started.app.get(WeChatClients);
    const other = started.sandbox.officialAccount();
    clients.add('later', officialAccount({ ...other.credentials, baseUrls: started.sandbox.baseUrls }));
    springboard.set('later', 'dev', 'https://later.example.com');
    springboard.clear('later');
    expect(springboard.list('later')).toEqual({});
    springboard.set('later', 'dev', 'https://later.example.com');
    clients.remove('later');
    expect((await visit(`/hub/later/dev/cb/a?${BACK}`)).status).toBe(404);
  });

  it.each([
    'ftp://a.com',
    'javascript:alert(1)',
    '//a.com',
    'a.com',
    'https://',
    'https://a.com?x=1',
    'https://a.com#x',
    'https://user@a.com',
    'https://a.com\\b',
    'https://a .com',
    ' https://a.com',
    '',
  ])('takes %j for no address', (url) => {
    expect(() => started.app.get(WeChatSpringboard).set('shop', 'dev', url)).toThrow('"shop", "dev"');
    expect(started.app.get(WeChatSpringboard).get('shop', 'dev')).toBe('http://localhost:3000');
  });
});
