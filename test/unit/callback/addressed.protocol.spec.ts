import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AddressedProtocol } from '../../../lib/callback/index.js';
import { WeChatApiError, WeChatDecryptError, WeChatSignatureError } from '../../../lib/common/index.js';
import { failureOf } from '../failure.js';
import { KEY, NOW, protocolOf, pushOf, SCAN, TEXT } from './push.maker.js';

const sealed = (tree: object = TEXT) => pushOf({ mode: 'encrypted', tree });
const open = async (originalId: () => Promise<string>, request = sealed()) =>
  new AddressedProtocol(protocolOf({ encodingAESKey: KEY }), originalId).open(request);

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('AddressedProtocol', () => {
  it('opens what is addressed to its account', async () => {
    for (const tree of [TEXT, SCAN])
      expect((await open(async () => 'gh_1', sealed(tree))).message).toEqual(tree);
  });

  it('asks once, and opens at once from then on', async () => {
    const originalId = jest.fn(async () => 'gh_1');
    const protocol = new AddressedProtocol(protocolOf({ encodingAESKey: KEY }), originalId);
    await protocol.open(sealed());
    expect(protocol.open(sealed())).toMatchObject({ kind: 'message', name: 'text' });
    expect(() => protocol.open(sealed({ ...TEXT, ToUserName: 'gh_2' }))).toThrow(WeChatDecryptError);
    expect(originalId).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => Promise<string>, object]>([
    ['another account', async () => 'gh_2', TEXT],
    ['nobody', async () => 'gh_1', { ...TEXT, ToUserName: undefined }],
    ['two', async () => 'gh_1', { ...TEXT, ToUserName: ['gh_1', 'gh_1'] }],
    ['the account in other letters', async () => 'gh_1', { ...TEXT, ToUserName: 'GH_1' }],
    ['the platform: news of its own', async () => 'gh_1', { AppId: 'wx1', InfoType: 'unauthorized' }],
  ])('refuses what was sealed for %s', async (_what, originalId, tree) => {
    const failure = await failureOf(open(originalId, sealed(tree)));
    expect(failure).toBeInstanceOf(WeChatDecryptError);
    expect(failure.message).not.toContain('gh_');
  });

  it('judges by what was sealed, not by what stands beside it', async () => {
    const request = sealed({ ...TEXT, ToUserName: 'gh_2' });
    expect(request.rawBody.toString()).toContain('gh_1');
    expect(await failureOf(open(async () => 'gh_1', request))).toBeInstanceOf(WeChatDecryptError);
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
    const request = {
      method: 'GET',
      query: { ...query, echostr: '593' },
      headers: {},
      rawBody: Buffer.alloc(0),
    };
    const protocol = new AddressedProtocol(protocolOf(), async () => 'gh_1');
    expect(protocol.verifyUrl(request).body).toBe('593');
    const forged = { ...request, query: { ...request.query, signature: 'a'.repeat(40) } };
    expect(() => protocol.verifyUrl(forged)).toThrow(WeChatSignatureError);
  });
});
