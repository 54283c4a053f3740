import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { MessageCipher, MessageKeys, sha1Signature } from '../../../lib/crypto/index.js';
import { failureOf } from '../failure.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const TOKEN = 'pamtest';
const keys = new MessageKeys({ token: TOKEN, encodingAESKey: KEY, receiveId: 'wx1' });

describe('MessageKeys', () => {
  it('signs with its token, in whatever order the parts come', () => {
    expect(keys.sign('1409735669', '1320562132')).toBe(sha1Signature(TOKEN, '1409735669', '1320562132'));
    expect(keys.sign('a', 'b', 'c')).toBe(keys.sign('c', 'a', 'b'));
    expect(new MessageKeys({ token: 'other', receiveId: 'wx1' }).sign('a')).not.toBe(keys.sign('a'));
  });

  it('seals and opens with its key, and says for whom', () => {
    expect(keys.cipher?.open(new MessageCipher(KEY).seal('你好', 'wx1'))).toEqual({
      plaintext: '你好',
      receiveId: keys.receiveId,
    });
  });

  it('has no cipher without a key', () => {
    expect(new MessageKeys({ token: TOKEN, receiveId: 'wx1' }).cipher).toBeUndefined();
  });

  it.each([
    ['an empty token', { token: '' }, /token is empty/],
    ['a key that is too short', { encodingAESKey: KEY.slice(1) }, /43 characters/],
    ['an empty key', { encodingAESKey: '' }, /43 characters/],
    ['previous keys that name nothing', { previousKeys: {} }, /previousKeys cannot work/],
    ['no previous keys at all', { previousKeys: null as never }, /previousKeys cannot work/],
    ['a previous token with a blank', { previousKeys: { token: 'a ' } }, /previousKeys cannot work/],
    ['a previous key that is too short', { previousKeys: { encodingAESKey: KEY.slice(1) } }, /previousKeys/],
    [
      'a previous key where nothing is sealed now',
      { encodingAESKey: undefined, previousKeys: { encodingAESKey: KEY } },
      /previousKeys cannot work/,
    ],
  ])('refuses %s at once, without quoting it', async (_what, given, said) => {
    const options = { token: TOKEN, encodingAESKey: KEY, receiveId: 'wx1', ...given };
    const failure = await failureOf(() => new MessageKeys(options));
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect(failure.message).toMatch(said);
    expect(failure.message).not.toContain(KEY.slice(1));
  });

  it('has those of before beside it, of which one may have stayed', () => {
    const both = new MessageKeys({
      token: 'new',
      encodingAESKey: KEY,
      receiveId: 'wx1',
      previousKeys: { token: TOKEN },
    });
    expect(both.previous?.sign('a')).toBe(keys.sign('a'));
    expect(both.previous?.cipher?.open(new MessageCipher(KEY).seal('x', 'wx1')).plaintext).toBe('x');
    expect(both.previous?.previous).toBeUndefined();
  });

  it('has none of before where an environment names neither', () => {
    const previousKeys = { token: undefined, encodingAESKey: undefined };
    const plain = new MessageKeys({ token: TOKEN, encodingAESKey: KEY, receiveId: 'wx1', previousKeys });
    expect(plain.previous).toBeUndefined();
  });

  it('shows neither token nor key to a log', () => {
    const shown = inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys);
    expect(shown).toContain('wx1');
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain(KEY);
  });
});
