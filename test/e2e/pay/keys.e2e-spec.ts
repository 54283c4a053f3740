import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Cache, createCache } from 'cache-manager';
import { WeChatClients, WeChatConfigError, WeChatHttpError, WeChatSignatureError } from 'nestjs-wechat-sdk';
import { fen, type PayOptions } from 'nestjs-wechat-sdk/pay';
import { type SandboxMerchant, type SandboxMerchantOptions, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { TokenRefresher } from '../../../lib/token/index.js';
import { type OpenedPay, openPay } from '../../src/open-pay.js';
import { failureOf } from '../../unit/failure.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * 3600;
const CERTIFICATES = 'GET /v3/certificates';
const ORDERED = 'POST /v3/pay/transactions/jsapi';
const TRANSFERRED = 'POST /v3/fund-app/mch-transfer/transfer-bills';

const open: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const one of open.splice(0).toReversed()) await one.close();
});

interface Stage {
  sandbox: WeChatSandbox;
  merchant: SandboxMerchant;
  /** Opens an application with the merchant as its one client. */
  start(client?: Partial<PayOptions>, cache?: Cache): Promise<OpenedPay>;
  /** How often the list of certificates was asked for. */
  downloads(): number;
}

async function setUp(given: SandboxMerchantOptions = { keys: 'certificates' }): Promise<Stage> {
  const sandbox = await WeChatSandbox.start();
  open.push(sandbox);
  const merchant = sandbox.merchant(given);
  const start: Stage['start'] = async (client, cache) => {
    const opened = await openPay({ ...merchant.credentials, ...client }, cache);
    open.push(opened.app);
    return opened;
  };
  const downloads = (): number => sandbox.requests.filter(({ path }) => path === '/v3/certificates').length;
  return { sandbox, merchant, start, downloads };
}

/** Moves the clock of this process, which the sandbox goes by, too. */
function moveClock(): (ms: number) => void {
  const { now } = Date;
  let offset = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + offset);
  return (ms) => void (offset += ms);
}

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

const transferOf = (out_bill_no: string) => ({
  appid: 'wx1234567890abcdef',
  out_bill_no,
  openid: 'o-somebody',
  user_name: '张三',
  transfer_amount: fen(100),
  transfer_remark: '报销',
  transfer_scene_id: '1005',
  transfer_scene_report_infos: [{ info_type: '岗位类型', info_content: '外卖员' }],
});

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(20);
};

describe.each(['public-key', 'certificates', 'both'] as const)(
  'A merchant with keys of the kind %s',
  (keys) => {
    it('orders, queries and closes', async () => {
      const { start } = await setUp({ keys });
      const { shop } = await start();
      const order = orderOf();
      const { prepay_id } = await shop.transactions.jsapi(order);
      expect(prepay_id).toMatch(/^wx/);
      const state = async (): Promise<string> =>
        (await shop.transactions.queryByOutTradeNo(order.out_trade_no)).trade_state;
      expect(await state()).toBe('NOTPAY');
      await shop.transactions.close(order.out_trade_no);
      await shop.transactions.close(order.out_trade_no); // the first answer may have been lost
      expect(await state()).toBe('CLOSED');
    });

    it('sends sensitive fields sealed for the key it names, and opens those of answers', async () => {
      const { sandbox, merchant, start } = await setUp({ keys });
      const { shop } = await start();
      await shop.request(TRANSFERRED, { body: transferOf('bill1') });
      // the sandbox opens what is sealed for the key that is named, and shows what came
      expect(merchant.transfers.get('bill1')).toMatchObject({ amount: 100 });
      const sent = sandbox.requests.at(-1)?.body as { user_name: string };
      expect(sent.user_name).toMatch(/^[\w+/]{342}==$/);
      const answer = await shop.request(
        'GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}',
        { path: { out_bill_no: 'bill1' } },
      );
      expect(answer).toMatchObject({ out_bill_no: 'bill1', user_name: '张三' });
    });

    it('tells of its certificates in its health, when it has any', async () => {
      const { start } = await setUp({ keys });
      const { app, shop } = await start();
      const health = () => app.get(WeChatClients).health()[0];
      expect(health()).toMatchObject({ name: 'pay', kind: 'pay', id: shop.mchId });
      expect(Object.keys(health()?.tokens ?? {})).toEqual(
        keys === 'public-key' ? [] : ['platform_certificates'],
      );
      await shop.transactions.jsapi(orderOf());
      if (keys === 'certificates') {
        const { fetchedAt, expiresAt, ...rest } = health()?.tokens['platform_certificates'] ?? {};
        expect(rest).toEqual({ isLive: true, lastError: undefined });
        expect(Number(expiresAt) - Number(fetchedAt)).toBe(24 * HOUR);
      }
    });
  },
);

describe('A merchant with the public key', () => {
  it('asks to be answered with it, and downloads nothing', async () => {
    const { merchant, start, downloads } = await setUp({ keys: 'both' });
    const { shop } = await start({ platformCertificates: undefined });
    // whoever does not name the public key is answered with a certificate
    merchant.signWith('certificate');
    await shop.transactions.jsapi(orderOf());
    expect(downloads()).toBe(0);
  });

  it('that WeChat Pay does not answer with is told to take certificates, too', async () => {
    const { merchant, start } = await setUp({ keys: 'certificates' });
    const { publicKeyId, publicKey } = (await setUp({ keys: 'public-key' })).merchant;
    const { shop } = await start({ publicKeyId, publicKey, platformCertificates: undefined });
    const error = await failureOf(shop.transactions.jsapi(orderOf()));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toContain(`platform certificate ${merchant.certificateSerials[0]}`);
    expect(error.message).toContain('set platformCertificates: true');
  });

  it('goes over to it from certificates, both being believed meanwhile', async () => {
    const { merchant, start } = await setUp({ keys: 'both' });
    const { shop } = await start();
    merchant.signWith('certificate');
    await shop.transactions.jsapi(orderOf());
    merchant.signWith('public-key');
    await shop.transactions.jsapi(orderOf());
  });
});

describe('A merchant with certificates', () => {
  it('that WeChat Pay answers with a public key is told which to configure', async () => {
    const { merchant, start } = await setUp({ keys: 'both' });
    const { shop } = await start({ publicKeyId: undefined, publicKey: undefined });
    await shop.transactions.jsapi(orderOf());
    merchant.signWith('public-key');
    const error = await failureOf(shop.transactions.jsapi(orderOf()));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toContain(`public key ${merchant.publicKeyId}, which is not configured`);
    expect(error.message).toContain('set publicKeyId and publicKey');
  });

  it('who has none is told to configure the public key, before anything is sent', async () => {
    const { sandbox, start } = await setUp({ keys: 'public-key' });
    const { shop } = await start({ publicKeyId: undefined, publicKey: undefined });
    const error = await failureOf(shop.transactions.jsapi(orderOf()));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain('set publicKeyId and publicKey');
    expect(sandbox.requests.map(({ path }) => path)).toEqual(['/v3/certificates']);
  });

  it('whose APIv3 key was changed is told so, before anything is sent', async () => {
    const { sandbox, start } = await setUp();
    const { shop } = await start({ apiV3Key: 'x'.repeat(32) });
    const error = await failureOf(shop.transactions.jsapi(orderOf()));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain('apiV3Key is not the APIv3密钥');
    expect(sandbox.requests.map(({ path }) => path)).toEqual(['/v3/certificates']);
  });

  it('starts while WeChat Pay is away; the first call later has them', async () => {
    const { sandbox, merchant, start, downloads } = await setUp();
    sandbox.fail(/./, { drop: true });
    const { app, shop } = await start();
    expect(downloads()).toBe(0);
    const error = await failureOf<WeChatHttpError>(shop.transactions.jsapi(orderOf()));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ route: CERTIFICATES, retryable: true });
    expect(merchant.orders.size).toBe(0);
    const health = () => app.get(WeChatClients).health()[0]?.tokens['platform_certificates'];
    expect(health()).toMatchObject({ isLive: false, lastError: expect.stringContaining(CERTIFICATES) });
    sandbox.reset();
    await shop.transactions.jsapi(orderOf());
    expect(downloads()).toBe(1);
    expect(health()).toMatchObject({ isLive: true, lastError: undefined });
  });

  it('downloads them once for a hundred calls at once', async () => {
    const { start, downloads } = await setUp();
    const { shop } = await start();
    const orders = Array.from({ length: 100 }, () => shop.transactions.jsapi(orderOf()));
    expect(await Promise.all(orders)).toHaveLength(100);
    expect(downloads()).toBe(1);
  });

  it('stops waiting for them when its signal ends', async () => {
    const { sandbox, start } = await setUp();
    const { shop } = await start();
    sandbox.delay(CERTIFICATES, 1500, 1);
    const begun = performance.now();
    const { mchId: mchid } = shop;
    const query = { query: { mchid }, path: { out_trade_no: 'coffee-0' } };
    const route = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}';
    const error = await failureOf(shop.request(route, { ...query, signal: AbortSignal.timeout(50) }));
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - begun).toBeLessThan(1200);
  });

  it('keeps them sealed in the cache, where the next application takes them from', async () => {
    const { merchant, start, downloads } = await setUp();
    const cache = createCache();
    await (await start({}, cache)).shop.transactions.jsapi(orderOf());
    const kept = await cache.get<{ value: string }>(`wechat:${merchant.mchId}:platform_certificates`);
    expect(kept?.value).toContain(merchant.certificateSerials[0]);
    expect(kept?.value).not.toMatch(/BEGIN|MII/);
    await (await start({}, cache)).shop.transactions.jsapi(orderOf());
    expect(downloads()).toBe(1);
  });

  it('does not believe a list somebody else put into the cache, and downloads the true one', async () => {
    const { merchant, start, downloads } = await setUp();
    const stranger = await setUp();
    const [there, here] = [createCache(), createCache()];
    await (await stranger.start({}, there)).shop.transactions.jsapi(orderOf());
    const keyOf = ({ mchId }: SandboxMerchant): string => `wechat:${mchId}:platform_certificates`;
    await here.set(keyOf(merchant), await there.get(keyOf(stranger.merchant)));
    await (await start({}, here)).shop.transactions.jsapi(orderOf());
    expect(downloads()).toBe(1);
    expect(await here.get(keyOf(merchant))).toMatchObject({
      value: expect.stringContaining(merchant.certificateSerials[0] as string),
    });
  });

  it('verifies with a new one after one download, while calls are under way', async () => {
    const { merchant, start, downloads } = await setUp();
    const { shop } = await start();
    await shop.transactions.jsapi(orderOf());
    const tick = moveClock();
    tick(MINUTE);
    const calls = Array.from({ length: 40 }, async (_, index) => {
      if (index === 20) merchant.rotateCertificate();
      return shop.transactions.jsapi(orderOf());
    });
    await Promise.all(calls);
    expect(downloads()).toBe(2);
    merchant.dropCertificate(merchant.certificateSerials[0] as string);
    await shop.transactions.jsapi(orderOf());
    expect(downloads()).toBe(2);
  });

  it('seals for the newest one', async () => {
    const { sandbox, merchant, start } = await setUp();
    const { shop } = await start();
    await shop.request(TRANSFERRED, { body: transferOf('bill1') });
    const tick = moveClock();
    sandbox.advance(60);
    tick(MINUTE);
    merchant.rotateCertificate();
    await shop.transactions.jsapi(orderOf());
    merchant.dropCertificate(merchant.certificateSerials[0] as string);
    await shop.request(TRANSFERRED, { body: transferOf('bill2') });
    expect([...merchant.transfers.keys()]).toEqual(['bill1', 'bill2']);
  });

  it('looks for numbers strangers make up once a minute at most', async () => {
    const { merchant, start, downloads } = await setUp();
    const { shop } = await start();
    await shop.transactions.jsapi(orderOf());
    const tick = moveClock();
    for (let minute = 0; minute < 3; minute += 1) {
      for (let time = 0; time < 10; time += 1) {
        merchant.tamperNextAnswer('serial', ORDERED);
        const error = await failureOf(shop.transactions.jsapi(orderOf()));
        expect(error.message).toContain('which is no valid platform certificate of this merchant');
      }
      expect(downloads()).toBe(1 + minute);
      tick(MINUTE);
    }
  });

  it('does not take a number for unknown because the list could not be had', async () => {
    const { sandbox, merchant, start } = await setUp();
    const { shop } = await start();
    await shop.transactions.jsapi(orderOf());
    const tick = moveClock();
    tick(HOUR);
    merchant.rotateCertificate();
    sandbox.fail(CERTIFICATES, { drop: true });
    const query = (): Promise<unknown> => shop.transactions.queryByOutTradeNo(`coffee-${orders}`);
    expect(await failureOf(query())).toBeInstanceOf(WeChatHttpError);
    sandbox.reset();
    tick(MINUTE / 2);
    expect(await query()).toMatchObject({ trade_state: 'NOTPAY' });
  });

  it('refuses one that has ended', async () => {
    const { sandbox, merchant, start } = await setUp();
    sandbox.advance(-6 * YEAR);
    const [ended] = merchant.certificateSerials;
    sandbox.advance(6 * YEAR);
    const { shop } = await start();
    const error = await failureOf(shop.transactions.jsapi(orderOf()));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain('WeChat Pay gave no platform certificate that is valid now');
    expect(merchant.orders.size).toBe(0);
    const valid = merchant.rotateCertificate();
    expect(merchant.certificateSerials).toEqual([ended, valid]);
    moveClock()(25 * HOUR);
    await shop.transactions.jsapi(orderOf());
  });

  it('renews them in the background after twelve hours, and goes on while WeChat Pay is away then', async () => {
    const { sandbox, merchant, start, downloads } = await setUp();
    const { app, shop } = await start();
    const tick = moveClock();
    const refresher = app.get(TokenRefresher, { strict: false });
    const health = () => app.get(WeChatClients).health()[0]?.tokens['platform_certificates'];
    /** Lets the timer of the refresher see the time. */
    const look = async (time: number): Promise<void> => {
      tick(time);
      refresher.onApplicationBootstrap();
      await sleep(20);
    };
    await shop.transactions.jsapi(orderOf());
    await shop.transactions.jsapi(orderOf());
    await look(12 * HOUR - MINUTE);
    expect(downloads()).toBe(1);
    sandbox.fail(CERTIFICATES, { status: 503, times: 3 });
    await look(MINUTE);
    await until(() => health()?.lastError !== undefined);
    expect(downloads()).toBe(4);
    expect(health()).toMatchObject({ isLive: true });
    await shop.transactions.jsapi(orderOf());
    merchant.rotateCertificate();
    await look(MINUTE);
    await until(() => health()?.lastError === undefined);
    expect(downloads()).toBe(5);
    await shop.transactions.jsapi(orderOf());
    expect(downloads()).toBe(5);
  });
});
