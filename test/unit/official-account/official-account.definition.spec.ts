import { describe, expect, it, jest } from '@jest/globals';
import type { ClientRooms } from '../../../lib/client/index.js';
import { WeChatConfigError } from '../../../lib/common/index.js';
import type { HttpCall } from '../../../lib/http/index.js';
import {
  OfficialAccount,
  officialAccount,
  type OfficialAccountOptions,
} from '../../../lib/official-account/index.js';
import { failureOf } from '../failure.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const BASE: OfficialAccountOptions = { appId: 'wx1', appSecret: 'CANARY-secret' };

function build(given: object = {}) {
  const send = jest.fn<(call: HttpCall) => Promise<unknown>>().mockResolvedValue({ ip_list: [] });
  const tokens = { get: () => '77_t' };
  const definition = officialAccount({ ...BASE, ...given } as OfficialAccountOptions);
  return {
    ...definition.create('shop', { http: { send }, tokens } as unknown as ClientRooms),
    kind: definition.kind,
    send,
  };
}

describe('officialAccount', () => {
  it('makes a client that calls with its token, over its hosts', async () => {
    const { client, kind, tokens, send } = build({ http: { timeout: 7 } });
    expect(client).toBeInstanceOf(OfficialAccount);
    expect([kind, client.kind, client.name, client.appId]).toEqual([
      'official-account',
      'official-account',
      'shop',
      'wx1',
    ]);
    expect(Object.values(tokens).map(({ key }) => key)).toEqual([
      'wx1:access_token',
      'wx1:js_api_ticket',
      'wx1:wx_card_ticket',
    ]);
    await client.account.getCallbackIps();
    expect(send.mock.calls[0]?.[0]).toMatchObject({
      client: 'shop',
      route: 'GET /cgi-bin/getcallbackip',
      baseUrl: 'https://api.weixin.qq.com',
      accessToken: '77_t',
      options: { timeout: 7 },
    });
    expect(client.account.qrCodeUrl('t')).toBe('https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=t');
  });

  it('goes where it is told', async () => {
    const { client, send } = build({
      baseUrls: { api: 'http://127.0.0.1:3001/api/', mp: 'http://127.0.0.1:3001//' },
    });
    await client.account.getCallbackIps();
    expect(send.mock.calls[0]?.[0].baseUrl).toBe('http://127.0.0.1:3001/api');
    expect(client.account.qrCodeUrl('t')).toBe('http://127.0.0.1:3001/cgi-bin/showqrcode?ticket=t');
  });

  it('tells the wire what to take out of errors', async () => {
    const { client, send } = build({ token: 'CANARY-token', encodingAESKey: KEY });
    await client.account.getCallbackIps();
    expect(send.mock.calls[0]?.[0].secrets).toEqual(expect.arrayContaining(['CANARY-secret', KEY]));
  });

  it.each([
    ['without a token', {}, false],
    ['with a token', { token: 't' }, true],
    ['with token and key', { token: 't', encodingAESKey: KEY }, true],
  ])('is called back %s: %p %s', (_what, given, isCalledBack) => {
    expect(build(given).callback !== undefined).toBe(isCalledBack);
  });

  it.each<[string, object, RegExp, RegExp]>([
    ['no appId', { appId: undefined }, /appId is missing/, /Copy it from the console/],
    ['an empty appId', { appId: '' }, /appId is missing/, /Copy it/],
    ['an appId of blanks', { appId: '  ' }, /appId is missing/, /Copy it/],
    ['an appId that is no text', { appId: 7 }, /appId is missing/, /Copy it/],
    ['no appSecret', { appSecret: undefined }, /appSecret is missing/, /Copy it/],
    ['an empty appSecret', { appSecret: '' }, /appSecret is missing/, /Copy it/],
    ['an empty token', { token: '' }, /token is missing, empty/, /Set it to 令牌/],
    ['a token of blanks', { token: ' ' }, /token is missing, empty/, /Set it to 令牌/],
    ['a key without a token', { encodingAESKey: KEY }, /token is missing, empty/, /Set it to 令牌/],
    [
      'a key of 42 characters',
      { token: 't', encodingAESKey: KEY.slice(1) },
      /encodingAESKey has 42 characters/,
      /copy the 43 characters/,
    ],
    [
      'a key of 44 characters',
      { token: 't', encodingAESKey: `${KEY}=` },
      /encodingAESKey has 44 characters/,
      /copy the 43 characters/,
    ],
    [
      'an empty key',
      { token: 't', encodingAESKey: '' },
      /encodingAESKey has 0 characters/,
      /copy the 43 characters/,
    ],
    [
      'a base URL that is none',
      { baseUrls: { api: 'api.weixin.qq.com' } },
      /baseUrls\.api is not an http\(s\) address/,
      /Write it as https/,
    ],
    [
      'a base URL of another kind',
      { baseUrls: { mp: 'ftp://mp.weixin.qq.com' } },
      /baseUrls\.mp is not/,
      /Write it as https/,
    ],
    [
      'a base URL with a query',
      { baseUrls: { api: 'https://a.b/?x=1' } },
      /baseUrls\.api is not/,
      /without a query/,
    ],
    [
      'a tolerance that is no number',
      { token: 't', timestampTolerance: NaN },
      /timestampTolerance/,
      /seconds/,
    ],
    ['a negative tolerance', { token: 't', timestampTolerance: -1 }, /timestampTolerance/, /seconds/],
    [
      'a tolerance that is a text',
      { token: 't', timestampTolerance: '300' },
      /timestampTolerance/,
      /seconds/,
    ],
    ['another kind of token', { accessToken: 'stabel' }, /accessToken/, /'stable' or 'classic'/],
    ['a time-out that is no number', { http: { timeout: NaN } }, /http\.timeout/, /milliseconds/],
    ['a negative time-out', { http: { timeout: -1 } }, /http\.timeout/, /milliseconds/],
  ])('refuses %s: names client, option and cure, and shows no secret', async (_what, given, fact, cure) => {
    const error = await failureOf(() => build(given));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/^WeChat client "shop": /);
    expect(error.message).toMatch(fact);
    expect(error.message).toMatch(cure);
    expect(error.message).not.toContain('CANARY');
    expect(error.message).not.toContain(KEY.slice(0, 10));
  });
});
