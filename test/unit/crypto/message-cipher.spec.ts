import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WeChatConfigError, WeChatDecryptError } from '../../../lib/common/index.js';
import { MessageCipher } from '../../../lib/crypto/index.js';
import { vectors } from '../../fixtures/vectors.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APP_ID = 'wxb11529c136998cb6';
const cipher = new MessageCipher(KEY);

/** Seals an envelope nobody else would write. */
function sealRaw(envelope: Buffer): string {
  const key = Buffer.from(`${KEY}=`, 'base64');
  const aes = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([aes.update(envelope), aes.final()]).toString('base64');
}

const named = (...kinds: string[]) =>
  vectors('crypto', ...kinds).map((vector) => [vector.name, vector] as const);

describe('MessageCipher', () => {
  it.each(named('bizmsg-encrypt'))('seals the vector %s byte for byte', (_name, { input, expected }) => {
    const { encodingAESKey = '', appId = '', random = '', plaintext = '' } = input;
    const sealed = new MessageCipher(encodingAESKey).seal(plaintext, appId, Buffer.from(random));
    expect(sealed).toBe(expected.encrypt);
    expect(new MessageCipher(encodingAESKey).open(sealed)).toEqual({ plaintext, receiveId: appId });
  });

  it.each(
    named('bizmsg-decrypt', 'bizmsg-decrypt-json').filter(
      ([, { expected }]) => expected.signatureValid !== false,
    ),
  )('opens the vector %s', (_name, { input, expected }) => {
    const { encodingAESKey = '', encrypt = '', appId, corpId } = input;
    const opened = new MessageCipher(encodingAESKey).open(encrypt);
    if (expected.error === 'receive id mismatch') {
      expect(opened.receiveId).not.toBe(appId);
      return;
    }
    if (expected.plaintext) expect(opened.plaintext).toBe(expected.plaintext);
    expect(opened.receiveId).toBe(expected.receiveId ?? appId ?? corpId);
  });

  it.each(named('bizmsg-verify-url'))('opens the echostr of the vector %s', (_name, { input, expected }) => {
    const { encodingAESKey = '', echostr = '' } = input;
    expect(new MessageCipher(encodingAESKey).open(echostr)).toEqual({
      plaintext: expected.replyBody,
      receiveId: expected.receiveId,
    });
  });

  it.each(named('bizmsg-roundtrip'))(
    'opens what it sealed of the vector %s',
    (_name, { input, expected }) => {
      const { encodingAESKey = '', plaintext = '', corpId = '' } = input;
      const ours = new MessageCipher(encodingAESKey);
      expect(ours.open(ours.seal(plaintext, corpId))).toEqual({
        plaintext: expected.plaintext,
        receiveId: expected.receiveId,
      });
    },
  );

  it('seals and opens each message as if it were the first, whatever came before', () => {
    const one = new MessageCipher(KEY);
    const refused = Buffer.alloc(64, 7).toString('base64');
    for (const length of [0, 1, 40, 400]) {
      const given = ['x'.repeat(length), APP_ID, Buffer.alloc(16, length)] as const;
      const sealed = one.seal(...given);
      expect(sealed).toBe(new MessageCipher(KEY).seal(...given));
      expect(() => one.open(refused)).toThrow(WeChatDecryptError);
      expect(one.open(sealed)).toEqual({ plaintext: given[0], receiveId: APP_ID });
    }
  });

  it('begins no two messages alike', () => {
    const firstBlocks = Array.from({ length: 600 }, () => cipher.seal('hello', APP_ID).slice(0, 20));
    expect(new Set(firstBlocks).size).toBe(600);
  });

  it('pads to 32 bytes with every length there is', () => {
    for (let length = 0; length < 40; length += 1) {
      const sealed = cipher.seal('x'.repeat(length), APP_ID);
      expect(Buffer.from(sealed, 'base64').length % 32).toBe(0);
      expect(cipher.open(sealed).plaintext).toHaveLength(length);
    }
  });

  it('never writes the same envelope twice', () => {
    expect(cipher.seal('hello', APP_ID)).not.toBe(cipher.seal('hello', APP_ID));
  });

  it('keeps any text and any receiver', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (plaintext, receiveId) => {
          expect(cipher.open(cipher.seal(plaintext, receiveId))).toEqual({ plaintext, receiveId });
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', ''],
    ['no base64', '!!!!'],
    ['base64 of a URL', 'ab-_'],
    ['half a block', Buffer.alloc(8).toString('base64')],
    ['a block and a half', Buffer.alloc(24).toString('base64')],
    [
      'white space in between',
      `${Buffer.alloc(16).toString('base64')}\n${Buffer.alloc(16).toString('base64')}`,
    ],
    ['a padding of 0', sealRaw(Buffer.alloc(32))],
    ['a padding of 33', sealRaw(Buffer.alloc(64, 33))],
    ['a padding that is longer than the envelope', sealRaw(Buffer.alloc(16, 32))],
    ['a padding whose bytes differ', sealRaw(Buffer.concat([Buffer.alloc(29, 1), Buffer.from([9, 3, 3])]))],
    ['nothing but padding', sealRaw(Buffer.alloc(32, 32))],
    [
      'a length beyond its end',
      sealRaw(Buffer.concat([Buffer.alloc(16), Buffer.alloc(4, 0xff), Buffer.alloc(12, 12)])),
    ],
  ])('refuses %s', (_what, sealed) => {
    expect(() => cipher.open(sealed)).toThrow(WeChatDecryptError);
  });

  it('refuses an envelope that another key sealed', () => {
    const other = new MessageCipher('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C');
    for (let run = 0; run < 50; run += 1) {
      const sealed = other.seal(
        '<xml>a message of some length, so that there is something to open</xml>',
        APP_ID,
      );
      let opened: string | undefined;
      try {
        opened = cipher.open(sealed).receiveId;
      } catch (error) {
        expect(error).toBeInstanceOf(WeChatDecryptError);
      }
      expect(opened).not.toBe(APP_ID);
    }
  });

  it('answers random bytes with a refusal or with garbage, never with another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 200 }), (bytes) => {
        try {
          cipher.open(Buffer.from(bytes).toString('base64'));
        } catch (error) {
          expect(error).toBeInstanceOf(WeChatDecryptError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a key whose last character is not canonical base64', () => {
    expect(cipher.open(new MessageCipher(`${KEY.slice(0, -1)}E`).seal('x', APP_ID)).plaintext).toBe('x');
  });

  it.each([
    ['an empty key', ''],
    ['one of 42 characters', KEY.slice(1)],
    ['one of 44 characters', `${KEY}=`],
    ['one with a blank at its end', `${KEY.slice(1)} `],
    ['one with a line break behind it', `${KEY}\n`],
    ['one of other characters', `${KEY.slice(0, -1)}_`],
  ])('refuses %s, without repeating it', (_what, key) => {
    let thrown: unknown;
    try {
      thrown = new MessageCipher(key);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(WeChatConfigError);
    const { message } = thrown as Error;
    expect(message).toContain('encodingAESKey');
    expect(message).toContain('43');
    if (key.length > 10) expect(message).not.toContain(key.slice(0, 10));
  });
});
