import { describe, expect, it } from '@jest/globals';
import { SandboxPushError, SandboxUseError } from '../../../lib/sandbox/index.js';
import { isSigned, openSealed, orderOf } from './pay.client.js';
import { type PayStage, setPayStage } from './pay.stage.js';

const place = ({ client, merchant }: PayStage, more: Record<string, unknown> = {}, type = 'jsapi') =>
  client.post(`/v3/pay/transactions/${type}`, orderOf(merchant, more));
const query = ({ client, merchant }: PayStage, no = 'order-0001') =>
  client.get(`/v3/pay/transactions/out-trade-no/${no}?mchid=${merchant.mchId}`);
const close = ({ client, merchant }: PayStage, no = 'order-0001') =>
  client.post(`/v3/pay/transactions/out-trade-no/${no}/close`, { mchid: merchant.mchId });
/** Pays an order that goes to the stage's application. */
async function paid(more: Record<string, unknown> = {}) {
  const stage = await setPayStage();
  await place(stage, { notify_url: stage.app.url, ...more });
  return { stage, notified: await stage.merchant.pay('order-0001') };
}

describe('An order', () => {
  it('is placed in each of the four ways', async () => {
    const stage = await setPayStage();
    const answers = [];
    for (const [index, type] of ['jsapi', 'app', 'h5', 'native'].entries())
      answers.push((await place(stage, { out_trade_no: `order-000${index}` }, type)).json);
    expect(answers).toEqual([
      { prepay_id: expect.stringMatching(/^wx\d{14}[\da-f]{20}$/) },
      { prepay_id: expect.stringMatching(/^wx/) },
      { h5_url: expect.stringContaining(`${stage.sandbox.url}/cashier?prepay_id=wx`) },
      { code_url: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w{9}$/) },
    ]);
    expect([...stage.merchant.orders.values()].map(({ tradeType }) => tradeType)).toEqual([
      'JSAPI',
      'APP',
      'MWEB',
      'NATIVE',
    ]);
  });

  it('asked for once more is the one there is, in whatever order its fields come', async () => {
    const stage = await setPayStage();
    const first = await place(stage);
    const reversed = Object.fromEntries(Object.entries(orderOf(stage.merchant)).toReversed());
    const second = await stage.client.post('/v3/pay/transactions/jsapi', reversed);
    expect(second.json).toEqual(first.json);
    expect(stage.merchant.orders.size).toBe(1);
  });

  it('gets a new prepay id when the old one has died after two hours', async () => {
    const stage = await setPayStage();
    const first = await place(stage);
    stage.sandbox.advance(7201);
    await expect(stage.merchant.pay('order-0001')).rejects.toThrow(SandboxUseError);
    expect((await place(stage)).json).not.toEqual(first.json);
    expect(await stage.merchant.pay('order-0001', { url: stage.app.url })).toMatchObject({ status: 200 });
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['other contents', { amount: { total: 101 } }, 403, 'OUT_TRADE_NO_USED'],
    ['another merchant', { mchid: '1900000000' }, 400, 'PARAM_ERROR'],
    ['a number that is too short', { out_trade_no: '12345' }, 400, 'PARAM_ERROR'],
    ['nothing to pay', { out_trade_no: 'order-0002', amount: { total: 0 } }, 400, 'PARAM_ERROR'],
    ['part of a fen', { out_trade_no: 'order-0002', amount: { total: 1.5 } }, 400, 'PARAM_ERROR'],
    [
      'a time that is over',
      { out_trade_no: 'order-0002', time_expire: '2020-01-01T00:00:00+08:00' },
      400,
      'PARAM_ERROR',
    ],
    ['nobody to pay', { out_trade_no: 'order-0002', payer: { openid: '' } }, 400, 'PARAM_ERROR'],
  ])('is refused with %s', async (_, more, status, code) => {
    const stage = await setPayStage();
    await place(stage);
    expect(await place(stage, more)).toMatchObject({ status, json: { code } });
  });

  it('is refused with an appid that is not bound to the merchant', async () => {
    const stage = await setPayStage({ appIds: ['wx0'] });
    expect(await place(stage)).toMatchObject({ status: 400, json: { code: 'APPID_MCHID_NOT_MATCH' } });
    expect(await place(stage, { appid: 'wx0' })).toMatchObject({ status: 200 });
  });

  it('can be looked for before and after it is paid', async () => {
    const stage = await setPayStage();
    await place(stage, { attach: 'table 7' });
    const unpaid = await query(stage);
    expect(unpaid.json).toMatchObject({
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
      attach: 'table 7',
    });
    expect(unpaid.json).not.toHaveProperty('transaction_id');
    await stage.merchant.pay('order-0001', { url: stage.app.url });
    const { json } = await query(stage);
    expect(json).toEqual({
      mchid: stage.merchant.mchId,
      appid: 'wx0123456789abcdef',
      out_trade_no: 'order-0001',
      transaction_id: expect.stringMatching(/^420000\d{22}$/),
      trade_type: 'JSAPI',
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      bank_type: 'OTHERS',
      attach: 'table 7',
      success_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      payer: { openid: 'o-payer' },
      amount: { total: 100, payer_total: 100, currency: 'CNY', payer_currency: 'CNY' },
    });
    const byId = `/v3/pay/transactions/id/${String(json['transaction_id'])}?mchid=${stage.merchant.mchId}`;
    expect((await stage.client.get(byId)).json).toEqual(json);
  });

  it('is not found by another number, nor by another merchant', async () => {
    const stage = await setPayStage();
    await place(stage);
    expect(await query(stage, 'order-0002')).toMatchObject({
      status: 404,
      json: { code: 'ORDER_NOT_EXIST' },
    });
    const foreign = '/v3/pay/transactions/out-trade-no/order-0001?mchid=1';
    expect(await stage.client.get(foreign)).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
  });

  it('can be closed once, unless it is paid', async () => {
    const stage = await setPayStage();
    await place(stage);
    expect((await close(stage)).status).toBe(204);
    expect((await query(stage)).json).toMatchObject({ trade_state: 'CLOSED' });
    expect(await close(stage)).toMatchObject({ status: 400, json: { code: 'ORDER_CLOSED' } });
    expect(await place(stage)).toMatchObject({ status: 400, json: { code: 'ORDER_CLOSED' } });
    await expect(stage.merchant.pay('order-0001')).rejects.toThrow(SandboxUseError);
    await place(stage, { out_trade_no: 'order-0002' });
    await stage.merchant.pay('order-0002', { url: stage.app.url });
    expect(await close(stage, 'order-0002')).toMatchObject({ status: 400, json: { code: 'ORDERPAID' } });
    expect(await place(stage, { out_trade_no: 'order-0002' })).toMatchObject({
      status: 400,
      json: { code: 'ORDERPAID' },
    });
  });

  it('can be refused by its payer, and paid only once, by whom it is for', async () => {
    const stage = await setPayStage();
    await place(stage, { notify_url: stage.app.url });
    await stage.merchant.refuse('order-0001');
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('NOTPAY');
    expect(stage.app.seen).toHaveLength(0);
    await expect(stage.merchant.pay('order-0001', { openid: 'o-other' })).rejects.toThrow(SandboxUseError);
    await stage.merchant.pay('order-0001');
    await expect(stage.merchant.pay('order-0001')).rejects.toThrow(SandboxUseError);
    await expect(stage.merchant.refuse('order-0001')).rejects.toThrow(SandboxUseError);
    await expect(stage.merchant.pay('order-0002')).rejects.toThrow(SandboxUseError);
  });

  it('cannot be paid after its time', async () => {
    const stage = await setPayStage();
    await place(stage, { time_expire: new Date(Date.now() + 60_000).toISOString() });
    stage.sandbox.advance(61);
    await expect(stage.merchant.pay('order-0001')).rejects.toThrow(SandboxUseError);
  });
});

describe("A partner's order", () => {
  const partnerOrder = (sp: string, more: object = {}) => ({
    sp_mchid: sp,
    sp_appid: 'wx0',
    sub_mchid: '1900000109',
    description: 'tea',
    out_trade_no: 'partner-01',
    notify_url: 'http://127.0.0.1:9/',
    amount: { total: 5 },
    payer: { sp_openid: 'o-payer' },
    ...more,
  });

  it('belongs to the merchant it is for', async () => {
    const { client, merchant, app } = await setPayStage({ subMchIds: ['1900000109'] });
    const path = '/v3/pay/partner/transactions';
    const placed = await client.post(`${path}/jsapi`, partnerOrder(merchant.mchId));
    expect(placed.json).toEqual({ prepay_id: expect.stringMatching(/^wx/) });
    await merchant.pay('partner-01', { url: app.url });
    const mchids = `sp_mchid=${merchant.mchId}&sub_mchid=1900000109`;
    const { json } = await client.get(`${path}/out-trade-no/partner-01?${mchids}`);
    expect(json).toMatchObject({
      sp_mchid: merchant.mchId,
      sp_appid: 'wx0',
      sub_mchid: '1900000109',
      trade_state: 'SUCCESS',
      payer: { sp_openid: 'o-payer' },
    });
    expect(json).not.toHaveProperty('mchid');
    const foreign = `sp_mchid=${merchant.mchId}&sub_mchid=1900000110`;
    expect(await client.get(`${path}/out-trade-no/partner-01?${foreign}`)).toMatchObject({ status: 404 });
    const resource = JSON.parse(app.last.body) as { resource: Record<string, string> };
    expect(JSON.parse(openSealed(resource.resource, merchant.apiV3Key))).toEqual(json);
  });

  it('is refused for a merchant who has not authorized the partner', async () => {
    const { client, merchant } = await setPayStage({ subMchIds: ['1900000110'] });
    const placed = await client.post('/v3/pay/partner/transactions/native', partnerOrder(merchant.mchId));
    expect(placed).toMatchObject({ status: 403, json: { code: 'NO_AUTH' } });
  });

  it('can be closed', async () => {
    const { client, merchant } = await setPayStage();
    const path = '/v3/pay/partner/transactions';
    await client.post(`${path}/app`, partnerOrder(merchant.mchId));
    const body = { sp_mchid: merchant.mchId, sub_mchid: '1900000109' };
    expect((await client.post(`${path}/out-trade-no/partner-01/close`, body)).status).toBe(204);
    expect(merchant.orders.get('partner-01')?.state).toBe('CLOSED');
  });
});

describe('A notification of a payment', () => {
  it('is sealed, signed, and tells what a query would', async () => {
    const { stage, notified } = await paid();
    const { app, merchant, sandbox } = stage;
    expect(notified).toMatchObject({ status: 200, body: 'success', attempts: 1 });
    const [exchange] = sandbox.exchanges;
    expect(exchange).toMatchObject({ appId: merchant.mchId, kind: 'TRANSACTION.SUCCESS', attempt: 1 });
    const { headers, opened } = exchange?.request ?? { headers: {}, opened: '' };
    expect(isSigned({ headers, text: app.last.body }, merchant.publicKey)).toBe(true);
    expect(app.last).toMatchObject({ method: 'POST', contentType: 'application/json' });
    const told = JSON.parse(app.last.body) as { resource: Record<string, string> };
    expect(told).toEqual({
      id: notified.id,
      create_time: expect.stringMatching(/\+08:00$/),
      resource_type: 'encrypt-resource',
      event_type: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      resource: {
        original_type: 'transaction',
        algorithm: 'AEAD_AES_256_GCM',
        associated_data: 'transaction',
        nonce: expect.any(String),
        ciphertext: expect.any(String),
      },
    });
    expect(openSealed(told.resource, merchant.apiV3Key)).toBe(opened);
    expect(JSON.parse(opened)).toEqual((await query(stage)).json);
  });

  it('is sent again with the same id and a new signature until it is taken', async () => {
    const stage = await setPayStage();
    await place(stage, { notify_url: stage.app.url });
    let count = 0;
    stage.app.respond = () => ((count += 1) < 3 ? { status: 500, body: '{"code":"FAIL"}' } : { status: 204 });
    expect(await stage.merchant.pay('order-0001')).toMatchObject({ status: 204, attempts: 3 });
    const ids = stage.app.seen.map(({ body }) => (JSON.parse(body) as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
    const signatures = stage.sandbox.exchanges.map(({ request }) => request.headers['Wechatpay-Signature']);
    expect(new Set(signatures).size).toBe(3);
  });

  it('is given up after as many repeats as were asked for', async () => {
    const stage = await setPayStage();
    await place(stage, { notify_url: stage.app.url });
    stage.app.respond = () => ({ status: 401 });
    const options = { repeat: 4, pause: 1 };
    expect(await stage.merchant.pay('order-0001', options)).toMatchObject({ status: 401, attempts: 5 });
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('SUCCESS');
    stage.app.respond = () => ({ drop: true });
    await expect(stage.merchant.notify('COUPON.USE', {}, { repeat: 0 })).rejects.toThrow(SandboxPushError);
  });

  it('can come more than once though it was taken', async () => {
    const { merchant, app } = await setPayStage();
    expect(await merchant.notify('COUPON.USE', { a: 1 }, { copies: 3 })).toMatchObject({ attempts: 3 });
    expect(app.seen).toHaveLength(3);
  });

  it('goes nowhere when there is no address', async () => {
    const { merchant, app } = await setPayStage({ notifyUrl: undefined });
    merchant.notifyUrl = undefined;
    expect(await merchant.notify('COUPON.USE', {})).toMatchObject({ status: 0, attempts: 0 });
    expect(app.seen).toHaveLength(0);
  });

  it.each(['signature', 'body', 'timestamp', 'nonce', 'reserialized'] as const)(
    'can be altered after it was signed: %s',
    async (tamper) => {
      const { merchant, app, sandbox } = await setPayStage();
      await merchant.notify('COUPON.USE', { a: 1 }, { tamper });
      const headers = sandbox.exchanges.at(-1)?.request.headers ?? {};
      expect(isSigned({ headers, text: app.last.body }, merchant.publicKey)).toBe(false);
    },
  );

  it.each(['ciphertext', 'associated-data', 'resource-nonce'] as const)(
    'can hold a resource nobody can open: %s',
    async (tamper) => {
      const { merchant, app, sandbox } = await setPayStage();
      await merchant.notify('COUPON.USE', { a: 1 }, { tamper });
      const headers = sandbox.exchanges.at(-1)?.request.headers ?? {};
      expect(isSigned({ headers, text: app.last.body }, merchant.publicKey)).toBe(true);
      const { resource } = JSON.parse(app.last.body) as { resource: Record<string, string> };
      expect(() => openSealed(resource, merchant.apiV3Key)).toThrow();
    },
  );

  it('can lack a header, have others, be a probe, come from a wrong clock, and be of another kind', async () => {
    const { merchant, app, sandbox } = await setPayStage();
    await merchant.notify(
      'COUPON.USE',
      {},
      {
        tamper: 'missing-serial',
        probe: true,
        timestampOffset: 900,
        resourceType: 'plain',
        algorithm: 'AEAD_SM4_GCM',
        originalType: 'odd',
        id: 'EV-1',
        headers: { 'X-Other': 'yes' },
      },
    );
    const headers = sandbox.exchanges.at(-1)?.request.headers ?? {};
    expect(headers).not.toHaveProperty('Wechatpay-Serial');
    expect(headers).toMatchObject({
      'X-Other': 'yes',
      'Wechatpay-Signature': expect.stringMatching(/^WECHATPAY\/SIGNTEST\//),
    });
    expect(Number(headers['Wechatpay-Timestamp']) - Date.now() / 1000).toBeGreaterThan(890);
    expect(JSON.parse(app.last.body)).toMatchObject({
      id: 'EV-1',
      resource_type: 'plain',
      resource: { algorithm: 'AEAD_SM4_GCM', original_type: 'odd' },
    });
  });
});
