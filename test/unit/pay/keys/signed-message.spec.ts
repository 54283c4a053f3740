import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatClockError, WeChatSignatureError } from '../../../../lib/common/index.js';
import { PlatformKey } from '../../../../lib/crypto/index.js';
import { KeyRing } from '../../../../lib/pay/keys/key.ring.js';
import { readSignature, verifySignature } from '../../../../lib/pay/keys/signed-message.js';
import { WeChatPaySender } from '../../../src/wechat-pay.sender.js';
import { failureOf } from '../../failure.js';
import { headersOf, payVector } from '../pay.vectors.js';

const NOTIFIED = payVector('v3-notify-signed-end-to-end');
const HEADERS = headersOf(NOTIFIED);
const BODY = Buffer.from(NOTIFIED.input.rawBody as string);
const KEY = new PlatformKey(NOTIFIED.input.platformCertificatePem as string);
const AT = Number(HEADERS['wechatpay-timestamp']) * 1000;
const because = (reason: string): string => `not believed: ${reason}`;
const NAMES = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'];

beforeEach(() => void jest.useFakeTimers({ now: AT, doNotFake: ['setImmediate', 'nextTick'] }));
afterEach(() => void jest.useRealTimers());

const read = (change: Record<string, string | string[] | undefined> = {}, tolerance = 300) =>
  readSignature({ ...HEADERS, ...change }, tolerance, because);
const refusal = (change: Record<string, string | string[] | undefined>, tolerance?: number) =>
  failureOf<WeChatClockError>(() => read(change, tolerance));

describe('readSignature', () => {
  it('reads the headers of a notification at its time', () => {
    expect(read()).toEqual({
      timestamp: HEADERS['wechatpay-timestamp'],
      nonce: HEADERS['wechatpay-nonce'],
      signature: HEADERS['wechatpay-signature'],
      serial: HEADERS['wechatpay-serial'],
    });
  });

  it.each(NAMES.flatMap((name) => [undefined, '', ['a', 'b']].map((value) => [name, value] as const)))(
    'refuses %s that is %j, and names it',
    async (name, value) => {
      const error = await refusal({ [name]: value });
      expect(error).toBeInstanceOf(WeChatSignatureError);
      expect(error).toMatchObject({ isProbe: false, message: expect.stringContaining(name) });
    },
  );

  it('refuses an answer without serial number, as the peers do', async () => {
    const headers = headersOf(payVector('v3-response-missing-wechatpay-serial'));
    const error = await failureOf(() => readSignature(headers, 300, because));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toBe('not believed: it is not signed: the header wechatpay-serial is missing');
  });

  it('takes an answer with a serial number nobody knows, and the key ring refuses it', async () => {
    const given = headersOf(payVector('v3-response-unknown-serial'));
    const headers = { ...given, 'wechatpay-timestamp': String(AT / 1000) };
    const { serial } = readSignature(headers, 300, because);
    const error = await failureOf(() => new KeyRing('shop', {}).keyFor(serial, because));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toContain('it is signed with fake');
  });

  it('knows a probe before it looks at anything else', async () => {
    const error = await refusal({
      'wechatpay-signature': 'WECHATPAY/SIGNTEST/abc',
      'wechatpay-timestamp': '0',
      'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3',
    });
    expect(error).toMatchObject({ isProbe: true, retryable: true });
    expect(error).not.toBeInstanceOf(WeChatClockError);
  });

  it.each(['WECHATPAY2-SM2-WITH-SM3', 'WECHATPAY2-SHA256-RSA2048, WECHATPAY2-SHA256-RSA2048', ''])(
    'refuses the algorithm %j',
    async (type) => {
      const error = await refusal({ 'wechatpay-signature-type': type });
      expect(error.message).toMatch(/^not believed: .*algorithm/);
    },
  );

  it('takes headers that name no algorithm', () => {
    expect(read({ 'wechatpay-signature-type': undefined }).serial).toBe(HEADERS['wechatpay-serial']);
  });

  it.each([-300, -1, 1, 300])('takes a timestamp that is %i s off', (offset) => {
    expect(read({ 'wechatpay-timestamp': String(AT / 1000 + offset) })).toBeDefined();
  });

  it.each<[number, string]>([
    [-301, '301 s behind'],
    [301, '301 s ahead of'],
    [86_400, '86400 s ahead of'],
    [-AT / 1000, '1554209980 s behind'],
  ])('measures a clock that is %i s off', async (offset, said) => {
    const error = await refusal({ 'wechatpay-timestamp': String(AT / 1000 + offset) });
    expect(error).toBeInstanceOf(WeChatClockError);
    expect(error).toMatchObject({ offset, code: 'WECHAT_CLOCK', retryable: false });
    expect(error.message).toContain(`its timestamp is ${said} this server's clock`);
  });

  it('takes a tolerance of the caller, none included', async () => {
    const late = { 'wechatpay-timestamp': String(AT / 1000 - 900) };
    expect(read(late, 900)).toBeDefined();
    expect(await refusal({ 'wechatpay-timestamp': String(AT / 1000 - 1) }, 0)).toMatchObject({ offset: -1 });
  });

  it.each(['NaN', '-1554209980', '1554209980.0', '1e9', '0x5CA3A8FC', ' 1554209980', '9'.repeat(13), '１５'])(
    'refuses the timestamp %j without doing sums with it',
    async (timestamp) => {
      const error = await refusal({ 'wechatpay-timestamp': timestamp });
      expect(error).toBeInstanceOf(WeChatSignatureError);
      expect(error).not.toBeInstanceOf(WeChatClockError);
    },
  );

  it('refuses an overlong serial number without saying it', async () => {
    const error = await refusal({ 'wechatpay-serial': `PUB_KEY_ID_${'0'.repeat(5000)}` });
    expect(error.message.length).toBeLessThan(200);
    expect(read({ 'wechatpay-serial': `PUB_KEY_ID_${'0'.repeat(64)}` })).toBeDefined();
  });
});

describe('verifySignature', () => {
  const verify = (change: Partial<ReturnType<typeof read>>, body = BODY, key = KEY) => {
    verifySignature({ ...read(), ...change }, body, key, because);
    return true;
  };

  it('believes what WeChat Pay signed', () => {
    expect(verify({})).toBe(true);
  });

  const signature = HEADERS['wechatpay-signature'] as string;
  /** The last letter before the padding holds bits that stand for nothing. */
  const otherLetters = `${signature.slice(0, -3)}${signature.at(-3) === 'g' ? 'h' : 'g'}==`;
  it.each<[string, Parameters<typeof verify>]>([
    ['another timestamp', [{ timestamp: '1554209981' }]],
    ['another nonce', [{ nonce: 'mock' }]],
    ['one byte more', [{}, Buffer.concat([BODY, Buffer.from(' ')])]],
    ['one byte less', [{}, BODY.subarray(1)]],
    ['no body', [{}, Buffer.alloc(0)]],
    ['the same JSON written again', [{}, Buffer.from(JSON.stringify(JSON.parse(String(BODY)), null, 1))]],
    ['a signature that was cut', [{ signature: signature.slice(0, -8) }]],
    ['a signature of nothing', [{ signature: '!!!!' }]],
    ['a signature of another length', [{ signature: 'bW9jaw==' }]],
    ['base64 for addresses', [{ signature: signature.replaceAll('+', '-').replaceAll('/', '_') }]],
    ['base64 without its padding', [{ signature: signature.replace(/=+$/, '') }]],
    ['base64 with a blank in it', [{ signature: `${signature.slice(0, 40)} ${signature.slice(40)}` }]],
    ['base64 with letters that stand for the same bytes', [{ signature: otherLetters }]],
    ['base64 twice', [{ signature: signature + signature }]],
  ])('refuses %s', async (_what, given) => {
    const error = await failureOf(() => verify(...given));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toMatch(/^not believed: its signature is wrong/);
  });

  it('refuses the key of another', async () => {
    const other = new PlatformKey(new WeChatPaySender().credentials.publicKey);
    expect(await failureOf(() => verify({}, BODY, other))).toBeInstanceOf(WeChatSignatureError);
  });

  it('verifies bytes, not the text they might stand for', async () => {
    const sender = new WeChatPaySender();
    const key = new PlatformKey(sender.credentials.publicKey);
    const { headers, body } = sender.sign(Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]));
    const named = readSignature(headers, 300, because);
    expect(() => verifySignature(named, body, key, because)).not.toThrow();
    const asText = Buffer.from(body.toString('utf8'));
    expect(await failureOf(() => verifySignature(named, asText, key, because))).toBeInstanceOf(
      WeChatSignatureError,
    );
  });
});
