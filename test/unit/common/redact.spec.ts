import { describe, expect, it } from '@jest/globals';
import { redact, secretTexts } from '../../../lib/common/index.js';

describe('redact', () => {
  it('takes out the values it is given, everywhere', () => {
    expect(redact('S3CRET and S3CRET, not S3', ['S3CRET', ''])).toBe('*** and ***, not S3');
  });

  it('takes a value literally, whatever signs it holds', () => {
    expect(redact('a$&b.*c', ['$&b.*'])).toBe('a***c');
  });

  it('takes out what stands behind a name although a value stands within the name', () => {
    const text = '{"refresh_token":"CANARY","errmsg":"refresh"}';
    expect(redact(text, ['r', 'fresh'])).not.toContain('CANARY');
    expect(redact('a refresh', ['r'])).toBe('a refresh');
  });

  it.each([
    ['a query', 'GET /cgi-bin/user/info?access_token=CANARY&openid=o1', 'openid=o1'],
    ['JSON', '{"access_token":"CANARY","expires_in":7200}', '"expires_in":7200'],
    ['JSON with blanks', '{ "access_token" : "CANARY" , "expires_in": 7200 }', '7200'],
    ['XML-like text', 'secret=CANARY</a>', '</a>'],
    ['an escaped query', 'access_token%3DCANARY&x=1', 'x=1'],
    ['a refresh token', 'refresh_token=CANARY x', ' x'],
    ['an app secret', 'appsecret: CANARY, x', ', x'],
    ['an app secret with an underscore', 'app_secret=CANARY&x', '&x'],
    ['a session key', '"session_key":"CANARY"', 'session_key'],
    ['a ticket', 'ticket=CANARY&x', '&x'],
    ['an encodingAESKey', 'encodingAESKey=CANARY&x', '&x'],
    ['the key of an export', '{"encoding_aeskey":"CANARY","block_size":1}', '"block_size":1'],
    ['an API key', 'apiV3Key=CANARY&x', '&x'],
    ['capitals', 'ACCESS_TOKEN=CANARY&x', '&x'],
  ])('takes out whatever stands behind a name that means a secret: %s', (_what, text, kept) => {
    const clean = redact(text);
    expect(clean).not.toContain('CANARY');
    expect(clean).toContain('***');
    expect(clean).toContain(kept);
  });

  it.each([
    'invalid credential, access_token is invalid or not latest',
    'invalid ip 1.2.3.4, not in whitelist',
    '',
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('secretTexts', () => {
  it('are those that were given, whatever an environment left out', () => {
    expect(secretTexts('a', undefined, '', null, 'b')).toEqual(['a', 'b']);
    expect(secretTexts('a', { token: 'b', encodingAESKey: undefined })).toEqual(['a', 'b']);
    expect(secretTexts(undefined)).toEqual([]);
  });
});
