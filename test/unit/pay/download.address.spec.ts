import { describe, expect, it } from '@jest/globals';
import { readAddress } from '../../../lib/pay/download.address.js';
import { DEFAULT_BASE_URLS } from '../../../lib/pay/pay-options.interface.js';

const GATEWAY = {
  v3: 'http://127.0.0.1:3000/pay-v3',
  backup: undefined,
  global: 'http://127.0.0.1:3000/hk',
  v2: 'http://127.0.0.1:3000/pay-v2',
};
const TARGET = '/v3/billdownload/file?token=a%2Bb%3D&x=%E4%B8%80';

describe('readAddress', () => {
  it.each([
    ['https://api.mch.weixin.qq.com', undefined],
    ['https://api2.mch.weixin.qq.com', undefined],
    ['https://apihk.mch.weixin.qq.com', 'global'],
  ])('finds a file on %s, byte for byte, behind a gateway too', (base, host) => {
    const file = { target: TARGET, path: '/v3/billdownload/file', ...(host && { host }) };
    expect(readAddress(base + TARGET, DEFAULT_BASE_URLS)).toEqual(file);
    expect(readAddress(base + TARGET, GATEWAY)).toEqual(file);
  });

  it('finds a file on the gateway, below its path', () => {
    expect(readAddress(`${GATEWAY.v3}${TARGET}`, GATEWAY)?.target).toBe(TARGET);
    expect(readAddress(`${GATEWAY.global}${TARGET}`, GATEWAY)).toMatchObject({
      target: TARGET,
      host: 'global',
    });
    expect(readAddress(`${GATEWAY.v3}/../secret`, GATEWAY)).toBeUndefined();
  });

  it('takes an address as a browser would: dots resolved, what stands behind # left out', () => {
    const address = 'https://API.mch.weixin.qq.com:443/a/../v3/file?token=1#there';
    expect(readAddress(address, DEFAULT_BASE_URLS)?.target).toBe('/v3/file?token=1');
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
    expect(readAddress(address, DEFAULT_BASE_URLS)).toBeUndefined();
  });

  it('finds none where only v2 is', () => {
    expect(readAddress(`${GATEWAY.v2}${TARGET}`, GATEWAY)).toBeUndefined();
  });
});
