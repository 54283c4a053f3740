import { describe, expect, it, jest } from '@jest/globals';
import { inspect } from 'node:util';
import type { ClientRooms } from '../../../lib/client/index.js';
import { WeChatConfigError } from '../../../lib/common/index.js';
import type { HttpCall } from '../../../lib/http/index.js';
import { MiniProgram, miniProgram, type MiniProgramOptions } from '../../../lib/mini-program/index.js';
import { failureOf } from '../failure.js';

const BASE: MiniProgramOptions = { appId: 'wx1', appSecret: 'CANARY-secret' };
const PAYMENT = { offerId: '1450', appKey: 'CANARY-key', sandboxAppKey: 'CANARY-sandbox' };

function build(given: object = {}) {
  const send = jest.fn<(call: HttpCall) => Promise<unknown>>().mockResolvedValue({ openid: 'o1' });
  const tokens = { get: () => '77_t' };
  const definition = miniProgram({ ...BASE, ...given } as MiniProgramOptions);
  return {
    ...definition.create('mini', { http: { send }, tokens } as unknown as ClientRooms),
    kind: definition.kind,
    send,
  };
}

describe('miniProgram', () => {
  it('makes a client that has one token and calls over its host', async () => {
    const { client, kind, tokens, send } = build({ baseUrls: { api: 'http://127.0.0.1:3001/' } });
    expect(client).toBeInstanceOf(MiniProgram);
    expect([kind, client.kind, client.name, client.appId]).toEqual([
      'mini-program',
      'mini-program',
      'mini',
      'wx1',
    ]);
    expect(Object.entries(tokens).map(([name, { key }]) => [name, key])).toEqual([
      ['access_token', 'wx1:access_token'],
    ]);
    await client.userInfo.getPluginOpenPid('c');
    expect(send.mock.calls[0]?.[0]).toMatchObject({
      client: 'mini',
      route: 'POST /wxa/getpluginopenpid',
      baseUrl: 'http://127.0.0.1:3001',
      accessToken: '77_t',
    });
  });

  it('logs people in without a token, and tells the wire what to take out of errors', async () => {
    const { client, send } = build();
    await client.login.code2Session('c0de');
    const [call] = send.mock.calls[0] ?? [];
    expect(call?.accessToken).toBeUndefined();
    expect(call?.secrets).toContain('CANARY-secret');
  });

  it('needs no secret with a hub, until somebody logs in', async () => {
    const hub = { url: 'https://hub.example.com', username: 'u', password: 'p' };
    const { client } = build({ appSecret: undefined, hub });
    await expect(client.login.code2Session('c0de')).rejects.toThrow(/"mini".*code2Session/);
  });

  it('shows no key of virtual payment in an inspection', () => {
    const { client } = build({ virtualPayment: PAYMENT });
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain('CANARY');
    expect(JSON.stringify(client)).not.toContain('CANARY');
  });

  it.each([
    ['without a token', {}, false],
    ['with a token', { token: 't' }, true],
  ])('is called back %s: %p %s', (_what, given, isCalledBack) => {
    expect(build(given).callback !== undefined).toBe(isCalledBack);
  });

  it.each<[string, object, RegExp]>([
    ['no appId', { appId: '' }, /appId is missing/],
    ['no appSecret', { appSecret: undefined }, /appSecret is missing/],
    ['a key without a token', { encodingAESKey: 'a'.repeat(43) }, /token is missing/],
    ['a base URL that is none', { baseUrls: { api: 'api.weixin.qq.com' } }, /baseUrls\.api/],
    ['no offerId', { virtualPayment: { ...PAYMENT, offerId: '' } }, /virtualPayment\.offerId/],
    ['no key of virtual payment', { virtualPayment: { offerId: '1' } }, /virtualPayment\.appKey/],
    [
      'a blank key of virtual payment',
      { virtualPayment: { ...PAYMENT, appKey: ' ' } },
      /virtualPayment\.appKey/,
    ],
  ])('refuses %s: names client and option, and shows no secret', async (_what, given, fact) => {
    const error = await failureOf(() => build(given));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/^WeChat client "mini": /);
    expect(error.message).toMatch(fact);
    expect(error.message).not.toContain('CANARY');
  });

  it('names its own function when it was given nothing', async () => {
    const error = await failureOf(() =>
      miniProgram(undefined as unknown as MiniProgramOptions).create('mini', {} as ClientRooms),
    );
    expect(error.message).toMatch(/miniProgram\(\) was given no options/);
  });
});
