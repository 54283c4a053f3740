import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatDecryptError, WeChatParseError, WeChatSignatureError } from '../../../lib/common/index.js';
import { openFor, readRawData } from '../../../lib/mini-program/open-data.js';
import { miniOn } from './fake.api.js';

interface Vector {
  readonly name: string;
  readonly kind: string;
  readonly input: Readonly<
    Record<'sessionKey' | 'encryptedData' | 'iv' | 'rawData', string> & { appId?: string }
  >;
  readonly expected: {
    readonly json?: { readonly watermark: { readonly appid: string } };
    readonly fields?: Readonly<Record<string, unknown>>;
    readonly watermarkAppId?: string;
    readonly signature?: string;
    readonly error?: string;
  };
}

const file = new URL('../../fixtures/vectors/session-data.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
const ofKind = (kind: string) =>
  vectors.filter((vector) => vector.kind === kind).map((vector) => [vector.name, vector] as const);
const ANY_AGE = { maxAge: Infinity };
const KEY = Buffer.from('0123456789abcdef').toString('base64');
const IV = Buffer.from('fedcba9876543210').toString('base64');

/** What WeChat's front end would seal; `pad` for one that does it wrong. */
function seal(text: string, pad?: Buffer): { sessionKey: string; encryptedData: string; iv: string } {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(KEY, 'base64'), Buffer.from(IV, 'base64'));
  if (pad) cipher.setAutoPadding(false);
  const bytes = Buffer.concat([
    cipher.update(Buffer.concat([Buffer.from(text), pad ?? Buffer.alloc(0)])),
    cipher.final(),
  ]);
  return { sessionKey: KEY, encryptedData: bytes.toString('base64'), iv: IV };
}

const sealed = (watermark: unknown, more: object = {}) => seal(JSON.stringify({ ...more, watermark }));
const now = () => Math.floor(Date.now() / 1000);
const open = (given: ReturnType<typeof seal>, options = {}) => openFor('wx1', given, options);

describe('Sealed data', () => {
  afterEach(() => void jest.useRealTimers());

  it.each(ofKind('aes-128-cbc-json'))('is opened as the vector %s says', (_name, { input, expected }) => {
    const appId = expected.watermarkAppId ?? expected.json?.watermark.appid ?? 'wx1';
    const opened = () => openFor(appId, input, ANY_AGE);
    if (expected.error) return expect(opened).toThrow(WeChatDecryptError);
    const data = opened();
    if (expected.json) return expect(data).toEqual(expected.json);
    const { 'watermark.timestamp': timestamp, ...fields } = expected.fields ?? {};
    expect(data).toMatchObject({ ...fields, watermark: { appid: appId, timestamp } });
  });

  it('is refused with the watermark of another mini program, a masked one included', () => {
    for (const [, { input, expected }] of ofKind('aes-128-cbc-json')) {
      if (expected.error) continue;
      expect(() => openFor('wxc1234517e87e0e0a7', input, ANY_AGE)).toThrow(/another mini program/);
    }
    for (const watermark of [undefined, null, 'wx1', {}, { appid: '', timestamp: now() }]) {
      expect(() => open(sealed(watermark))).toThrow(/another mini program/);
    }
  });

  it('is taken for 300 seconds unless told otherwise, by a clock that may be off either way', () => {
    jest.useFakeTimers({ now: 1_700_000_000_000 });
    const at = (seconds: number) => sealed({ appid: 'wx1', timestamp: 1_700_000_000 + seconds }, { a: 1 });
    for (const age of [0, 300, -300]) expect(open(at(age))).toMatchObject({ a: 1 });
    for (const age of [301, -301]) expect(() => open(at(age))).toThrow(/more than 300 s off/);
    expect(open(at(-3600), { maxAge: 3600 })).toMatchObject({ a: 1 });
    expect(() => open(at(-3601), { maxAge: 3600 })).toThrow(WeChatDecryptError);
    expect(open(at(-1e8), ANY_AGE)).toMatchObject({ a: 1 });
    expect(() => open(at(-1), { maxAge: 0 })).toThrow(WeChatDecryptError);
    for (const maxAge of [-1, Number.NaN]) expect(() => open(at(0), { maxAge })).toThrow(RangeError);
  });

  it('is refused without a time, whatever age may be', () => {
    for (const timestamp of [undefined, '1700000000', null]) {
      expect(() => open(sealed({ appid: 'wx1', timestamp }), ANY_AGE)).toThrow(WeChatDecryptError);
    }
  });

  it('may have line breaks and indents in its base64', () => {
    const { encryptedData, ...rest } = sealed({ appid: 'wx1', timestamp: now() }, { a: 1 });
    const broken = `\n  ${encryptedData.replace(/(.{20})/g, '$1\r\n\t ')}\n`;
    expect(open({ encryptedData: broken, ...rest })).toMatchObject({ a: 1 });
  });

  const good = JSON.stringify({ watermark: { appid: 'wx1', timestamp: now() } });
  const whole = sealed({ appid: 'wx1', timestamp: now() }, { a: 1 });
  const bytes = Buffer.from(whole.encryptedData, 'base64');
  const flipped = Buffer.from(bytes);
  flipped[flipped.length - 17] = (flipped.at(-17) as number) ^ 1;
  const base64 = (length: number) => Buffer.alloc(length, 7).toString('base64');
  it.each([
    ['no base64 at all', { encryptedData: '***' }],
    ['base64 whose plus signs became something else', { encryptedData: `${'-'.repeat(32)}` }],
    ['base64 that is cut', { encryptedData: whole.encryptedData.slice(0, -3) }],
    ['nothing', { encryptedData: '' }],
    ['half a block', { encryptedData: base64(24) }],
    ['a block that was altered', { encryptedData: flipped.toString('base64') }],
    ['an iv of 15 bytes', { iv: base64(15) }],
    ['an iv of 17 bytes', { iv: base64(17) }],
    ['no iv', { iv: '' }],
    ['a key of 32 bytes', { sessionKey: base64(32) }],
    ['another key', { sessionKey: base64(16) }],
    ['no key', { sessionKey: '' }],
    ['no text for a key', { sessionKey: undefined as unknown as string }],
    ['an object for data', { encryptedData: {} as unknown as string }],
    ['padding of 0', seal('{"a":1}        x', Buffer.alloc(16, 0))],
    ['padding of 17', seal(good.padEnd(16 * Math.ceil(good.length / 16) + 15), Buffer.alloc(17, 17))],
    ['padding of several values', seal('{"a":1}       ', Buffer.from([1, 2]))],
    ['what is no JSON', seal('hello')],
    ['half of JSON', seal('{"watermark":')],
  ])('with %s is refused', (_title, changed) => {
    expect(() => open({ ...whole, ...changed })).toThrow(WeChatDecryptError);
  });

  it.each(['null', '1', '"text"', '[]', 'true'])('that holds %s is refused', (text) => {
    expect(() => open(seal(text))).toThrow(WeChatDecryptError);
  });

  it('tells a wrong padding from a wrong text to nobody', () => {
    const messages = [seal('hello'), seal('{"a":1}       ', Buffer.from([1, 2]))].map((given) => {
      try {
        return open(given);
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(messages[0]).toMatch(/session key/);
    expect(messages[1]).toBe(messages[0]);
  });

  it('shows neither key nor text in its errors', () => {
    for (const given of [seal('geheim'), { ...whole, iv: '' }, sealed({ appid: 'wx2' }, { a: 'geheim' })]) {
      let thrown: unknown;
      try {
        open(given);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(WeChatDecryptError);
      expect(`${(thrown as Error).stack}${JSON.stringify(thrown)}`).not.toMatch(
        new RegExp(`geheim|${KEY.slice(0, -2)}`),
      );
    }
  });

  it('is opened by userInfo.decrypt for the appid of the client', () => {
    const { mini, call } = miniOn();
    const mine = sealed({ appid: 'wx1', timestamp: now() }, { openId: 'o1' });
    const opened = mini.userInfo.decrypt(mine.sessionKey, mine.encryptedData, mine.iv);
    expect(opened).toMatchObject({ openId: 'o1', watermark: { appid: 'wx1' } });
    const other = sealed({ appid: 'wx2', timestamp: now() });
    expect(() => mini.userInfo.decrypt(other.sessionKey, other.encryptedData, other.iv)).toThrow(
      WeChatDecryptError,
    );
    const old = sealed({ appid: 'wx1', timestamp: 1 });
    expect(() => mini.userInfo.decrypt(old.sessionKey, old.encryptedData, old.iv)).toThrow(/300 s/);
    expect(mini.userInfo.decrypt(old.sessionKey, old.encryptedData, old.iv, ANY_AGE)).toBeDefined();
    expect(call).not.toHaveBeenCalled();
  });
});

describe('rawData', () => {
  const [first] = ofKind('raw-data-signature');
  const { input, expected } = (first as NonNullable<typeof first>)[1];
  const { sessionKey, rawData } = input;
  const signature = expected.signature as string;

  it('is read when its signature is right', () => {
    expect(readRawData(sessionKey, rawData, signature)).toEqual(JSON.parse(rawData));
    expect(miniOn().mini.userInfo.verifyRawData(sessionKey, rawData, signature)).toMatchObject({
      nickName: 'Band',
    });
  });

  it.each([
    ['text was written again', [sessionKey, JSON.stringify(JSON.parse(rawData), null, 1), signature]],
    ['key is another', [KEY, rawData, signature]],
    ['signature is another', [sessionKey, rawData, signature.replace('7', '8')]],
    ['signature is cut', [sessionKey, rawData, signature.slice(1)]],
    ['signature is empty', [sessionKey, rawData, '']],
    ['signature is missing', [sessionKey, rawData, undefined as unknown as string]],
  ])('is refused when its %s', (_title, [key, text, given]) => {
    expect(() => readRawData(key as string, text as string, given)).toThrow(WeChatSignatureError);
  });

  it('that is signed but no JSON is a parse error', () => {
    const signed = createHash('sha1').update(`nix${KEY}`).digest('hex');
    expect(() => readRawData(KEY, 'nix', signed)).toThrow(WeChatParseError);
  });
});
