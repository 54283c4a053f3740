import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import {
  WeChatClockError,
  WeChatDecryptError,
  WeChatHttpError,
  WeChatPayError,
  WeChatSignatureError,
  WeChatTimeoutError,
} from 'nestjs-wechat-sdk';
import { fen, type WeChatPay } from 'nestjs-wechat-sdk/pay';
import { type SandboxMerchant, type SandboxTamper, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { MerchantKey, PlatformKey } from '../../../lib/crypto/index.js';
import { type OpenedPay, openPay } from '../../src/open-pay.js';
import { PayWire } from '../../src/pay.wire.js';
import { failureOf } from '../../unit/failure.js';
import { forgeCertificate, listOf } from '../../unit/pay/certificate.forge.js';

const QUERY = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}';
/** A write that nothing makes safe to repeat. */
const WRITE = 'POST /v3/profitsharing/receivers/add';
const RECEIVER = { appid: 'wx1', type: 'MERCHANT_ID', account: '1900000002', relation_type: 'STORE' };

let orders = 0;
function orderOf() {
  orders += 1;
  return {
    appid: 'wx1234567890abcdef',
    description: '一杯咖啡',
    out_trade_no: `coffee-${orders}`,
    notify_url: 'https://shop.example.com/wechat/pay',
    amount: { total: fen(1) },
    payer: { openid: 'o-somebody' },
  };
}

describe('An answer of the sandbox', () => {
  let sandbox: WeChatSandbox;
  let merchant: SandboxMerchant;
  let opened: OpenedPay;
  let shop: WeChatPay;
  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
    merchant = sandbox.merchant({ keys: 'both' });
    opened = await openPay({ ...merchant.credentials, platformCertificates: true });
    ({ shop } = opened);
  });
  afterAll(async () => {
    await opened.app.close();
    await sandbox.close();
  });
  beforeEach(() => sandbox.reset());
  const query = (): Promise<unknown> => shop.transactions.queryByOutTradeNo(`coffee-${orders}`);

  it.each<[SandboxTamper, string]>([
    ['signature', 'its signature is wrong'],
    ['body', 'its signature is wrong'],
    ['timestamp', 'its signature is wrong'],
    ['nonce', 'its signature is wrong'],
    ['serial', 'which is no valid platform certificate of this merchant'],
    ['missing-signature', 'the header wechatpay-signature is missing'],
    ['missing-serial', 'the header wechatpay-serial is missing'],
    ['missing-timestamp', 'the header wechatpay-timestamp is missing'],
    ['missing-nonce', 'the header wechatpay-nonce is missing'],
  ])(
    'that suffers %s on its way is refused, to a write as to a read, and not asked for again',
    async (tamper, reason) => {
      await shop.transactions.jsapi(orderOf());
      for (const call of [() => shop.transactions.jsapi(orderOf()), query]) {
        sandbox.reset();
        merchant.tamperNextAnswer(tamper, /pay\/transactions/);
        const error = await failureOf<WeChatSignatureError>(call());
        expect(error).toBeInstanceOf(WeChatSignatureError);
        expect(error).toMatchObject({ code: 'WECHAT_SIGNATURE', isProbe: false, retryable: false });
        expect(error.message).toMatch(
          /^pay: the answer to (GET|POST) \/v3\/pay\/\S+ is not to be believed: /,
        );
        expect(error.message).toContain(reason);
        const calls = sandbox.requests.filter(({ path }) => path.startsWith('/v3/pay/'));
        expect(calls).toHaveLength(1);
      }
    },
  );

  it.each([-3600, -302, 302, 86_400])(
    'signed %d s off the clock is refused, and says how far',
    async (timestampOffset) => {
      merchant.tamperNextAnswer({ timestampOffset });
      const error = await failureOf<WeChatClockError>(shop.transactions.jsapi(orderOf()));
      expect(error).toBeInstanceOf(WeChatClockError);
      expect(error.code).toBe('WECHAT_CLOCK');
      expect(Math.abs(error.offset - timestampOffset)).toBeLessThanOrEqual(2);
      expect(error.message).toContain(
        `${Math.abs(error.offset)} s ${timestampOffset < 0 ? 'behind' : 'ahead of'} this server's clock`,
      );
      expect(error.message).toContain('300 s are allowed');
    },
  );

  it.each([-297, 297])('signed %d s off the clock is taken', async (timestampOffset) => {
    merchant.tamperNextAnswer({ timestampOffset });
    expect(await shop.transactions.jsapi(orderOf())).toHaveProperty('prepay_id');
  });

  it('without a body (204) is verified all the same', async () => {
    const order = orderOf();
    await shop.transactions.jsapi(order);
    merchant.tamperNextAnswer('nonce', /close/);
    expect(await failureOf(shop.transactions.close(order.out_trade_no))).toBeInstanceOf(WeChatSignatureError);
    const next = orderOf();
    await shop.transactions.jsapi(next);
    expect(await shop.transactions.close(next.out_trade_no)).toBeUndefined();
  });

  it('that is cut is no answer; a read is asked for again', async () => {
    sandbox.fail(/./, { truncate: true, times: 1 });
    const error = await failureOf(shop.request(WRITE, { body: RECEIVER }));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ client: 'pay', route: WRITE, reason: expect.any(String) });
    await shop.transactions.jsapi(orderOf());
    sandbox.fail(/GET/, { truncate: true, times: 2 });
    expect(await query()).toMatchObject({ trade_state: 'NOTPAY' });
  });

  it.each([
    ['PARAM_ERROR', 400, false, 'See detail'],
    ['SIGN_ERROR', 401, false, 'Check that serialNo'],
    ['NO_AUTH', 403, false, '产品中心'],
    ['ORDER_NOT_EXIST', 404, false, 'WeChat Pay knows no such order'],
    ['OUT_TRADE_NO_USED', 403, false, 'another order'],
    ['FREQUENCY_LIMITED', 429, true, 'more slowly'],
    ['SYSTEM_ERROR', 500, true, 'Whether it was done is unknown'],
    ['BANK_ERROR', 502, true, undefined],
    ['SOMETHING_NEW', 503, true, undefined],
  ])('that refuses with %s (%d) is an error with all it says', async (code, status, retryable, hint) => {
    sandbox.fail(WRITE, { code, status, message: '参数错误' });
    const error = await failureOf<WeChatPayError>(shop.request(WRITE, { body: RECEIVER }));
    expect(error).toBeInstanceOf(WeChatPayError);
    expect(error).toMatchObject({
      code: 'WECHAT_PAY',
      client: 'pay',
      route: WRITE,
      status,
      errcode: code,
      errmsg: '参数错误',
      requestId: expect.stringMatching(/^[\w-]{10,}$/),
      retryable,
    });
    expect(error.hint ?? '').toContain(hint ?? '');
    expect(error.message).toContain(`pay: ${WRITE} was refused with ${code}: 参数错误`);
  });

  it('that refuses the signature tells what was wrong with it', async () => {
    const { app, shop: other } = await openPay({ ...merchant.credentials, serialNo: 'ABCDEF0123456789' });
    const error = await failureOf<WeChatPayError>(other.transactions.jsapi(orderOf()));
    expect(error).toMatchObject({ status: 401, errcode: 'SIGN_ERROR', detail: { field: 'serial_no' } });
    await app.close();
  });

  it('that does not come in time is given up, by the call’s own time or the client’s', async () => {
    sandbox.delay(WRITE, 400, 2);
    const error = await failureOf(shop.request(WRITE, { body: RECEIVER, timeout: 50 }));
    expect(error).toBeInstanceOf(WeChatTimeoutError);
    expect(error).toMatchObject({ code: 'WECHAT_TIMEOUT', client: 'pay', route: WRITE, retryable: true });
    const impatient = await openPay({ ...merchant.credentials, http: { timeout: 50 } });
    expect(await failureOf(impatient.shop.request(WRITE, { body: RECEIVER }))).toBeInstanceOf(
      WeChatTimeoutError,
    );
    await impatient.app.close();
  });

  it('is waited for no longer than its caller wants', async () => {
    sandbox.delay(WRITE, 600, 1);
    const begun = performance.now();
    const calling = shop.request(WRITE, { body: RECEIVER, signal: AbortSignal.timeout(50) });
    expect(await failureOf(calling)).toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - begun).toBeLessThan(500);
    const stop = new Error('nobody waits');
    sandbox.reset();
    const signal = AbortSignal.abort(stop);
    expect(await failureOf(shop.request(WRITE, { body: RECEIVER, signal }))).toBe(stop);
    expect(sandbox.requests).toEqual([]);
  });
});

describe('An answer', () => {
  let wire: PayWire;
  let opened: OpenedPay;
  let shop: WeChatPay;
  beforeAll(async () => {
    wire = await PayWire.start();
    opened = await openPay(wire.credentials);
    ({ shop } = opened);
  });
  afterAll(async () => {
    await opened.app.close();
    await wire.close();
  });
  beforeEach(() => void (wire.requests.length = 0));
  afterEach(() => void jest.restoreAllMocks());
  const write = (): Promise<unknown> => shop.request(WRITE, { body: RECEIVER });

  it.each([200, 201, 202])(
    'of status %d is verified over its bytes, and handed out with its digits',
    async (status) => {
      wire.answer = () => wire.signed('{ "said":"咖啡", "big": 12345678901234567890 }\n', status);
      expect(await write()).toEqual({ said: '咖啡', big: '12345678901234567890' });
      wire.answer = () => ({ ...wire.signed('{ "a": 1 }', status), body: '{"a":1}' });
      expect(await failureOf(write())).toBeInstanceOf(WeChatSignatureError);
    },
  );

  it.each([200, 201, 202, 204])(
    'of status %d with nothing in it is nothing, when it is signed',
    async (status) => {
      wire.answer = () => wire.signed('', status);
      expect(await write()).toEqual({});
      wire.answer = () => ({ status });
      expect(await failureOf(write())).toBeInstanceOf(WeChatSignatureError);
    },
  );

  it('signed with another algorithm is refused', async () => {
    const answer = wire.signed({});
    const type = 'WECHATPAY2-SM2-WITH-SM3';
    wire.answer = () => ({ ...answer, headers: { ...answer.headers, 'wechatpay-signature-type': type } });
    expect((await failureOf(write())).message).toContain('an algorithm other than WECHATPAY2-SHA256-RSA2048');
  });

  it('that names one header twice is refused', async () => {
    const answer = wire.signed({});
    const nonce = String(answer.headers?.['wechatpay-nonce']);
    wire.answer = () => ({ ...answer, headers: { ...answer.headers, 'wechatpay-nonce': [nonce, nonce] } });
    expect(await failureOf(write())).toBeInstanceOf(WeChatSignatureError);
  });

  it.each(['soon', '1e3', '-1', ' ', '99999999999999'])(
    'signed at the time %j is refused',
    async (timestamp) => {
      wire.answer = () => wire.signed({}, 200, { timestamp });
      expect(await failureOf(write())).toBeInstanceOf(WeChatSignatureError);
    },
  );

  it('signed by the merchant itself is refused', async () => {
    const merchant = new MerchantKey(wire.sender.credentials.privateKey);
    const { headers = {} } = wire.signed({});
    const signature = merchant.sign(`${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n{}\n`);
    wire.answer = () => ({ headers: { ...headers, 'wechatpay-signature': signature }, body: '{}' });
    expect((await failureOf(write())).message).toContain('its signature is wrong');
  });

  it('of a field that is sealed for another key is refused', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stranger = new PlatformKey(publicKey.export({ type: 'spki', format: 'pem' }).toString());
    wire.answer = () => wire.signed({ out_bill_no: 'bill1', user_name: stranger.encrypt('张三') });
    const route = 'GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}';
    const error = await failureOf(shop.request(route, { path: { out_bill_no: 'bill1' } }));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).toBe(
      `pay: a field of the answer to ${route} was altered, or is sealed for another key than privateKey`,
    );
  });

  it.each(['null', '"text"', '{"cut":', 'x'])('that says %j, signed, is none', async (text) => {
    wire.answer = () => wire.signed(text);
    const error = await failureOf(write());
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status: 200, body: text });
  });

  it('that refuses carries the field that is wrong, and the id of the call', async () => {
    const detail = { field: '/amount/total', value: '-1', issue: '小于最小值', location: 'body' };
    const body = JSON.stringify({ code: 'PARAM_ERROR', message: '参数错误', detail });
    wire.answer = () => ({ status: 400, headers: { 'Request-ID': '08F7A6' }, body });
    expect(await failureOf(write())).toMatchObject({ errcode: 'PARAM_ERROR', detail, requestId: '08F7A6' });
    expect(wire.requests).toHaveLength(1);
  });

  it.each([
    ['a web page of a proxy', 502, 'text/html', '<html>Bad Gateway</html>'],
    ['nothing in it', 500, 'text/plain', ''],
    ['JSON without a code', 400, 'application/json', '{"errcode":1}'],
    ['a code that is no text', 400, 'application/json', '{"code":404,"message":"not found"}'],
    ['another address', 302, 'text/html', 'moved'],
  ])('with %s is an error of the way', async (_what, status, type, body) => {
    const headers = { 'content-type': type, location: 'https://evil.example.com/' };
    wire.answer = () => ({ status, headers, body });
    const error = await failureOf<WeChatHttpError>(write());
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status, body, client: 'pay', route: WRITE, retryable: status >= 500 });
    expect(wire.requests).toHaveLength(1);
  });

  it('that is a web page with status 200 is not to be believed', async () => {
    wire.answer = () => ({
      headers: { 'content-type': 'text/html' },
      body: '<html>Log in to the Wi-Fi</html>',
    });
    expect((await failureOf(write())).message).toContain('it is not signed');
  });

  it('that quotes a key is told without it', async () => {
    const { apiV3Key, apiV2Key } = wire.sender.credentials;
    const body = JSON.stringify({
      code: 'PARAM_ERROR',
      message: `key ${apiV3Key}`,
      detail: { value: apiV2Key },
    });
    for (const answer of [body, `<html>${apiV3Key} ${apiV2Key}</html>`]) {
      wire.answer = () => ({ status: 400, body: answer });
      const error = await failureOf(write());
      const shown = JSON.stringify(error) + error.message + error.stack;
      for (const key of [apiV3Key, apiV2Key]) expect(shown).not.toContain(key);
    }
  });

  it('whose certificate is out of reach has the call not made again, though nobody was let in', async () => {
    const [known, unknown] = [forgeCertificate(), forgeCertificate()];
    const platform = await PayWire.start();
    const { apiV3Key: key, publicKeyId: _id, publicKey: _key, ...credentials } = platform.credentials;
    const signedBy = ({ serial, sign }: typeof known, body: string, timestamp: string) => ({
      headers: {
        connection: 'close',
        'wechatpay-timestamp': timestamp,
        'wechatpay-nonce': 'nonce',
        'wechatpay-serial': serial,
        'wechatpay-signature': sign(`${timestamp}\nnonce\n${body}\n`),
      },
      body,
    });
    const { now } = Date;
    let offset = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + offset);
    const timestamp = (): string => String(Math.floor(Date.now() / 1000));
    platform.answer = ({ target }) => {
      if (target === '/v3/certificates') return signedBy(known, listOf([known], { key }), timestamp());
      if (offset > 0) platform.shut();
      return signedBy(offset > 0 ? unknown : known, '{}', timestamp());
    };
    const old = await openPay({ ...credentials, apiV3Key: key });
    await old.shop.request(WRITE, { body: RECEIVER });
    offset = 3_600_000;
    const error = await failureOf<WeChatHttpError>(old.shop.request(WRITE, { body: RECEIVER }));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error.message).toContain('was answered, but the key to verify the answer with is out of reach');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.reason).toBeUndefined();
    expect(platform.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
    await old.app.close();
    await platform.close().catch(() => undefined);
  });

  it('to a query is what was asked for, whatever the number', async () => {
    wire.answer = () => wire.signed({ out_trade_no: 'a|b*c@d', trade_state: 'SUCCESS' });
    const path = { out_trade_no: 'a|b*c@d' };
    expect(await shop.request(QUERY, { path, query: { mchid: shop.mchId } })).toMatchObject(path);
    expect(wire.last.target).toBe(`/v3/pay/transactions/out-trade-no/a%7Cb*c%40d?mchid=${shop.mchId}`);
  });
});
