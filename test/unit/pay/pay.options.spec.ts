import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { checkOptions, readKeys } from '../../../lib/pay/pay.options.js';
import type { PayOptions } from '../../../lib/pay/pay-options.interface.js';
import { failureOf } from '../failure.js';

const pair = (type: 'rsa' | 'ec') =>
  type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey, publicKey } = pair('rsa');
const OTHER = pair('ec');
const pem = { private: { type: 'pkcs8', format: 'pem' }, public: { type: 'spki', format: 'pem' } } as const;
const SEALED_KEY = privateKey
  .export({ ...pem.private, cipher: 'aes-256-cbc', passphrase: 'pass' })
  .toString();
const CANARY_V3 = 'canary-api-v3-key-0123456789abcd';
const CANARY_V2 = 'canary-api-v2-key-0123456789abcd';
const GIVEN = {
  mchId: '1900000001',
  apiV3Key: CANARY_V3,
  apiV2Key: CANARY_V2,
  privateKey: privateKey.export(pem.private).toString(),
  serialNo: '6C4F6A0123456789ABCDEF0123456789ABCDEF01',
  publicKeyId: 'PUB_KEY_ID_0119000000012024',
  publicKey: pair('rsa').publicKey.export(pem.public).toString(),
};

/** Options with some of them changed, whatever the compiler says of it. */
const options = (change: Record<string, unknown> = {}): PayOptions => ({ ...GIVEN, ...change }) as PayOptions;

function check(given: PayOptions): void {
  checkOptions('shop', given);
  readKeys('shop', given);
}

describe('The options of a merchant', () => {
  it.each([
    ['a public key', {}],
    ['certificates', { publicKeyId: undefined, publicKey: undefined }],
    ['certificates, said so', { publicKeyId: undefined, publicKey: undefined, platformCertificates: true }],
    ['both', { platformCertificates: true }],
    ['a public key alone, said so', { platformCertificates: false }],
    ['a key in PKCS#1', { privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() }],
    [
      'a key in bare base64',
      { privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') },
    ],
    ['a serial number in small letters', { serialNo: 'abcdef0123456789' }],
    ['an address for notifications', { notifyUrl: 'https://shop.example.com/wechat/pay' }],
    ['merchants it serves', { subMchIds: ['1900000002'] }],
    ['no tolerance', { timestampTolerance: 0 }],
    ['a time-out and a proxy', { http: { timeout: 1, proxy: { host: 'proxy', port: 1 } } }],
  ])('may name %s', (_what, change) => {
    expect(() => check(options(change))).not.toThrow();
  });

  it.each<[option: string, change: Record<string, unknown>, cure: string]>([
    ['mchId', { mchId: undefined }, 'Copy it from the merchant platform'],
    ['mchId', { mchId: '19/../x' }, 'Give 商户号, as the console shows it'],
    ['mchId', { mchId: '' }, 'Copy it from the merchant platform'],
    ['mchId', { mchId: 1900000001 }, 'Give it as a text'],
    ['mchId', { mchId: '1900000001\n' }, 'Copy it from the merchant platform'],
    ['apiV3Key', { apiV3Key: undefined }, 'Copy it from the merchant platform'],
    ['apiV3Key', { apiV3Key: ` ${CANARY_V3}` }, 'Copy it from the merchant platform'],
    ['apiV3Key', { apiV3Key: CANARY_V3.slice(1) }, 'give the 32 characters'],
    ['apiV3Key', { apiV3Key: `${CANARY_V3}x` }, 'give the 32 characters'],
    ['apiV3Key', { apiV3Key: '密'.repeat(32) }, 'give the 32 characters'],
    ['privateKey', { privateKey: undefined }, 'Copy it from the merchant platform'],
    ['privateKey', { privateKey: '' }, 'Copy it from the merchant platform'],
    ['privateKey', { privateKey: Buffer.from(GIVEN.privateKey) }, 'Give the text of the file'],
    ['privateKey', { privateKey: GIVEN.privateKey.slice(0, 400) }, 'give the text of apiclient_key.pem'],
    ['privateKey', { privateKey: GIVEN.publicKey }, 'give the text of apiclient_key.pem'],
    [
      'privateKey',
      { privateKey: OTHER.privateKey.export(pem.private).toString() },
      'give the text of apiclient_key.pem',
    ],
    ['privateKey', { privateKey: SEALED_KEY }, 'take the pass phrase off it'],
    ['serialNo', { serialNo: undefined }, 'Copy it from the merchant platform'],
    ['serialNo', { serialNo: 'no hex at all' }, '商户API证书序列号 as hex'],
    ['serialNo', { serialNo: 'ABC"; mchid="19' }, '商户API证书序列号 as hex'],
    ['serialNo', { serialNo: GIVEN.publicKeyId }, '商户API证书序列号 as hex'],
    ['publicKeyId', { publicKeyId: undefined }, 'Give both'],
    ['publicKeyId', { publicKeyId: '' }, 'It begins with PUB_KEY_ID_'],
    ['publicKeyId', { publicKeyId: GIVEN.serialNo }, 'It begins with PUB_KEY_ID_'],
    ['publicKey', { publicKey: undefined }, 'Give both'],
    ['publicKey', { publicKey: Buffer.from(GIVEN.publicKey) }, 'Give the text of the file'],
    ['publicKey', { publicKey: publicKey.export(pem.public).toString() }, 'give the text of pub_key.pem'],
    ['publicKey', { publicKey: GIVEN.privateKey }, 'give the text of pub_key.pem'],
    ['publicKey', { publicKey: 'no key' }, 'give the text of pub_key.pem'],
    [
      'publicKey',
      { publicKey: OTHER.publicKey.export(pem.public).toString() },
      'give the text of pub_key.pem',
    ],
    [
      'platformCertificates',
      { publicKeyId: undefined, publicKey: undefined, platformCertificates: false },
      'Set publicKeyId and publicKey',
    ],
    ['platformCertificates', { platformCertificates: 'yes' }, 'Give true or false'],
    ['platformCertificates', { platformCertificates: 0 }, 'Give true or false'],
    ['mchid', { mchId: undefined, mchid: '1900000001' }, 'Did you mean mchId?'],
    ['mch_id', { mch_id: '1900000001' }, 'Did you mean mchId?'],
    ['notifyURL', { notifyURL: 'https://shop.example.com/pay' }, 'Did you mean notifyUrl?'],
    ['apiKey', { apiKey: CANARY_V2 }, 'It takes mchId, apiV3Key, privateKey, serialNo, publicKeyId'],
    ['appId', { appId: 'wx1234567890abcdef' }, 'v2Certificate, baseUrls, http, timestampTolerance'],
    ['constructor', { constructor: 'x' }, 'pay() knows no option constructor'],
    ['subMchIds', { subMchIds: [] }, 'leave it out for any'],
    ['subMchIds', { subMchIds: '1900000002' }, 'Give an array'],
    ['subMchIds', { subMchIds: [1900000002] }, 'Give an array'],
    ['notifyUrl', { notifyUrl: 'shop.example.com/wechat/pay' }, 'Give an http(s) address'],
    ['notifyUrl', { notifyUrl: 'https://shop.example.com/pay?id=1' }, 'without a query'],
    ['notifyUrl', { notifyUrl: 'https://shop.example.com/pay#hash' }, 'or a hash'],
    ['notifyUrl', { notifyUrl: 'https://shop.example.com/pay#' }, 'or a hash'],
    ['notifyUrl', { notifyUrl: new URL('https://shop.example.com/pay') }, 'Give it as a text'],
    ['notifyUrl', { notifyUrl: 'javascript:alert(1)' }, 'Give an http(s) address'],
    ['serialNo', { serialNo: 12345678 }, 'Give it as a text'],
    ['apiV2Key', { apiV2Key: 1 }, 'Give it as a text'],
    ['v2Certificate', { apiV2Key: undefined, v2Certificate: { cert: 'x' } }, 'Set apiV2Key, too'],
    ['apiV2Key', { apiV2Key: '' }, 'It has 32 characters'],
    ['apiV2Key', { apiV2Key: CANARY_V2.slice(1) }, 'It has 32 characters'],
    ['timestampTolerance', { timestampTolerance: -1 }, 'Give seconds as a number'],
    ['timestampTolerance', { timestampTolerance: Infinity }, 'Give seconds as a number'],
    ['timestampTolerance', { timestampTolerance: '300' }, 'Give seconds as a number'],
    ['http.timeout', { http: { timeout: -1 } }, 'Give milliseconds'],
    ['http.proxy', { http: { proxy: { host: 'proxy' } } }, 'Give { host, port }'],
  ])(
    'are refused for %s of %j, naming client, option and cure, never a key',
    async (option, change, cure) => {
      const error = await failureOf(() => check(options(change)));
      expect(error).toBeInstanceOf(WeChatConfigError);
      expect(error.message).toContain('WeChat client "shop"');
      expect(error.message).toContain(option);
      expect(error.message).toContain(cure);
      const shown = `${error.message}${error.stack}${JSON.stringify(error)}`;
      for (const secret of ['canary', GIVEN.privateKey.slice(40, 80), SEALED_KEY.slice(60, 100)])
        expect(shown).not.toContain(secret);
    },
  );

  it.each([undefined, null, 'options'])('are refused when they are %j', (given) => {
    expect(() => checkOptions('shop', given as unknown as PayOptions)).toThrow(
      'WeChat client "shop": pay() was given no options',
    );
  });
});
