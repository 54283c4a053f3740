import { gzipSync } from 'node:zlib';
import { inspect } from 'node:util';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import {
  WeChatConfigError,
  WeChatHttpError,
  WeChatPayError,
  WeChatSignatureError,
  writeXml,
} from '../../../../lib/common/index.js';
import type { PayV2Route } from '../../../../lib/pay/v2/v2.api.js';
import { failureOf } from '../../failure.js';
import { APP_ID, declare, MCH_ID, setV2Stage, signV2, V2_KEY } from './v2.stage.js';

const NUMBERS = { appid: APP_ID, out_trade_no: 'coffee-1' };
const QUERY = 'POST /pay/orderquery';
const ORDER = {
  ...NUMBERS,
  body: '一杯咖啡',
  total_fee: 1,
  spbill_create_ip: '127.0.0.1',
  trade_type: 'NATIVE',
  notify_url: 'https://shop.example.com/wechat/pay',
};
const MICROPAY = {
  ...NUMBERS,
  body: 'x',
  total_fee: 1,
  spbill_create_ip: '127.0.0.1',
  auth_code: '130000000000000000',
};
const refused = (err_code: string) => ({ result_code: 'FAIL', err_code, err_code_des: '说明' });

describe('A v2 call', () => {
  it('goes out as XML with merchant, nonce and signature, over what is sent', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => ({ prepay_id: 'wx1' });
    const answer = await shop.v2.request('POST /pay/unifiedorder', {
      body: { ...ORDER, detail: undefined, attach: 'a]]>b & <c>', scene_info: '' },
    });
    expect(answer.prepay_id).toBe('wx1');
    const { last } = server;
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/pay/unifiedorder' });
    expect(request?.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(last).toEqual({
      ...ORDER,
      total_fee: '1',
      attach: 'a]]>b & <c>',
      mch_id: MCH_ID,
      sign_type: 'HMAC-SHA256',
      nonce_str: expect.stringMatching(/^[0-9a-f]{32}$/),
      sign: signV2(last),
    });
  });

  it('has a nonce of its own each time, and no number of the caller in its place', async () => {
    const { server, shop } = await setV2Stage();
    const body = { ...NUMBERS, nonce_str: 'mine', sign: 'mine', mch_id: '1' } as typeof NUMBERS;
    await shop.v2.request(QUERY, { body });
    await shop.v2.request(QUERY, { body });
    expect(new Set(server.asked.map(({ nonce_str }) => nonce_str)).size).toBe(2);
    for (const asked of server.asked) expect(asked).toMatchObject({ mch_id: MCH_ID, sign: signV2(asked) });
  });

  it('is signed with MD5 when the call says so, and believed only so', async () => {
    const { server, shop } = await setV2Stage();
    const body = { ...NUMBERS, sign_type: 'MD5' };
    await shop.v2.request(QUERY, { body });
    expect(server.last).toMatchObject({ sign_type: 'MD5', sign: signV2(server.last, V2_KEY, 'MD5') });
    server.page = () => server.signed({}, 'HMAC-SHA256');
    await expect(shop.v2.request(QUERY, { body })).rejects.toThrow(WeChatSignatureError);
  });

  it('says nothing of sign_type where the page knows none', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => writeXml({ return_code: 'SUCCESS', result_code: 'SUCCESS', status: 'SENT' });
    const body = { appid: APP_ID, mch_billno: '1', bill_type: 'MCHT' };
    await shop.v2.request('POST /mmpaymkttransfers/gethbinfo', { body });
    expect(server.last).not.toHaveProperty('sign_type');
    expect(server.last['sign']).toBe(signV2(server.last, V2_KEY, 'MD5'));
  });

  it('keeps what is not signed in its query, and signs the query where there is no body', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () =>
      writeXml({ return_code: 'SUCCESS', result_code: 'SUCCESS', redirect_url: 'https://x' });
    await shop.v2.request('POST /secapi/mch/submchmanage', {
      query: { action: 'query' },
      body: { appid: APP_ID, page_index: '1' },
    });
    expect(String(server.requests[0]?.query)).toBe('action=query');
    expect(server.last).not.toHaveProperty('action');
    await shop.v2.requestUntyped('GET /papay/h5entrustweb', { query: { appid: APP_ID, plan_id: 12 } });
    const { sign, ...asked } = Object.fromEntries(server.requests[1]?.query ?? []);
    expect(asked).toEqual({ appid: APP_ID, plan_id: '12', mch_id: MCH_ID });
    expect(sign).toBe(signV2(asked));
  });

  it.each([
    ['mchid', 'POST /mmpaymkttransfers/promotion/transfers'],
    ['combine_mch_id', 'POST /pay/querycombinedorder'],
  ] as const)('names its merchant in %s where the page does', async (field, route) => {
    const { server, shop } = await setV2Stage();
    await shop.v2.requestUntyped(route, { body: {} });
    expect(server.last).toMatchObject({ [field]: MCH_ID });
    expect(server.last).not.toHaveProperty('mch_id');
  });

  it.each([
    'POST /papay/querycontract',
    'POST /cgi-bin/mch/customs/customdeclarequery',
    'POST /pay/queryexchagerate',
  ])('has no nonce where the page knows none: %s', async (route) => {
    const { server, shop } = await setV2Stage();
    await shop.v2.requestUntyped(route as PayV2Route, { body: { appid: APP_ID } });
    expect(server.last).not.toHaveProperty('nonce_str');
    expect(server.last['sign']).toBe(signV2(server.last, V2_KEY, server.last['sign_type'] ?? 'MD5'));
  });

  it('uploads a file that is not signed beside fields that are', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => ({ media_id: 'm' });
    const content = Buffer.from('picture');
    await shop.v2.request('POST /secapi/mch/uploadmedia', {
      body: { media_hash: 'h' },
      files: { media: { content, filename: 'a.png', contentType: 'image/png' } },
    });
    const fields = { mch_id: MCH_ID, media_hash: 'h' };
    expect(server.last).toEqual({ ...fields, media: 'picture', sign: signV2(fields, V2_KEY, 'MD5') });
  });

  it.each([
    ['an amount with parts', { ...ORDER, total_fee: 0.5 }],
    ['an order with a blank', { ...ORDER, out_trade_no: 'a b' }],
    ['another way of signing', { ...ORDER, sign_type: 'SHA1' }],
  ])('is not made with %s', async (_what, body) => {
    const { server, shop } = await setV2Stage();
    await expect(shop.v2.request('POST /pay/unifiedorder', { body })).rejects.toThrow(RangeError);
    expect(server.requests).toHaveLength(0);
  });

  it('ends when its signal says so', async () => {
    const { shop } = await setV2Stage();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(shop.v2.request(QUERY, { body: NUMBERS, signal })).rejects.toThrow('enough');
  });
});

describe('The answer to a v2 call', () => {
  const ask = async (answer: string | ((signed: (fields: object) => string) => string)) => {
    const { server, shop } = await setV2Stage();
    server.page = () =>
      typeof answer === 'string'
        ? answer
        : answer((fields) => server.signed(fields as Record<string, string>));
    return shop.v2.request(QUERY, { body: NUMBERS });
  };

  it('is a tree of texts', async () => {
    const answer = await ask((signed) =>
      signed({ trade_state: 'SUCCESS', total_fee: '0012', coupon_id_0: '1' }),
    );
    expect(answer).toMatchObject({ trade_state: 'SUCCESS', total_fee: '0012', coupon_id_0: '1' });
  });

  it.each([
    ['without a signature', (signed: string) => signed.replace(/<sign>.*<\/sign>/, '')],
    ['altered', (signed: string) => signed.replace('NOTPAY', 'SUCCESS')],
    ['with a field more', (signed: string) => signed.replace('<xml>', '<xml><a>1</a>')],
    [
      'with an element within an element',
      (signed: string) => signed.replace('<xml>', '<xml><a><b>1</b></a>'),
    ],
    [
      'signed with another key',
      () => writeXml({ return_code: 'SUCCESS', sign: signV2({ return_code: 'SUCCESS' }, 'x') }),
    ],
    [
      'signed with MD5 though HMAC-SHA256 was asked for',
      () => writeXml({ return_code: 'SUCCESS', sign: signV2({ return_code: 'SUCCESS' }, V2_KEY, 'MD5') }),
    ],
  ])('is not believed %s', async (_what, alter) => {
    const error = await failureOf(ask((signed) => alter(signed({ trade_state: 'NOTPAY' }))));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toMatch(/^shop: the answer to POST \/pay\/orderquery is not to be believed/);
  });

  it('that refuses the business is an error with WeChat Pay’s words, and a cure', async () => {
    const error = await failureOf<WeChatPayError>(ask((signed) => signed(refused('ORDERNOTEXIST'))));
    expect(error).toBeInstanceOf(WeChatPayError);
    expect(error).toMatchObject({
      client: 'shop',
      route: QUERY,
      status: 200,
      errcode: 'ORDERNOTEXIST',
      errmsg: '说明',
      retryable: false,
      hint: expect.any(String),
    });
  });

  it('that refuses the business is believed only when it is signed', async () => {
    const forged = writeXml({ return_code: 'SUCCESS', ...refused('ORDERNOTEXIST') });
    await expect(ask(forged)).rejects.toThrow(WeChatSignatureError);
  });

  it('that refuses the delivery carries no signature', async () => {
    const error = await failureOf<WeChatPayError>(
      ask(writeXml({ return_code: 'FAIL', return_msg: `签名错误 ${V2_KEY}` })),
    );
    expect(error).toMatchObject({ errcode: 'FAIL', hint: expect.stringContaining('APIv2密钥') });
    expect(error.errmsg).toMatch(/^签名错误/);
    expect(inspect(error)).not.toContain(V2_KEY);
  });

  it.each([
    ['empty', ''],
    ['a web page', '<html><body>502</body></html>'],
    ['JSON', '{"return_code":"SUCCESS"}'],
    ['cut short', '<xml><return_code>SUCC'],
    ['of nothing', '<xml></xml>'],
    ['with a DOCTYPE', `<!DOCTYPE xml>${writeXml({ return_code: 'SUCCESS' })}`],
  ])('that is %s is none of WeChat Pay’s', async (_what, text) => {
    await expect(ask(text)).rejects.toThrow(WeChatHttpError);
  });
});

describe('A v2 call that fails in passing', () => {
  const failing = async (times: number, answer: object = refused('SYSTEMERROR')) => {
    const stage = await setV2Stage();
    stage.server.page = () => (stage.server.requests.length <= times ? { ...answer } : { recall: 'N' });
    return stage;
  };

  it('is repeated when it only reads: the same fields, another nonce and signature', async () => {
    const { server, shop } = await failing(1);
    await shop.v2.request(QUERY, { body: NUMBERS });
    const [first, second] = server.asked as [Record<string, string>, Record<string, string>];
    expect(server.asked).toHaveLength(2);
    expect({ ...second, nonce_str: '', sign: '' }).toEqual({ ...first, nonce_str: '', sign: '' });
    expect(second['nonce_str']).not.toBe(first['nonce_str']);
    expect(second['sign']).toBe(signV2(second));
  });

  it.each([
    ['the number of an order', 'POST /pay/unifiedorder', ORDER],
    [
      'the number of a refund',
      'POST /secapi/pay/refund',
      { ...NUMBERS, out_refund_no: 'r', total_fee: 1, refund_fee: 1 },
    ],
    ['the nature of a reversal', 'POST /secapi/pay/reverse', NUMBERS],
  ] as const)('is repeated when %s makes it safe', async (_what, route, body) => {
    const { server, shop } = await failing(2);
    await shop.v2.requestUntyped(route, { body });
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    ['a payment by code', 'POST /pay/micropay', MICROPAY],
    ['a contract’s end', 'POST /papay/deletecontract', { appid: APP_ID }],
    ['what the catalogue does not know', 'POST /pay/somethingnew', NUMBERS],
  ])('is not repeated: %s', async (_what, route, body) => {
    const { server, shop } = await failing(1);
    await expect(shop.v2.requestUntyped(route as PayV2Route, { body })).rejects.toMatchObject({
      errcode: 'SYSTEMERROR',
      retryable: true,
    });
    expect(server.asked).toHaveLength(1);
  });

  it.each(['NOTENOUGH', 'ORDERNOTEXIST', 'USERPAYING', 'PROCESSING'])(
    'is not repeated for %s, which does not pass by itself',
    async (code) => {
      const { server, shop } = await failing(1, refused(code));
      await expect(shop.v2.request(QUERY, { body: NUMBERS })).rejects.toMatchObject({ errcode: code });
      expect(server.asked).toHaveLength(1);
    },
  );
});

describe('A bill of v2', () => {
  const BILL = '\uFEFF交易时间,公众账号ID\r\n`2014-11-10，`wx1\r\n';
  const body = { appid: APP_ID, bill_date: '20141110', bill_type: 'ALL' };
  const ROUTE = 'POST /pay/downloadbill';
  const serve = async (bill: string | Buffer) => {
    const { server, shop } = await setV2Stage();
    server.page = () => bill;
    return shop;
  };

  it.each([
    ['as text', BILL],
    ['gzipped', gzipSync(BILL)],
    ['that is short', '<'],
  ])('comes %s, whole or as a stream', async (_what, bill) => {
    const shop = await serve(bill);
    expect(await shop.v2.request(ROUTE, { body })).toEqual(Buffer.from(bill));
    expect(await buffer(await shop.v2.stream(ROUTE, { body }))).toEqual(Buffer.from(bill));
  });

  it('that is long comes as a stream, and may be left unread', async () => {
    const long = `${BILL}${'x'.repeat(5_000_000)}`;
    const shop = await serve(long);
    expect(await buffer(await shop.v2.stream(ROUTE, { body }))).toHaveLength(Buffer.byteLength(long));
    const unread = await shop.v2.stream(ROUTE, { body });
    unread.destroy();
    await expect(shop.v2.request(ROUTE, { body })).resolves.toHaveLength(Buffer.byteLength(long));
  });

  const NONE = writeXml({ return_code: 'FAIL', return_msg: 'No Bill Exist', error_code: '20002' });
  it.each([
    ['a refusal', NONE, WeChatPayError, { errcode: '20002', errmsg: 'No Bill Exist' }],
    ['nothing', '', WeChatHttpError, { status: 200 }],
    ['XML that is none', '<xml><a>', WeChatHttpError, {}],
  ])('of which there is %s is an error either way', async (_what, answer, type, facts) => {
    const shop = await serve(answer);
    for (const call of [() => shop.v2.request(ROUTE, { body }), () => shop.v2.stream(ROUTE, { body })]) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(type);
      expect(error).toMatchObject(facts);
    }
  });
});

describe('A merchant', () => {
  it('without an APIv2 key has no v2, and is told what to set', async () => {
    const error = await failureOf(() => declare({ apiV2Key: undefined }).v2);
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/"shop".*apiV2Key/);
  });

  it('makes its v2 once, and shows no key of it', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => ({ sandbox_signkey: 's'.repeat(32) });
    await shop.v2.simulation.getSignKey();
    expect(shop.v2).toBe(shop.v2);
    const shown = inspect(shop, { depth: 12, showHidden: true });
    for (const secret of [V2_KEY, 's'.repeat(32), 'PRIVATE KEY']) expect(shown).not.toContain(secret);
  });
});
