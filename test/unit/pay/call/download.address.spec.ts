import { describe, expect, it } from '@jest/globals';
import { readAddress } from '../../../../lib/pay/call/download.address.js';
import { DEFAULT_BASE_URLS, type PayBaseUrls } from '../../../../lib/pay/pay-options.interface.js';

const GATEWAY = {
  v3: 'http://127.0.0.1:3000/pay-v3',
  backup: undefined,
  global: 'http://127.0.0.1:3000/hk',
  v2: 'http://127.0.0.1:3000/pay-v2',
};
const TARGET = '/v3/billdownload/file?token=a%2Bb%3D&x=%E4%B8%80';

const readAt = (address: string, baseUrls: PayBaseUrls, paths = ['/v3/']) =>
  readAddress(address, baseUrls, paths);

describe('readAddress', () => {
  it.each([
    ['https://api.mch.weixin.qq.com', undefined],
    ['https://api2.mch.weixin.qq.com', undefined],
    ['https://apihk.mch.weixin.qq.com', 'global'],
  ])('finds a file on %s, byte for byte, behind a gateway too', (base, host) => {
    const file = { target: TARGET, path: '/v3/billdownload/file', ...(host && { host }) };
    expect(readAt(base + TARGET, DEFAULT_BASE_URLS)).toEqual(file);
    expect(readAt(base + TARGET, GATEWAY)).toEqual(file);
  });

  it('finds a file on the gateway, below its path', () => {
    expect(readAt(`${GATEWAY.v3}${TARGET}`, GATEWAY)?.target).toBe(TARGET);
    expect(readAt(`${GATEWAY.global}${TARGET}`, GATEWAY)).toMatchObject({
      target: TARGET,
      host: 'global',
    });
    expect(readAt(`${GATEWAY.v3}/../secret`, GATEWAY)).toBeUndefined();
  });

  it('takes an address as a browser would: dots resolved, what stands behind # left out', () => {
    const address = 'https://API.mch.weixin.qq.com:443/a/../v3/file?token=1#there';
    expect(readAt(address, DEFAULT_BASE_URLS)?.target).toBe('/v3/file?token=1');
  });

  it.each([
    'https://api.mch.weixin.qq.com.evil.com/v3/file',
    'https://api.mch.weixin.qq.com@evil.com/v3/file',
    'https://evil.com@api.mch.weixin.qq.com/v3/file',
    'https://evil.com/https://api.mch.weixin.qq.com/v3/file',
    'https://api.mch.weixin.qq.com\\@evil.com/v3/file',
    'https:\\\\api.mch.weixin.qq.com\\v3\\file',
    'https://api.mch.weixin.qq.com/v3\\..\\file',
    'http://api.mch.weixin.qq.com/v3/file',
    'https://api.mch.weixin.qq.com:8443/v3/file',
    'https://apixmch.weixin.qq.com/v3/file',
    '//api.mch.weixin.qq.com/v3/file',
    '/v3/file',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'no address',
    '',
  ])('finds none at %s', (address) => {
    expect(readAt(address, DEFAULT_BASE_URLS)).toBeUndefined();
  });

  it('finds none where only v2 is', () => {
    expect(readAt(`${GATEWAY.v2}${TARGET}`, GATEWAY)).toBeUndefined();
  });

  const IMAGES = ['/v3/merchant-service/images/', '/v3/global/merchant-service/images/'];

  it.each([
    ['https://api.mch.weixin.qq.com/v3/merchant-service/images/ChsyMDA%2Fx..y%3D%3D', undefined],
    [`${GATEWAY.v3}/v3/merchant-service/images/1`, undefined],
    ['https://apihk.mch.weixin.qq.com/v3/global/merchant-service/images/1', 'global'],
  ])('finds a file at %s, below a path it may be below', (address, host) => {
    const path = address.slice(address.indexOf('/v3/'));
    expect(readAt(address, GATEWAY, IMAGES)).toEqual({ target: path, path, ...(host && { host }) });
  });

  it.each([
    '/v3/merchant/fund/balance/BASIC',
    '/v3/merchant-service/images',
    '/v3/merchant-service/imagesque/1',
    '/v3/merchant-service//images/1',
    '/v2/merchant-service/images/1',
    '/x/v3/merchant-service/images/1',
    '/?/v3/merchant-service/images/1',
    '/v3/merchant-service/images/../../merchant/fund/balance/BASIC',
    '/v3/merchant-service/images/%2e%2E/%2e./merchant/fund/balance/BASIC',
    '/v3/merchant-service/images/..%2f..%2Fmerchant/fund/balance/BASIC',
    '/v3/merchant-service/images/1%2F%2e%2e%2f..%5cmerchant',
    '/v3/merchant-service/images/1%2f..',
  ])('finds none at %s, where something else is', (target) => {
    for (const base of [DEFAULT_BASE_URLS.v3, DEFAULT_BASE_URLS.global])
      expect(readAt(base + target, DEFAULT_BASE_URLS, IMAGES)).toBeUndefined();
  });
});
