import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ApiClient } from './api.client.js';
import { setStage } from './stage.js';

const JSAPI = '/cgi-bin/ticket/getticket?type=jsapi';
const CARD = '/cgi-bin/ticket/getticket?type=wx_card';

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/** As the official documentation signs a page. */
function signPage(ticket: string, url: string) {
  const [timestamp, nonceStr] = [1_414_587_457, 'Wm3WZYTPz0wzccnW'];
  const signature = sha1(`jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`);
  return { url, timestamp, nonceStr, signature };
}

describe('a ticket', () => {
  it('stays the same until five minutes before its end, while its remaining life shrinks', async () => {
    const { api, sandbox } = await setStage();
    const first = await api.get(JSAPI);
    expect(first).toMatchObject({
      errcode: 0,
      expires_in: 7200,
      ticket: expect.stringMatching(/^[\w-]{86}$/),
    });
    sandbox.advance(6800);
    const again = await api.get(JSAPI);
    expect(again['ticket']).toBe(first['ticket']);
    expect(again['expires_in']).toBeLessThanOrEqual(400);
    sandbox.advance(101);
    await api.login();
    const next = await api.get(JSAPI);
    expect(next['ticket']).not.toBe(first['ticket']);
    expect(next['expires_in']).toBe(7200);
  });

  it('lives as long as the account says', async () => {
    const { api, shop, sandbox } = await setStage({ ticketLife: 60 });
    const first = await api.get(JSAPI);
    expect(first['expires_in']).toBe(60);
    expect((await api.get(JSAPI))['ticket']).toBe(first['ticket']);
    sandbox.advance(61);
    expect(shop.checkJsSdk(signPage(String(first['ticket']), 'https://example.com/'))).toBe(false);
    expect((await api.get(JSAPI))['ticket']).not.toBe(first['ticket']);
  });

  it('for cards is another one, and both are counted', async () => {
    const { api, shop } = await setStage();
    const [page, card] = [await api.get(JSAPI), await api.get(CARD)];
    await api.get(CARD);
    expect(card['ticket']).not.toBe(page['ticket']);
    expect(shop.ticketFetches).toEqual({ jsapi: 1, wx_card: 2 });
  });

  it('belongs to one account', async () => {
    const { api, sandbox, shop } = await setStage();
    const other = sandbox.officialAccount();
    const { ticket } = await (await new ApiClient(sandbox, other).login()).get(JSAPI);
    const signed = signPage(String(ticket), 'https://example.com/');
    expect(other.checkJsSdk(signed)).toBe(true);
    expect(shop.checkJsSdk(signed)).toBe(false);
    expect(api.token).not.toBe('');
  });
});

describe('the signature of a page', () => {
  const url = 'https://example.com/page?a=1&b=%E4%B8%AD';

  it('is right with a living ticket, whatever follows the hash', async () => {
    const { api, shop, sandbox } = await setStage();
    const signed = signPage(String((await api.get(JSAPI))['ticket']), url);
    expect(shop.checkJsSdk(signed)).toBe(true);
    expect(shop.checkJsSdk({ ...signed, url: `${url}#part` })).toBe(true);
    expect(shop.checkJsSdk({ ...signed, timestamp: String(signed.timestamp) })).toBe(true);
    sandbox.advance(7000);
    await api.login();
    await api.get(JSAPI);
    expect(shop.checkJsSdk(signed)).toBe(true);
    sandbox.advance(201);
    expect(shop.checkJsSdk(signed)).toBe(false);
  });

  it.each([
    ['another page', { url: 'https://example.com/other' }],
    ['another second', { timestamp: 1 }],
    ['another nonce', { nonceStr: 'wm3WZYTPz0wzccnW' }],
    ['an empty signature', { signature: '' }],
    ['a signature of nothing', { signature: sha1('') }],
  ])('is wrong for %s', async (_, change) => {
    const { api, shop } = await setStage();
    const signed = signPage(String((await api.get(JSAPI))['ticket']), url);
    expect(shop.checkJsSdk({ ...signed, ...change })).toBe(false);
  });
});
