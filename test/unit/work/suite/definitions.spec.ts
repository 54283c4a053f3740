import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../../lib/common/index.js';
import { workProvider, workSuite } from '../../../../lib/work/index.js';
import { roomsOf } from './rooms.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const SUITE = {
  suiteId: 'ww1',
  suiteSecret: 'CANARY.suite-secret',
  providerCorpId: 'ww2',
  token: 'CANARY.token',
  encodingAESKey: KEY,
};
const PROVIDER = { corpId: 'ww2', providerSecret: 'CANARY.provider-secret' };

describe('workSuite()', () => {
  it.each<[string, unknown, RegExp]>([
    ['no options', undefined, /workSuite\(\) was given no options/],
    ['no suiteId', { ...SUITE, suiteId: undefined }, /suiteId is missing/],
    ['a suiteId with a blank', { ...SUITE, suiteId: ' ww1' }, /suiteId is missing/],
    ['a suiteId that is none', { ...SUITE, suiteId: 'ww/1' }, /suiteId/],
    ['no suiteSecret', { ...SUITE, suiteSecret: '' }, /suiteSecret is missing/],
    ['no providerCorpId', { ...SUITE, providerCorpId: undefined }, /providerCorpId is missing/],
    ['no token', { ...SUITE, token: undefined }, /token is missing/],
    ['no encodingAESKey', { ...SUITE, encodingAESKey: undefined }, /encodingAESKey is missing/],
    ['a key that is too short', { ...SUITE, encodingAESKey: 'abc' }, /encodingAESKey/],
    ['a tolerance that is none', { ...SUITE, timestampTolerance: -1 }, /timestampTolerance/],
    ['a host that is none', { ...SUITE, baseUrls: { api: 'qyapi' } }, /baseUrls\.api/],
    ['a time-out that is none', { ...SUITE, http: { timeout: -1 } }, /http\.timeout/],
  ])('refuses %s at start-up', (_what, options, message) => {
    const create = (): unknown => workSuite(options as typeof SUITE).create('crm', roomsOf());
    expect(create).toThrow(WeChatConfigError);
    expect(create).toThrow(message);
    expect(create).toThrow(/"crm"/);
    expect(create).not.toThrow(/CANARY/);
  });

  it('has a token, a callback, a login and corporations', () => {
    const { client, tokens, callback, login, accounts } = workSuite(SUITE).create('crm', roomsOf());
    expect([client.kind, client.id, client.suiteId]).toEqual(['work-suite', 'ww1', 'ww1']);
    expect(Object.values(tokens).map(({ key }) => key)).toEqual(['ww1:suite_access_token']);
    expect([callback, login, accounts].every(Boolean)).toBe(true);
  });
});

describe('workProvider()', () => {
  it.each<[string, unknown, RegExp]>([
    ['no options', undefined, /workProvider\(\) was given no options/],
    ['no corpId', { ...PROVIDER, corpId: undefined }, /corpId is missing/],
    ['no providerSecret', { ...PROVIDER, providerSecret: '' }, /providerSecret is missing/],
    ['a token without a key', { ...PROVIDER, token: 'CANARY.token' }, /belong together/],
  ])('refuses %s at start-up', (_what, options, message) => {
    const create = (): unknown => workProvider(options as typeof PROVIDER).create('provider', roomsOf());
    expect(create).toThrow(WeChatConfigError);
    expect(create).toThrow(message);
    expect(create).not.toThrow(/CANARY/);
  });

  it('is called back where there are keys, and lives beside a corporation of the same corpid', () => {
    const { client, callback } = workProvider(PROVIDER).create('provider', roomsOf());
    expect([client.id, client.corpId, callback]).toEqual(['provider:ww2', 'ww2', undefined]);
    const keys = { token: 't', encodingAESKey: KEY };
    expect(workProvider({ ...PROVIDER, ...keys }).create('provider', roomsOf()).callback).toBeDefined();
  });
});
