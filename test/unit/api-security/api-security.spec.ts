import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiSecurity, type ApiSecurityOptions } from '../../../lib/api-security/index.js';
import { WeChatSignatureError } from '../../../lib/common/index.js';
import type { CallEnvelope } from '../../../lib/http/index.js';
import { PLATFORM_RSA_KEY } from '../../src/secure-api.keys.js';
import { type ApiSecurityVector, apiSecurityVectors } from '../crypto/api-security.vectors.js';
import { callOf } from '../http/http.call.js';

const firstOf = (kind: string): ApiSecurityVector => apiSecurityVectors(kind)[0]?.[1] as ApiSecurityVector;
const decrypt = firstOf('secure-api-decrypt');
const verify = firstOf('secure-api-verify');
const { symmetricKey, symmetricSn, appId, body } = decrypt.input as Record<string, string>;
const PATH = '/wxa/getuserriskrank';

const options: ApiSecurityOptions = {
  routes: [`POST ${PATH}`],
  symmetricKey: symmetricKey as string,
  symmetricKeyNo: symmetricSn as string,
  privateKey: PLATFORM_RSA_KEY,
  platformCertificates: { '79ba700ea147819f640941bceb38b1d1': verify.input.certificatePem as string },
};
const headers = {
  'wechatmp-appid': appId,
  'wechatmp-timestamp': '1635927956',
  'wechatmp-serial': '79ba700ea147819f640941bceb38b1d1',
  'wechatmp-signature': verify.input.signature as string,
};

function envelope(): CallEnvelope {
  const security = new ApiSecurity({ client: 'mini', appId: appId as string, traits: {} }, options);
  const call = callOf('http://gateway', { route: `POST ${PATH}` });
  return security.envelopeFor(call) as CallEnvelope;
}

beforeEach(() => void jest.useFakeTimers({ now: 1_635_927_956_000 }));
afterEach(() => void jest.useRealTimers());

describe("The official page's answer", () => {
  it('is verified and opened, and its security fields taken off', () => {
    expect(envelope().open(PATH, headers, Buffer.from(body as string))).toEqual(decrypt.expected.fields);
  });

  it.each([
    [299, true],
    [-299, true],
    [302, false],
    [-302, false],
  ])('is believed with a clock %d s off: %p', (seconds, isBelieved) => {
    jest.setSystemTime(1_635_927_956_000 + seconds * 1000);
    const open = (): unknown => envelope().open(PATH, headers, Buffer.from(body as string));
    if (isBelieved) expect(open()).toEqual(decrypt.expected.fields);
    else expect(open).toThrow(WeChatSignatureError);
  });

  it('is believed once', () => {
    const one = envelope();
    one.open(PATH, headers, Buffer.from(body as string));
    expect(() => one.open(PATH, headers, Buffer.from(body as string))).toThrow(/given before/);
  });

  it('is not believed for another path', () => {
    expect(() => envelope().open('/wxa/x', headers, Buffer.from(body as string))).toThrow(
      WeChatSignatureError,
    );
  });
});

describe('ApiEnvelope.seal', () => {
  it('seals the same body differently each time, and signs under the moment', () => {
    const [first, second] = [envelope().seal(PATH, '{"a":1}'), envelope().seal(PATH, '{"a":1}')];
    expect(first.body).not.toBe(second.body);
    expect(first.headers).toEqual({
      'wechatmp-appid': appId,
      'wechatmp-timestamp': '1635927956',
      'wechatmp-signature': expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
    });
  });
});
