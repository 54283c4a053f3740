import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSameSignature, randomNonce, sha1, sha1Signature, shortHash } from '../../../lib/crypto/index.js';
import { vectors } from '../../fixtures/vectors.js';

describe('sha1Signature', () => {
  it.each(vectors('crypto', 'sha1-sorted').map((vector) => [vector.name, vector] as const))(
    'agrees with the vector %s',
    (_name, { input, expected }) => {
      const { token, timestamp, nonce, encrypt } = input;
      const parts = input.parts ?? [token, timestamp, nonce, encrypt].filter((part) => part !== undefined);
      const signature = sha1Signature(...(parts as string[]));
      expect(signature).toMatch(/^[0-9a-f]{40}$/);
      if (expected.signature) expect(signature).toBe(expected.signature);
      else expect(signature).not.toBe(expected.signatureNot);
    },
  );

  it.each(
    vectors('crypto', 'bizmsg-decrypt', 'bizmsg-decrypt-json', 'bizmsg-verify-url')
      .filter(({ input }) => input.msgSignature !== undefined)
      .map((vector) => [vector.name, vector] as const),
  )('judges the msg_signature of the vector %s as its author does', (_name, { input, expected }) => {
    const { token, timestamp, nonce, msgSignature } = input as Record<string, string>;
    const sealed = input.encrypt ?? input.echostr;
    const signature = sha1Signature(token!, timestamp!, nonce!, sealed!);
    expect(isSameSignature(signature, msgSignature)).toBe(expected.signatureValid);
  });

  it('does not depend on the order of its parts', () => {
    expect(sha1Signature('token', '1', 'nonce')).toBe(sha1Signature('nonce', 'token', '1'));
  });

  it('sorts whatever texts there are as Array does', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (parts) => {
        expect(sha1Signature(...parts)).toBe(sha1(parts.toSorted().join('')));
      }),
    );
  });

  it('leaves an array it was spread from as it was', () => {
    const parts = ['b', 'a'];
    sha1Signature(...parts);
    expect(parts).toEqual(['b', 'a']);
  });
});

describe('isSameSignature', () => {
  const right = sha1Signature('token', '1', '2');

  it('takes the very same text', () => {
    expect(isSameSignature(right, right)).toBe(true);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one that is cut', right.slice(0, -1)],
    ['one with a character more', `${right}0`],
    ['one in capitals', right.toUpperCase()],
    ['one that differs in its last character', right.slice(0, -1) + (right.endsWith('0') ? '1' : '0')],
    ['one of as many characters but more bytes', '信'.repeat(right.length)],
  ])('refuses %s', (_what, given) => {
    expect(isSameSignature(right, given)).toBe(false);
  });
});

describe('shortHash', () => {
  it('names a token by eight characters that do not show it', () => {
    expect(shortHash('token')).toMatch(/^[0-9a-f]{8}$/);
    expect(shortHash('token')).toBe(shortHash('token'));
    expect(shortHash('token')).not.toBe(shortHash('tokeN'));
  });
});

describe('randomNonce', () => {
  it('is a decimal number and not the same twice', () => {
    expect(randomNonce()).toMatch(/^\d{1,10}$/);
    expect(new Set(Array.from({ length: 50 }, randomNonce)).size).toBeGreaterThan(45);
  });
});
