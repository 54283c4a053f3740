import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { WeChatConfigError, WeChatHttpError, WeChatPayError, WeChatSignatureError } from 'nestjs-wechat-sdk';
import { fen, type PayOptions, type WeChatPay } from 'nestjs-wechat-sdk/pay';
import { MerchantKey } from '../../../lib/crypto/index.js';
import { openPay } from '../../src/open-pay.js';
import { authorizationOf, isSignedRequest, PayWire, type PayWireRequest } from '../../src/pay.wire.js';
import { WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { failureOf } from '../../unit/failure.js';
import { readMultipart } from '../../unit/http/wire.server.js';

const ORDERED = 'POST /v3/pay/transactions/jsapi';
const QUERY = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}';
const TRANSFERRED = 'POST /v3/fund-app/mch-transfer/transfer-bills';
/** A write that nothing makes safe to repeat. */
const WRITE = 'POST /v3/profitsharing/receivers/delete';
const UPLOAD = 'POST /v3/merchant/media/upload';
const RECEIVER = { body: { appid: 'wx1', type: 'MERCHANT_ID', account: '1900000002' } };
const ORDER = {
  appid: 'wx1234567890abcdef',
  mchid: '1900000001',
  description: '一杯咖啡',
  out_trade_no: 'coffee-1',
  notify_url: 'https://shop.example.com/wechat/pay',
  amount: { total: fen(1) },
  payer: { openid: 'o-somebody' },
};
const TRANSFER = {
  appid: 'wx1234567890abcdef',
  out_bill_no: 'bill1',
  openid: 'o-somebody',
  user_name: '张三',
  transfer_amount: 100,
  transfer_remark: '报销',
  transfer_scene_id: '1005',
  transfer_scene_report_infos: [{ info_type: '岗位类型', info_content: '外卖员' }],
};
const BUSY = { status: 500, body: JSON.stringify({ code: 'SYSTEM_ERROR', message: '系统繁忙' }) };

/** Keys take a while to be made. */
const SENDER = new WeChatPaySender();
const open: Array<{ close(): Promise<unknown> }> = [];
let wire: PayWire;
let shop: WeChatPay;
beforeEach(async () => {
  wire = await PayWire.start(SENDER);
  open.push(wire);
  shop = await connect();
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

/** A client of the server, or of several with one merchant. */
async function connect(options: Partial<PayOptions> = {}): Promise<WeChatPay> {
  const opened = await openPay({ ...wire.credentials, ...options });
  open.push(opened.app);
  return opened.shop;
}

/** The server fails so often before it works. */
function failing(times: number, how: typeof BUSY | undefined = BUSY): void {
  wire.answer = (_, count) => (count > times ? wire.signed({}) : how);
}

const isOurs = (request: PayWireRequest): boolean =>
  isSignedRequest(request, wire.sender.credentials.privateKey);
const order = (): Promise<unknown> => shop.request(ORDERED, { body: ORDER });
const query = (): Promise<unknown> =>
  shop.request(QUERY, { path: { out_trade_no: 'coffee-1' }, query: { mchid: '1900000001' } });

describe('A request', () => {
  it('is signed over its bytes, and says who asks for what', async () => {
    await order();
    await query();
    const [posted, got] = wire.requests;
    expect(wire.requests.every(isOurs)).toBe(true);
    expect(posted).toMatchObject({
      method: 'POST',
      target: '/v3/pay/transactions/jsapi',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'nestjs-wechat-sdk',
        'wechatpay-serial': wire.sender.publicKeyId,
      },
    });
    expect(JSON.parse(String(posted?.body))).toEqual(ORDER);
    expect(got?.body).toHaveLength(0);
    expect(got?.headers).not.toHaveProperty('content-type');
    expect(authorizationOf(got as PayWireRequest)).toMatchObject({
      mchid: wire.sender.mchId,
      serial_no: '0DC0DF83',
    });
  });

  it.each([
    'a/../b',
    '../../v3/x',
    '100%',
    'a?x=1&y=2',
    '一',
    'a b',
    "a'b!(c)*",
    '%2e%2e',
    '{x}',
    'a#b',
    'a\\b',
  ])('has the value %j in its path escaped, and signed as it is sent', async (id) => {
    const route = 'GET /v3/merchant-service/complaints-v2/{complaint_id}';
    await shop.request(route, { path: { complaint_id: id } });
    const last = wire.last.target.slice('/v3/merchant-service/complaints-v2/'.length);
    expect(decodeURIComponent(last)).toBe(id);
    expect(last).not.toMatch(/[/?#\\]/);
    expect(isOurs(wire.last)).toBe(true);
  });

  it.each(['', '.', '..'])('with %j in its path is not sent', async (id) => {
    const route = 'GET /v3/merchant-service/complaints-v2/{complaint_id}';
    expect(await failureOf(shop.request(route, { path: { complaint_id: id } }))).toBeInstanceOf(RangeError);
    expect(wire.requests).toEqual([]);
  });

  it('has its query signed as it is sent', async () => {
    await shop.requestUntyped('GET /v3/new?fixed=1', { query: { q: '一 &=+%', left: undefined, n: 1 } });
    expect(wire.last.target).toBe('/v3/new?fixed=1&q=%E4%B8%80+%26%3D%2B%25&n=1');
    expect(isOurs(wire.last)).toBe(true);
  });

  it.each([
    ['a text', JSON.stringify({ ...TRANSFER, out_bill_no: 'x y', transfer_amount: 1.5 })],
    ['bytes', Buffer.from('{}')],
    ['nothing', null],
    ['a number', 7],
  ])('whose body is %s is not sent: nothing in it could be looked at, or sealed', async (_what, body) => {
    const error = await failureOf(shop.requestUntyped(TRANSFERRED, { body: body as object }));
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toContain(`${TRANSFERRED}: give body as an object`);
    expect(wire.requests).toEqual([]);
  });

  it.each([undefined, null, {}, ['coffee-1']])('for an order called %j is not sent', async (number) => {
    const out_trade_no = number as string;
    expect(await failureOf(shop.transactions.close(out_trade_no))).toBeInstanceOf(RangeError);
    expect(await failureOf(shop.transactions.queryById(out_trade_no))).toBeInstanceOf(RangeError);
    expect(wire.requests).toEqual([]);
  });

  it.each([
    ['an order number that is a number', { ...ORDER, out_trade_no: 123456 }],
    ['an amount below 0', { ...ORDER, amount: { total: -1 } }],
    ['an amount of yuan in a text', { ...ORDER, amount: { total: '18.80' } }],
    ['an amount that is a bigint', { ...ORDER, amount: { total: 10n } }],
    ['an amount that is none', { ...ORDER, amount: { total: new Date(0) } }],
  ])('with %s is not sent', async (_what, body) => {
    expect(await failureOf(shop.requestUntyped(ORDERED, { body }))).toBeInstanceOf(RangeError);
    expect(wire.requests).toEqual([]);
  });

  it('has integers beyond 2^53 in it digit for digit', async () => {
    await shop.requestUntyped('POST /v3/new', { body: { id: 12345678901234567890n } });
    expect(String(wire.last.body)).toBe('{"id":12345678901234567890}');
  });

  it('abroad goes abroad', async () => {
    const hongKong = await PayWire.start(wire.sender);
    open.push(hongKong);
    const global = await connect({ baseUrls: { v3: wire.url, global: hongKong.url } });
    await global.requestUntyped('GET /v3/global/certificates');
    await global.complaints.image(`${hongKong.url}/v3/global/merchant-service/images/1`);
    expect(wire.requests).toEqual([]);
    expect(hongKong.requests.map(({ target }) => target)).toEqual([
      '/v3/global/certificates',
      '/v3/global/merchant-service/images/1',
    ]);
    expect(hongKong.requests.every(isOurs)).toBe(true);
  });

  it('has a sensitive field too long to be sealed refused, by its name', async () => {
    const body = { ...TRANSFER, user_name: '张'.repeat(72) };
    const error = await failureOf(shop.request(TRANSFERRED, { body }));
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toContain(`${TRANSFERRED}: user_name is too long to be sealed`);
    expect(error.message).not.toContain('张');
    expect(wire.requests).toEqual([]);
  });
});

describe('An upload', () => {
  it('is signed over its meta alone, and carries the file byte for byte', async () => {
    const content = randomBytes(100_000);
    const meta = '{"filename":"执照.png","sha256":"abc"}';
    await shop.request(UPLOAD, { body: { meta }, files: { file: { content, filename: '执照.png' } } });
    const { headers, body, method } = wire.last;
    expect(isOurs(wire.last)).toBe(true);
    const parts = readMultipart({ headers, body, method, path: '', query: new URLSearchParams() });
    expect(parts.map(({ head }) => /name="(\w+)"/.exec(head)?.[1])).toEqual(['meta', 'file']);
    expect(String(parts[0]?.content)).toBe(meta);
    expect(parts[1]?.content.equals(content)).toBe(true);
    expect(parts[1]?.head).toContain('执照.png');
  });

  it('of a stream is sent once, even when nobody let it in', async () => {
    wire.answer = () => BUSY;
    const file = { content: Readable.from([Buffer.from('picture')]), size: 7, filename: 'a.png' };
    expect(await failureOf(shop.request(UPLOAD, { body: { meta: '{}' }, files: { file } }))).toBeInstanceOf(
      WeChatPayError,
    );
    expect(wire.requests).toHaveLength(1);
  });
});

describe('A repetition', () => {
  it.each([
    ['a read', query],
    ['a write that carries its number', order],
  ])('of %s says the very same, signed anew with a nonce of its own', async (_what, call) => {
    failing(2);
    expect(await call()).toEqual({});
    expect(wire.requests).toHaveLength(3);
    expect(wire.requests.every(isOurs)).toBe(true);
    const distinct = (of: (request: PayWireRequest) => unknown): number =>
      new Set(wire.requests.map(of)).size;
    expect(distinct(({ method, target, body }) => `${method} ${target} ${String(body)}`)).toBe(1);
    expect(distinct((request) => authorizationOf(request)['nonce_str'])).toBe(3);
    expect(distinct((request) => authorizationOf(request)['signature'])).toBe(3);
  });

  it('comes twice at most; then the error is handed out', async () => {
    failing(3);
    expect(await failureOf(query())).toMatchObject({ errcode: 'SYSTEM_ERROR', retryable: true });
    expect(wire.requests).toHaveLength(3);
  });

  it.each([
    ['a cut connection', undefined],
    ['a page of a proxy', { status: 502, body: '<html>' }],
    ['too many calls', { status: 429, body: '{"code":"FREQUENCY_LIMITED","message":""}' }],
  ])('is made after %s', async (_what, how) => {
    wire.answer = (_, count) => (count > 1 ? wire.signed({}) : how);
    expect(await order()).toEqual({});
    expect(wire.requests).toHaveLength(2);
  });

  it.each([
    ['400', { status: 400, body: '{"code":"PARAM_ERROR","message":""}' }],
    ['401', { status: 401, body: '{"code":"SIGN_ERROR","message":""}' }],
    ['403', { status: 403, body: '{"code":"NOT_ENOUGH","message":""}' }],
    ['404', { status: 404, body: '{"code":"ORDER_NOT_EXIST","message":""}' }],
  ])('is not made after %s, which means it', async (_status, how) => {
    failing(1, how);
    expect(await failureOf(query())).toBeInstanceOf(WeChatPayError);
    expect(wire.requests).toHaveLength(1);
  });

  it('seals nothing anew: the sensitive fields are the same, cipher text for cipher text', async () => {
    failing(2);
    await shop.request(TRANSFERRED, { body: TRANSFER });
    const sealed = wire.requests.map(({ body }) => (JSON.parse(String(body)) as typeof TRANSFER).user_name);
    expect(sealed).toHaveLength(3);
    expect(new Set(sealed).size).toBe(1);
    const serials = wire.requests.map(({ headers }) => headers['wechatpay-serial']);
    expect(new Set(serials)).toEqual(new Set([wire.sender.publicKeyId]));
    await shop.request(TRANSFERRED, { body: TRANSFER });
    expect((JSON.parse(String(wire.last.body)) as typeof TRANSFER).user_name).not.toBe(sealed[0]);
  });

  it('says what was said at first, whatever became of the fields since', async () => {
    failing(1);
    const body = structuredClone(ORDER);
    const ordering = shop.request(ORDERED, { body });
    body.description = 'two cups';
    await ordering;
    expect(String(wire.requests[1]?.body)).toBe(String(wire.requests[0]?.body));
    expect(String(wire.last.body)).toContain('一杯咖啡');
  });

  it.each([
    ['an error of the server', BUSY],
    ['a cut connection', undefined],
    ['a page of a proxy', { status: 502, body: '<html>' }],
  ])('of a write without a number is not made after %s', async (_what, how) => {
    wire.answer = () => how;
    const error = await failureOf(shop.request(WRITE, RECEIVER));
    expect(error).toMatchObject({ retryable: true });
    expect(wire.requests).toHaveLength(1);
  });

  it('is made of a call whose answer was a probe, wrongly signed on purpose', async () => {
    const { headers } = wire.signed({});
    const probe = { headers: { ...headers, 'wechatpay-signature': 'WECHATPAY/SIGNTEST/AAAA' }, body: '{}' };
    wire.answer = (_, count) => (count < 3 ? probe : wire.signed({}));
    expect(await order()).toEqual({});
    expect(wire.requests).toHaveLength(3);
    wire.answer = () => probe;
    const error = await failureOf<WeChatSignatureError>(shop.request(WRITE, RECEIVER));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error).toMatchObject({ isProbe: true, message: expect.stringContaining('WECHATPAY/SIGNTEST/') });
    expect(wire.requests).toHaveLength(4);
  });

  it('is not waited for by a caller who has gone', async () => {
    wire.answer = () => BUSY;
    const stop = new Error('nobody waits');
    const controller = new AbortController();
    const calling = shop.request(QUERY, {
      path: { out_trade_no: 'coffee-1' },
      query: { mchid: '1' },
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(stop), 50);
    expect(await failureOf(calling)).toBe(stop);
    expect(wire.requests).toHaveLength(1);
  });
});

describe('The backup domain', () => {
  let backup: PayWire;
  beforeEach(async () => {
    backup = await PayWire.start(wire.sender);
    open.push(backup);
  });
  const tries = (): number[] => [wire, backup].map(({ requests }) => requests.length);

  it('is called on the second try, and signed for the same', async () => {
    const careful = await connect({ baseUrls: { v3: wire.url, backup: backup.url } });
    wire.answer = () => BUSY;
    await careful.request(ORDERED, { body: ORDER });
    expect(tries()).toEqual([1, 1]);
    expect(isOurs(backup.last)).toBe(true);
    expect(String(backup.last.body)).toBe(String(wire.last.body));
  });

  it('that fails, too, is left for the first one', async () => {
    const careful = await connect({ baseUrls: { v3: wire.url, backup: backup.url } });
    failing(1);
    backup.answer = () => BUSY;
    await careful.request(ORDERED, { body: ORDER });
    expect(tries()).toEqual([2, 1]);
  });

  it('takes a write without a number when the first one lets nobody in', async () => {
    const careful = await connect({ baseUrls: { v3: 'http://127.0.0.1:9', backup: backup.url } });
    expect(await careful.request(WRITE, RECEIVER)).toEqual({});
    expect(tries()).toEqual([0, 1]);
  });

  it('takes none the first one may have done', async () => {
    const careful = await connect({ baseUrls: { v3: wire.url, backup: backup.url } });
    wire.answer = () => undefined;
    expect(await failureOf(careful.request(WRITE, RECEIVER))).toBeInstanceOf(WeChatHttpError);
    expect(tries()).toEqual([1, 0]);
  });

  it('is none behind a gateway, unless it is named', async () => {
    wire.answer = () => BUSY;
    expect(await failureOf(order())).toBeInstanceOf(WeChatPayError);
    expect(tries()).toEqual([3, 0]);
  });
});

describe('A proxy', () => {
  it('carries all calls of its client', async () => {
    const seen: string[] = [];
    const proxy = createServer((incoming, outgoing) => {
      seen.push(`${incoming.method} ${incoming.url} ${incoming.headers['proxy-authorization']}`);
      const { method, headers } = incoming;
      const forward = httpRequest(incoming.url as string, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode as number, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(forward);
    });
    // of https it learns the name of the host, and here lets nobody through
    proxy.on('connect', ({ url, headers }, socket) => {
      seen.push(`CONNECT ${url} ${headers['proxy-authorization']}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const http = { proxy: { host: '127.0.0.1', port, auth: { username: 'u', password: 'p' } } };
    const login = `Basic ${Buffer.from('u:p').toString('base64')}`;
    await (await connect({ http })).request(ORDERED, { body: ORDER });
    expect(isOurs(wire.last)).toBe(true);
    const secure = await connect({ http, baseUrls: { v3: 'https://pay.invalid' } });
    expect(await failureOf(secure.request(WRITE, RECEIVER))).toBeInstanceOf(WeChatHttpError);
    expect(seen).toEqual([
      `POST ${wire.url}/v3/pay/transactions/jsapi ${login}`,
      `CONNECT pay.invalid:443 ${login}`,
    ]);
    proxy.closeAllConnections();
    proxy.close();
  });
});

describe('A file', () => {
  const bytes = randomBytes(50_000);
  const addressOf = (base: string): string => `${base}/v3/merchant-service/images/1?token=sEcReT%2Btoken%3D`;
  beforeEach(() => void (wire.answer = () => ({ body: bytes })));

  it.each(['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com', undefined])(
    'is fetched from where the calls go, though its address begins with %s',
    async (base) => {
      const file = await shop.complaints.image(addressOf(base ?? wire.url));
      expect((await buffer(file)).equals(bytes)).toBe(true);
      expect(wire.requests.map(({ target }) => target)).toEqual([addressOf('')]);
      expect(isOurs(wire.last)).toBe(true);
      expect(wire.last.headers.accept).toBe('*/*');
    },
  );

  it.each([
    'https://api.mch.weixin.qq.com.evil.com/v3/file',
    'http://api.mch.weixin.qq.com@evil.com/v3/file',
    'https://api.mch.weixin.qq.com\\@evil.com/v3/file',
    'https://evil.com/v3/file',
    'https://api.mch.weixin.qq.com/v3/merchant/fund/balance/BASIC',
    'file:///etc/passwd',
  ])('at %j is not asked for, nor is anything signed', async (address) => {
    const sign = MerchantKey.prototype.signAside;
    let signed = 0;
    MerchantKey.prototype.signAside = function count(message) {
      signed += 1;
      return sign.call(this, message);
    };
    const error = await failureOf(shop.complaints.image(address));
    MerchantKey.prototype.signAside = sign;
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toBe(
      'pay: what WeChat Pay gave for an address to download from is none of its own below /v3/merchant-service/images/ or /v3/global/merchant-service/images/',
    );
    expect(signed).toBe(0);
    expect(wire.requests).toEqual([]);
  });

  it('that is refused is an error, and its token is not in it', async () => {
    wire.answer = () => ({ status: 403, body: '{"code":"NO_AUTH","message":"无权限"}' });
    const error = await failureOf(shop.complaints.image(addressOf(wire.url)));
    expect(error).toMatchObject({ errcode: 'NO_AUTH', route: 'GET /v3/merchant-service/images/1' });
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain('sEcReT');
  });

  it('that is cut ends in an error', async () => {
    wire.answer = () => ({ headers: { 'content-length': '60000' }, body: bytes });
    const file = await shop.complaints.image(addressOf(wire.url));
    setTimeout(() => void wire.close(), 50);
    expect(await failureOf(buffer(file))).toBeInstanceOf(WeChatHttpError);
  });
});
