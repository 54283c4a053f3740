import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sha1, sha1Signature } from '../../../lib/crypto/index.js';
import { JsSdkService } from '../../../lib/js-sdk/index.js';
import { pageUrl, signCard, signPage, stringToSign } from '../../../lib/js-sdk/js-sdk.signature.js';

interface Vector {
  name: string;
  kind: 'jssdk-signature' | 'card-signature';
  input: Record<string, string> & { timestamp: never };
  expected: { signature: string; string1?: string };
}

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/js-sdk.json', import.meta.url), 'utf8'),
) as Vector[];
const serviceOf = (tickets: Partial<Record<string, string>> = {}) =>
  new JsSdkService('wx1', (key) => tickets[key] ?? `CANARY-${key}`);

afterEach(() => {
  jest.useRealTimers();
});

describe('The signatures of JS-SDK', () => {
  it.each(vectors.filter(({ kind }) => kind === 'jssdk-signature'))(
    'are those of $name',
    ({ input, expected }) => {
      const facts = {
        url: pageUrl(input.url as string),
        nonceStr: input.noncestr as string,
        timestamp: Number(input.timestamp),
      };
      expect(signPage(input.jsapi_ticket as string, facts)).toBe(expected.signature);
      if (expected.string1) expect(stringToSign(input.jsapi_ticket as string, facts)).toBe(expected.string1);
    },
  );

  it.each(vectors.filter(({ kind }) => kind === 'card-signature'))(
    'are those of $name',
    ({ input, expected }) => {
      const { api_ticket = '', ...values } = input;
      expect(signCard(api_ticket, ...Object.values<string>(values))).toBe(expected.signature);
    },
  );

  it('do not change with the order in which the values of a card are given', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (values) => {
        expect(signCard('t', ...values)).toBe(signCard('t', ...values.toReversed()));
      }),
    );
  });
});

describe('JsSdkService', () => {
  it('signs a page for wx.config, its hash left out', async () => {
    jest.useFakeTimers({ now: 1_700_000_000_900 });
    const config = await serviceOf().config('https://shop.example.com/a?b=商#/route', {
      jsApiList: ['chooseImage'],
      openTagList: ['wx-open-launch-weapp'],
    });
    expect(config).toEqual({
      debug: false,
      appId: 'wx1',
      timestamp: 1_700_000_000,
      nonceStr: expect.stringMatching(/^[0-9a-f]{16}$/),
      signature: sha1(
        `jsapi_ticket=CANARY-js_api_ticket&noncestr=${config.nonceStr}&timestamp=1700000000&url=https://shop.example.com/a?b=商`,
      ),
      jsApiList: ['chooseImage'],
      openTagList: ['wx-open-launch-weapp'],
    });
    const again = await serviceOf().config('https://shop.example.com/', { jsApiList: [], debug: true });
    expect(again.nonceStr).not.toBe(config.nonceStr);
    expect(again.debug).toBe(true);
  });

  it.each(['/orders', 'shop.example.com', 'file:///etc/passwd', '', 'https://', '#x', 'javascript:alert(1)'])(
    'refuses %j as an address',
    async (url) => {
      await expect(serviceOf().config(url, { jsApiList: [] })).rejects.toThrow(TypeError);
      await expect(serviceOf().explain(url)).rejects.toThrow(TypeError);
    },
  );

  it('explains what is signed without showing the ticket', async () => {
    const service = serviceOf();
    const explanation = await service.explain('https://a.b/c#d');
    expect(explanation.url).toBe('https://a.b/c');
    expect(explanation.signed).toMatch(
      /^jsapi_ticket=#[0-9a-f]{8}&noncestr=[0-9a-f]{16}&timestamp=\d{10}&url=https:\/\/a\.b\/c$/,
    );
    expect(explanation).not.toHaveProperty('isRight');
    expect(inspect([explanation, service], { depth: 9, showHidden: true })).not.toContain('CANARY');
  });

  it('tells whether a signature is right, and for which address it would have been', async () => {
    const service = serviceOf();
    const given = await service.config('http://a.b/c?x=1', { jsApiList: [] });
    expect(await service.explain('http://a.b/c?x=1#hash', given)).toMatchObject({ isRight: true });
    expect(await service.explain('https://a.b/c?x=1', given)).toMatchObject({
      isRight: false,
      isRightFor: 'http://a.b/c?x=1',
    });
    const bare = await service.config('https://a.b/c', { jsApiList: [] });
    expect(await service.explain('https://a.b/c?from=singlemessage', bare)).toMatchObject({
      isRight: false,
      isRightFor: 'https://a.b/c',
    });
    const wrong = await service.explain('https://other.example/', given);
    expect(wrong.isRight).toBe(false);
    expect(wrong).not.toHaveProperty('isRightFor');
  });

  it.each(['https://a.b/\ud800', 'https://a.b/%E0%A4%A'])('explains %j as it signs it', async (url) => {
    const service = serviceOf();
    const given = await service.config(url, { jsApiList: [] });
    expect(await service.explain(url, given)).toMatchObject({ isRight: true });
  });

  it('signs a card for wx.addCard', async () => {
    const { cardId, cardExt } = await serviceOf().addCard({
      cardId: 'pCARD',
      openid: 'o1',
      outerStr: '海报',
    });
    const ext = JSON.parse(cardExt) as Record<string, string>;
    expect(cardId).toBe('pCARD');
    expect(ext).toEqual({
      openid: 'o1',
      timestamp: expect.stringMatching(/^\d{10}$/),
      nonce_str: expect.stringMatching(/^[0-9a-f]{16}$/),
      outer_str: '海报',
      signature: sha1Signature(
        'CANARY-wx_card_ticket',
        ext.timestamp as string,
        ext.nonce_str as string,
        'pCARD',
        'o1',
      ),
    });
    const coded = JSON.parse(
      (await serviceOf().addCard({ cardId: 'p', code: 'c', fixedBeginTimestamp: 5 })).cardExt,
    ) as object;
    expect(coded).toMatchObject({ code: 'c', fixed_begintimestamp: 5 });
    expect(coded).not.toHaveProperty('openid');
  });

  it('signs a choice for wx.chooseCard', async () => {
    const choice = await serviceOf().chooseCard({ cardType: 'GROUPON' });
    expect(choice).toEqual({
      shopId: '',
      cardType: 'GROUPON',
      cardId: '',
      timestamp: expect.any(Number),
      nonceStr: expect.any(String),
      signType: 'SHA1',
      cardSign: sha1Signature(
        'CANARY-wx_card_ticket',
        'wx1',
        String(choice.timestamp),
        choice.nonceStr,
        'GROUPON',
      ),
    });
  });
});
