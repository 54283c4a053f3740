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
  ])('refuses %s at once, without quoting it', async (_what, given, said) => {
    const options = { token: TOKEN, encodingAESKey: KEY, receiveId: 'wx1', ...given };
    const failure = await failureOf(() => new MessageKeys(options));
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect(failure.message).toMatch(said);
    expect(failure.message).not.toContain(KEY.slice(1));
  });

  it('shows neither token nor key to a log', () => {
    const shown = inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys);
    expect(shown).toContain('wx1');
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain(KEY);
  });
});
