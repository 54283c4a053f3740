import { describe, expect, it } from '@jest/globals';
import { hintFor } from '../../../lib/http/errcode.hints.js';

describe('hintFor', () => {
  it.each([
    -1, 40001, 40003, 40013, 40014, 40125, 40164, 41001, 42001, 43004, 45009, 45011, 45015, 45047, 47001,
    48001, 50001, 50002,
  ])('knows what to do about %d, and where to read on', (errcode) => {
    const known = hintFor(errcode, 'some message');
    expect(known?.hint.length).toBeGreaterThan(10);
    expect(known?.hint).not.toMatch(/[{}]/);
    expect(known?.docs).toMatch(/^https:\/\/developers\.weixin\.qq\.com\/doc\//);
  });

  it.each([
    ['invalid ip 203.0.113.7, not in whitelist rid: 6123-4567', '203.0.113.7'],
    ['invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist', '203.0.113.7'],
    ['invalid ip 240e:3b7:3272:f1c0::7, not in whitelist', '240e:3b7:3272:f1c0::7'],
    ['not in whitelist', "this server's IP"],
    ['invalid ip $&, not in whitelist', "this server's IP"],
  ])('names the IP of 40164 in %j', (errmsg, ip) => {
    expect(hintFor(40164, errmsg)?.hint).toContain(`Add ${ip} to`);
  });

  it.each([0, 99999, 4294967295])('says nothing of %d', (errcode) => {
    expect(hintFor(errcode, '')).toBeUndefined();
  });
});
