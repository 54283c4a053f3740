import { describe, expect, it } from '@jest/globals';
import { hintFor } from '../../../lib/http/errcode.hints.js';
import { workHintFor } from '../../../lib/http/index.js';

describe('workHintFor', () => {
  it.each([
    -1, 40001, 40013, 40014, 40056, 40058, 40068, 40078, 40082, 40084, 40085, 41001, 42001, 42009, 45009,
    45033, 48002, 50001, 60011, 60111, 60123, 81013, 82001, 84061, 84074, 86003, 90466, 93000, 95001, 95018,
    301025, 400028,
  ])('knows what to do about %d, and where to read on', (errcode) => {
    const known = workHintFor(errcode, 'some message');
    expect(known?.hint.length).toBeGreaterThan(10);
    expect(known?.hint).not.toMatch(/[{}]/);
    expect(known?.docs).toMatch(/^https:\/\/developer\.work\.weixin\.qq\.com\/document\/path\/\d+$/);
  });

  it.each([
    [
      'not allow to access from your ip, hint: [1787373915609110759172198], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=60020',
      '203.0.113.7',
    ],
    [
      'not allow to access from your ip, hint: [17], from ip: 240e:3b7:3272:f1c0::7, more info at …',
      '240e:3b7:3272:f1c0::7',
    ],
    ['not allow to access from your ip', "this server's IP"],
  ])('names the IP of 60020 in %j', (errmsg, ip) => {
    expect(workHintFor(60020, errmsg)?.hint).toContain(`Add ${ip} to`);
  });

  it('does not say what the numbers mean on the official platform', () => {
    for (const errcode of [40003, 40066, 42001, 45009, 50001, 50002])
      expect(workHintFor(errcode, '')?.docs).not.toBe(hintFor(errcode, '')?.docs);
    expect(workHintFor(61007, '')).toBeUndefined();
  });

  it.each([0, 99999, 4294967295])('says nothing of %d', (errcode) => {
    expect(workHintFor(errcode, '')).toBeUndefined();
  });
});
