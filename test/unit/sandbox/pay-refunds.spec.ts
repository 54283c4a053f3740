import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { openSealed, orderOf } from './pay.client.js';
import { setPayStage } from './pay.stage.js';

const PATH = '/v3/refund/domestic/refunds';

/** A stage on which an order of 100 fen was paid. */
async function setPaidStage() {
  const stage = await setPayStage();
  const { client, merchant, app } = stage;
  await client.post('/v3/pay/transactions/jsapi', orderOf(merchant, { notify_url: app.url }));
  await merchant.pay('order-0001');
  const refund = (more: Record<string, unknown> = {}) =>
    client.post(PATH, {
      out_trade_no: 'order-0001',
      out_refund_no: 'refund-01',
      amount: { total: 100, refund: 30, currency: 'CNY' },
      notify_url: app.url,
      ...more,
    });
  return { ...stage, refund };
}

const amount = (refund: number, total = 100) => ({ amount: { total, refund, currency: 'CNY' } });

describe('A refund', () => {
  it('starts, is found, and ends with a notification', async () => {
    const { client, merchant, app, refund } = await setPaidStage();
    const { json, status } = await refund({ reason: 'cold' });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      refund_id: expect.stringMatching(/^503\d+$/),
      out_refund_no: 'refund-01',
      transaction_id: merchant.orders.get('order-0001')?.transactionId,
      out_trade_no: 'order-0001',
      status: 'PROCESSING',
      amount: { total: 100, refund: 30, payer_refund: 30, currency: 'CNY' },
    });
    const notified = await merchant.finishRefund('refund-01', 'SUCCESS');
    expect(notified.status).toBe(200);
    const told = JSON.parse(app.last.body) as { event_type: string; resource: Record<string, string> };
    expect(told.event_type).toBe('REFUND.SUCCESS');
    expect(told.resource).toMatchObject({ original_type: 'refund', associated_data: 'refund' });
    expect(JSON.parse(openSealed(told.resource, merchant.apiV3Key))).toEqual({
      mchid: merchant.mchId,
      transaction_id: json['transaction_id'],
      out_trade_no: 'order-0001',
      refund_id: json['refund_id'],
      out_refund_no: 'refund-01',
      refund_status: 'SUCCESS',
      success_time: expect.stringMatching(/\+08:00$/),
      user_received_account: '支付用户零钱',
      amount: { total: 100, refund: 30, payer_total: 100, payer_refund: 30 },
    });
    const found = await client.get(`${PATH}/refund-01`);
    expect(found.json).toMatchObject({ status: 'SUCCESS', success_time: expect.any(String) });
    expect(merchant.orders.get('order-0001')).toMatchObject({ state: 'REFUND', refunded: 30 });
  });

  it('is possible in parts, up to the whole', async () => {
    const { refund, merchant } = await setPaidStage();
    expect((await refund()).status).toBe(200);
    expect((await refund({ out_refund_no: 'refund-02', ...amount(70) })).status).toBe(200);
    expect(await refund({ out_refund_no: 'refund-03', ...amount(1) })).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST' },
    });
    await merchant.finishRefund('refund-02', 'CLOSED');
    expect((await refund({ out_refund_no: 'refund-03', ...amount(70) })).status).toBe(200);
  });

  it('asked for once more is the one there is', async () => {
    const { refund, merchant } = await setPaidStage();
    const first = await refund();
    expect((await refund()).json).toEqual(first.json);
    expect(merchant.orders.get('order-0001')?.refunded).toBe(30);
    expect(await refund(amount(31))).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['an order there is not', { out_trade_no: 'order-0002' }, 404, 'ORDER_NOT_EXIST'],
    ['no order', { out_trade_no: undefined }, 400, 'PARAM_ERROR'],
    ['another total', amount(30, 101), 400, 'INVALID_REQUEST'],
    ['more than was paid', amount(101), 400, 'INVALID_REQUEST'],
    ['nothing', amount(0), 400, 'PARAM_ERROR'],
  ])('is refused with %s', async (_, more, status, code) => {
    const { refund } = await setPaidStage();
    expect(await refund(more)).toMatchObject({ status, json: { code } });
  });

  it('needs an order that is paid, and money', async () => {
    const { client, merchant, refund } = await setPaidStage();
    await client.post('/v3/pay/transactions/native', orderOf(merchant, { out_trade_no: 'order-0002' }));
    expect(await refund({ out_trade_no: 'order-0002' })).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST' },
    });
    merchant.balance = 29;
    expect(await refund()).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } });
    merchant.balance = 30;
    expect(await refund()).toMatchObject({ status: 200 });
    expect(merchant.balance).toBe(0);
    await merchant.finishRefund('refund-01', 'CLOSED');
    expect(merchant.balance).toBe(30);
  });

  it('that went wrong can be sent to a bank card', async () => {
    const { client, merchant, refund, app } = await setPaidStage();
    const { json } = await refund();
    const path = `${PATH}/${String(json['refund_id'])}/apply-abnormal-refund`;
    const card = {
      out_refund_no: 'refund-01',
      type: 'USER_BANK_CARD',
      bank_type: 'ICBC_DEBIT',
      bank_account: client.seal('6222'),
      real_name: client.seal('张三'),
    };
    const serial = { headers: { 'Wechatpay-Serial': merchant.publicKeyId } };
    expect(await client.post(path, card, serial)).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST' },
    });
    await merchant.finishRefund('refund-01', 'ABNORMAL');
    expect((JSON.parse(app.last.body) as { event_type: string }).event_type).toBe('REFUND.ABNORMAL');
    expect(await client.post(path, card)).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
    expect(await client.post(path, card, serial)).toMatchObject({
      status: 200,
      json: { status: 'PROCESSING' },
    });
    await merchant.finishRefund('refund-01', 'SUCCESS');
    await expect(merchant.finishRefund('refund-01', 'SUCCESS')).rejects.toThrow(SandboxUseError);
  });
});

describe('Combined orders', () => {
  const sub = (mchid: string, out_trade_no: string, total_amount: number) => ({
    mchid,
    attach: out_trade_no,
    description: `part ${out_trade_no}`,
    out_trade_no,
    amount: { total_amount, currency: 'CNY' },
  });
  async function setCombineStage() {
    const stage = await setPayStage();
    const { mchId } = stage.merchant;
    const body = {
      combine_appid: 'wx0',
      combine_mchid: mchId,
      combine_out_trade_no: 'combine-01',
      notify_url: stage.app.url,
      sub_orders: [sub(mchId, 'part-0001', 10), sub(mchId, 'part-0002', 20)],
      combine_payer_info: { openid: 'o-payer' },
      scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } },
    };
    const place = (type = 'jsapi', more: object = {}) =>
      stage.client.post(`/v3/combine-transactions/${type}`, { ...body, ...more });
    return { ...stage, body, place };
  }

  it('are paid at once, told of at once, and refunded one by one', async () => {
    const { client, merchant, app, place } = await setCombineStage();
    const first = await place();
    expect(first.json).toEqual({ prepay_id: expect.stringMatching(/^wx/) });
    expect((await place()).json).toEqual(first.json);
    await merchant.pay('combine-01');
    const { json } = await client.get('/v3/combine-transactions/out-trade-no/combine-01');
    expect(json).toMatchObject({
      combine_appid: 'wx0',
      combine_mchid: merchant.mchId,
      combine_transaction_id: expect.stringMatching(/^4200/),
      sub_orders: [
        { out_trade_no: 'part-0001', trade_state: 'SUCCESS', amount: { total_amount: 10, payer_amount: 10 } },
        { out_trade_no: 'part-0002', trade_state: 'SUCCESS', attach: 'part-0002' },
      ],
      combine_payer_info: { openid: 'o-payer' },
    });
    const byId = await client.get(`/v3/combine-transactions/id/${String(json['combine_transaction_id'])}`);
    expect(byId.json).toEqual(json);
    const { resource } = JSON.parse(app.last.body) as { resource: Record<string, string> };
    expect(JSON.parse(openSealed(resource, merchant.apiV3Key))).toEqual(json);
    const refund = { out_trade_no: 'part-0002', out_refund_no: 'r-1', ...amount(20, 20) };
    expect((await client.post(PATH, refund)).status).toBe(200);
    expect([...merchant.orders.values()].map(({ state }) => state)).toEqual(['SUCCESS', 'REFUND']);
  });

  it('come in every way, are closed together, and share no number', async () => {
    const { client, merchant, body, place } = await setCombineStage();
    expect((await place('h5')).json).toEqual({ h5_url: expect.stringContaining('/cashier?') });
    const two = { combine_out_trade_no: 'combine-02' };
    expect(await place('app', two)).toMatchObject({ status: 403, json: { code: 'OUT_TRADE_NO_USED' } });
    const others = {
      ...two,
      sub_orders: [sub(merchant.mchId, 'part-0003', 1), sub(merchant.mchId, 'part-0004', 1)],
    };
    expect((await place('native', others)).json).toEqual({ code_url: expect.stringMatching(/^weixin:/) });
    const path = '/v3/combine-transactions/out-trade-no/combine-01/close';
    const one = { combine_appid: 'wx0', sub_orders: [{ mchid: merchant.mchId, out_trade_no: 'part-0001' }] };
    expect(await client.post(path, one)).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
    expect((await client.post(path, body)).status).toBe(204);
    expect(merchant.orders.get('part-0002')?.state).toBe('CLOSED');
  });
});
