import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WeChatDecryptError } from '../../../lib/common/index.js';
import {
  openReqInfo,
  payV2Signature,
  payV2SignedText,
  type PayV2SignType,
  sealReqInfo,
} from '../../../lib/crypto/index.js';
import { type PayVector, payVectors } from '../pay/pay.vectors.js';

const KEY = '1234567890abcdef1234567890abcdef';
const XML = '<root><refund_status><![CDATA[SUCCESS]]></refund_status><用户零钱>😀</用户零钱></root>';

/** The fields of a vector as they travel: all of them texts. */
const textsOf = (params: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(params as object).map(([name, value]) => [name, String(value)]));

describe('payV2Signature', () => {
  it.each(payVectors('v2-sign').map((vector) => [vector.name, vector] as const))(
    'signs as %s',
    (_name, { input: { params, key, signType }, expected }) => {
      const fields = textsOf(params);
      expect(payV2Signature(fields, key as string, signType as PayV2SignType)).toBe(expected.sign);
      if (expected.stringToSign) expect(`${payV2SignedText(fields)}&key=${key}`).toBe(expected.stringToSign);
    },
  );

  it.each(payVectors('v2-sign-string').map((vector) => [vector.name, vector] as const))(
    'writes what is signed as %s',
    (_name, { input: { params }, expected }) => {
      expect(payV2SignedText(textsOf(params))).toBe(expected.string);
    },
  );

  it('is over the bytes of UTF-8, in order of the names, whatever order they were given in', () => {
    const text = `a=1&b=红包😀&key=${KEY}`;
    const expected = createHash('md5').update(text, 'utf8').digest('hex').toUpperCase();
    expect(payV2Signature({ b: '红包😀', sign: 'ignored', a: '1', c: '' }, KEY, 'MD5')).toBe(expected);
  });

  it('puts capitals first, as ASCII does', () => {
    expect(payV2SignedText({ a: '1', B: '2', A: '3', _: '4' })).toBe('A=3&B=2&_=4&a=1');
  });

  it('differs with every field, with the key and with the way of signing', () => {
    const signatures = [
      payV2Signature({ a: '1' }, KEY, 'MD5'),
      payV2Signature({ a: '2' }, KEY, 'MD5'),
      payV2Signature({ a: '1', b: '1' }, KEY, 'MD5'),
      payV2Signature({ a: '1' }, `${KEY}x`, 'MD5'),
      payV2Signature({ a: '1' }, KEY, 'HMAC-SHA256'),
    ];
    expect(new Set(signatures).size).toBe(signatures.length);
  });
});

describe('The req_info of a refund notice', () => {
  const { input, expected } = payVectors('v2-req-info')[0] as PayVector;
  const [key, reqInfo] = [input.key as string, input.reqInfo as string];

  it('opens as the one of a peer does', () => {
    expect(openReqInfo(reqInfo, key)).toBe(expected.plaintext);
  });

  it('is sealed as the peer sealed it', () => {
    expect(sealReqInfo(expected.plaintext as string, key)).toBe(reqInfo);
  });

  it('is AES-256-ECB under the MD5 of the key in hex', () => {
    const bare = payVectors('aes-256-ecb-decrypt')[0] as PayVector;
    const open = (text: string, aesKey: string): string => {
      const decipher = createDecipheriv('aes-256-ecb', aesKey, null);
      return decipher.update(text, 'base64', 'utf8') + decipher.final('utf8');
    };
    expect(open(bare.input.ciphertext as string, bare.input.keyUtf8 as string)).toBe(bare.expected.plaintext); // this is the cipher of the vector
    expect(open(sealReqInfo(XML, KEY), createHash('md5').update(KEY).digest('hex'))).toBe(XML);
  });

  it('opens with line breaks in its base64', () => {
    const sealed = sealReqInfo(XML, KEY).replace(/(.{20})/g, '$1\n');
    expect(openReqInfo(sealed, KEY)).toBe(XML);
  });

  it.each([
    ['with another key', sealReqInfo(XML, KEY), `${KEY.slice(0, -1)}0`],
    ['cut by a block', Buffer.from(sealReqInfo(XML, KEY), 'base64').subarray(0, -16).toString('base64'), KEY],
    ['cut within a block', sealReqInfo(XML, KEY).slice(0, -8), KEY],
    ['that is empty', '', KEY],
    ['that is no base64', '****', KEY],
    [
      'without padding',
      createCipheriv('aes-256-ecb', createHash('md5').update(KEY).digest('hex'), null)
        .setAutoPadding(false)
        .update('x'.repeat(32))
        .toString('base64'),
      KEY,
    ],
  ])('does not open %s, and says nothing of the key', (_what, sealed, givenKey) => {
    expect(() => openReqInfo(sealed, givenKey)).toThrow(WeChatDecryptError);
    expect(() => openReqInfo(sealed, givenKey)).not.toThrow(givenKey);
  });
});
