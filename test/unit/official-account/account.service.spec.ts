import { describe, expect, it } from '@jest/globals';
import type { QrCodeOptions } from '../../../lib/official-account/index.js';
import { accountOn } from './fake.api.js';

const ROUTE = 'POST /cgi-bin/qrcode/create';

describe('account.createQrCode', () => {
  it.each<[string, QrCodeOptions, object]>([
    [
      'a temporary text',
      { scene: 'o1', expiresIn: 3600 },
      { action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: 'o1' } }, expire_seconds: 3600 },
    ],
    [
      'a temporary number',
      { scene: 42, expiresIn: 60 },
      { action_name: 'QR_SCENE', action_info: { scene: { scene_id: 42 } }, expire_seconds: 60 },
    ],
    [
      'a permanent text',
      { scene: 'o1' },
      { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: 'o1' } } },
    ],
    [
      'a permanent number',
      { scene: 42 },
      { action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 42 } } },
    ],
    [
      'a text of digits, which stays a text',
      { scene: '42' },
      { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: '42' } } },
    ],
  ])('asks for %s in the form of WeChat', async (_what, options, body) => {
    const answer = { ticket: 't', url: 'u' };
    const { account, call } = accountOn(answer);
    expect(await account.account.createQrCode(options)).toBe(answer);
    expect(call.mock.calls).toEqual([[ROUTE, { body }]]);
  });

  it.each<[string, QrCodeOptions]>([
    ['a text of one character', { scene: 'a' }],
    ['a text of 64 characters', { scene: 'a'.repeat(64) }],
    ['the first permanent number', { scene: 1 }],
    ['the last permanent number', { scene: 100_000 }],
    ['the last temporary number', { scene: 4_294_967_295, expiresIn: 60 }],
    ['the shortest life', { scene: 1, expiresIn: 1 }],
    ['the longest life', { scene: 1, expiresIn: 2_592_000 }],
  ])('takes %s', async (_what, options) => {
    const { account, call } = accountOn();
    await account.account.createQrCode(options);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it.each<[string, QrCodeOptions, RegExp]>([
    ['an empty text', { scene: '' }, /1 to 64 characters, not 0/],
    ['a text of 65 characters', { scene: 'a'.repeat(65) }, /1 to 64 characters, not 65/],
    ['the number 0', { scene: 0 }, /1 to 100000/],
    ['a negative number', { scene: -1, expiresIn: 60 }, /1 to 4294967295/],
    ['a permanent number too high', { scene: 100_001 }, /1 to 100000/],
    ['a temporary number too high', { scene: 4_294_967_296, expiresIn: 60 }, /1 to 4294967295/],
    ['a fraction', { scene: 1.5 }, /1 to 100000/],
    ['no number', { scene: NaN }, /1 to 100000/],
    ['a life of 0', { scene: 1, expiresIn: 0 }, /1 to 2592000/],
    ['a life over 30 days', { scene: 1, expiresIn: 2_592_001 }, /1 to 2592000/],
    ['a life with a fraction', { scene: 1, expiresIn: 1.5 }, /1 to 2592000 whole seconds/],
    ['a life that is no number', { scene: 1, expiresIn: NaN }, /1 to 2592000/],
  ])('refuses %s before it calls', (_what, options, said) => {
    const { account, call } = accountOn();
    expect(() => account.account.createQrCode(options)).toThrow(RangeError);
    expect(() => account.account.createQrCode(options)).toThrow(said);
    expect(call).not.toHaveBeenCalled();
  });
});

describe('account', () => {
  it('knows the address of a picture without a call', () => {
    const { account, call } = accountOn();
    expect(account.account.qrCodeUrl('gQ+/=&?')).toBe(
      'https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQ%2B%2F%3D%26%3F',
    );
    expect(call).not.toHaveBeenCalled();
  });

  it('asks for a quota and hands out what is inside', async () => {
    const quota = { daily_limit: 1, used: 1, remain: 0 };
    const { account, call } = accountOn({ quota });
    expect(await account.openApi.getQuota('/cgi-bin/user/info')).toBe(quota);
    expect(call.mock.calls).toEqual([
      ['POST /cgi-bin/openapi/quota/get', { body: { cgi_path: '/cgi-bin/user/info' } }],
    ]);
  });

  it('resets the quota of its own appid', async () => {
    const { account, call } = accountOn();
    expect(await account.openApi.clearQuota()).toBeUndefined();
    expect(call.mock.calls).toEqual([['POST /cgi-bin/clear_quota', { body: { appid: 'wx1' } }]]);
  });

  it.each([
    ['getCallbackIps', 'GET /cgi-bin/getcallbackip'],
    ['getApiDomainIps', 'GET /cgi-bin/get_api_domain_ip'],
  ] as const)('lists addresses with %s', async (method, route) => {
    const { account, call } = accountOn({ ip_list: ['1.2.3.4'] });
    expect(await account.account[method]()).toEqual(['1.2.3.4']);
    expect(call.mock.calls).toEqual([[route, undefined]]);
  });
});
