import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AddressedProtocol } from '../../../lib/callback/index.js';
import { WeChatApiError, WeChatDecryptError, WeChatSignatureError } from '../../../lib/common/index.js';
import { failureOf } from '../failure.js';
import { KEY, NOW, protocolOf, pushOf, SCAN, TEXT } from './push.maker.js';

const sealed = (tree: object = TEXT) => pushOf({ mode: 'encrypted', tree });
const open = async (originalId: () => string | Promise<string>, request = sealed()) =>
  new AddressedProtocol(protocolOf({ encodingAESKey: KEY }), originalId).open(request);

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('AddressedProtocol', () => {
  it.each([
    ['known', () => 'gh_1'],
    ['still to be asked for', async () => 'gh_1'],
  ])('opens what is addressed to its account, whose original id is %s', async (_what, originalId) => {
    for (const tree of [TEXT, SCAN]) {
      expect((await open(originalId, sealed(tree))).message).toEqual(tree);
    }
  });

  it('opens at once where the original id is known: no push waits for nothing', () => {
    const protocol = new AddressedProtocol(protocolOf({ encodingAESKey: KEY }), () => 'gh_1');
    expect(protocol.open(sealed())).toMatchObject({ kind: 'message', name: 'text' });
  });

  it.each<[string, () => string | Promise<string>, object]>([
    ['another account', () => 'gh_2', TEXT],
    ['another account, as WeChat says', async () => 'gh_2', TEXT],
    ['nobody', () => 'gh_1', { ...TEXT, ToUserName: undefined }],
    ['two', () => 'gh_1', { ...TEXT, ToUserName: ['gh_1', 'gh_1'] }],
    ['the account in other letters', () => 'gh_1', { ...TEXT, ToUserName: 'GH_1' }],
    ['the platform: news of its own', () => 'gh_1', { AppId: 'wx1', InfoType: 'unauthorized' }],
  ])('refuses what was sealed for %s', async (_what, originalId, tree) => {
    const failure = await failureOf(open(originalId, sealed(tree)));
    expect(failure).toBeInstanceOf(WeChatDecryptError);
    expect(failure.message).not.toContain('gh_');
  });

  it('judges by what was sealed, not by what stands beside it', async () => {
    const request = sealed({ ...TEXT, ToUserName: 'gh_2' });
    expect(request.rawBody.toString()).toContain('gh_1');
    expect(await failureOf(open(() => 'gh_1', request))).toBeInstanceOf(WeChatDecryptError);
  });

  it('asks nobody about a push that is not to be trusted', async () => {
    const originalId = jest.fn(async () => 'gh_1');
    const forged = pushOf({ mode: 'encrypted', token: 'other' });
    expect(await failureOf(open(originalId, forged))).toBeInstanceOf(WeChatSignatureError);
    expect(originalId).not.toHaveBeenCalled();
  });

  it('throws what the question about its account was answered with', async () => {
    const refused = new WeChatApiError({
      client: 'platform',
      route: 'x',
      errcode: 61003,
      errmsg: '',
      retryable: false,
    });
    expect(await failureOf(open(() => Promise.reject(refused)))).toBe(refused);
  });

  it('answers the check of the address as the platform does', () => {
    const { query } = pushOf();
    const request = { method: 'GET', query: { ...query, echostr: '593' }, rawBody: Buffer.alloc(0) };
    const protocol = new AddressedProtocol(protocolOf(), () => 'gh_1');
    expect(protocol.verifyUrl(request).body).toBe('593');
    const forged = { ...request, query: { ...request.query, signature: 'a'.repeat(40) } };
    expect(() => protocol.verifyUrl(forged)).toThrow(WeChatSignatureError);
  });
});
