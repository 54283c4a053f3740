import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const order_key = { order_number_type: 1, mchid: '1900009231', out_trade_no: 'OT-1' };
const payer = { openid: 'o1' };
const parcel = {
  tracking_no: '323244567777',
  express_company: 'DHL',
  item_desc: '微信红包抱枕*1个',
  contact: { receiver_contact: '+86-177****1234' },
};
const shipment = { order_key, payer, logistics_type: 1, delivery_mode: 1, shipping_list: [parcel] };
const order = {
  merchant_id: '1900009231',
  merchant_trade_no: 'OT-1',
  description: 'd',
  openid: 'o1',
  paid_amount: 1,
  order_state: 1,
  trade_create_time: 1,
  in_complaint: false,
};
const LIST = 'POST /wxa/sec/order/get_order_list';

describe('Shipping information', () => {
  let started: StartedMiniProgram;
  let shipping: MiniProgram['shipping'];
  beforeAll(async () => {
    started = await startMiniProgram();
    shipping = started.mini.shipping;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());
  afterEach(() => {
    jest.useRealTimers();
  });

  const last = () => started.sandbox.requests.at(-1);
  const asked = (path: string, body: object) => {
    expect(last()).toMatchObject({ method: 'POST', path: `/wxa/sec/order/${path}` });
    expect(last()?.body).toEqual(body);
  };
  const parcels = (count: number) => Array.from({ length: count }, () => parcel);

  it('is uploaded with the time of the upload', async () => {
    jest.useFakeTimers({
      now: Date.UTC(2026, 2, 1, 8),
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout'],
    });
    await shipping.upload(shipment);
    asked('upload_shipping_info', { ...shipment, upload_time: '2026-03-01T08:00:00.000Z' });
  });

  it('is uploaded with another time when one is given', async () => {
    const upload_time = '2022-12-15T13:29:35.120+08:00';
    await shipping.upload({ ...shipment, upload_time });
    asked('upload_shipping_info', { ...shipment, upload_time });
  });

  it('is uploaded for all parts of an order of several', async () => {
    const upload_time = '2022-12-15T13:29:35.120+08:00';
    const combined = {
      order_key,
      payer,
      sub_orders: [{ order_key, logistics_type: 1, delivery_mode: 1, shipping_list: [parcel] }],
    };
    await shipping.uploadCombined({ ...combined, upload_time });
    asked('upload_combined_shipping_info', { ...combined, upload_time });
    const tooMany = { ...combined.sub_orders[0]!, shipping_list: parcels(2) };
    await expect(
      shipping.uploadCombined({ ...combined, sub_orders: [combined.sub_orders[0]!, tooMany] }),
    ).rejects.toThrow(new RangeError('shipping_list takes 1 to 1, not 2'));
  });

  it('takes 15 parcels in parts', async () => {
    await shipping.upload({
      ...shipment,
      delivery_mode: 2,
      is_all_delivered: true,
      shipping_list: parcels(15),
    });
    expect(last()?.body).toMatchObject({ is_all_delivered: true, shipping_list: parcels(15) });
  });

  it.each([
    [1, 0],
    [1, 2],
    [2, 0],
    [2, 16],
  ])('refuses in delivery mode %i %i parcels before anything is sent', async (delivery_mode, count) => {
    const call = shipping.upload({ ...shipment, delivery_mode, shipping_list: parcels(count) });
    await expect(call).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('is read for one order', async () => {
    expect(await shipping.getOrder({ transaction_id: '42' })).toMatchObject({
      order_state: 1,
      in_complaint: true,
      shipping: { finish_shipping: true },
    });
    asked('get_order', { transaction_id: '42' });
  });

  it('is read page by page', async () => {
    await shipping.getOrderPage();
    asked('get_order_list', {});
    const filter = { order_state: 1, openid: 'o1', pay_time_range: { begin_time: 1, end_time: 2 } };
    expect(await shipping.getOrderPage(filter, { lastIndex: 'mark', size: 20 })).toMatchObject({
      has_more: true,
    });
    asked('get_order_list', { ...filter, last_index: 'mark', page_size: 20 });
    await expect(shipping.getOrderPage({}, { size: 0 })).rejects.toBeInstanceOf(RangeError);
  });

  it('is listed by the mark of each page until there is no more', async () => {
    const page = (more: object) => ({
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ errcode: 0, errmsg: 'ok', order_list: [order], ...more }),
      times: 1,
    });
    started.sandbox.fail(LIST, page({ has_more: true, last_index: 'a' }));
    started.sandbox.fail(LIST, page({ has_more: true, last_index: 'b' }));
    started.sandbox.fail(LIST, page({ has_more: false, last_index: 'c' }));
    const orders = [];
    for await (const one of shipping.listOrders({ order_state: 2 })) orders.push(one);
    expect(orders).toEqual([order, order, order]);
    expect(started.sandbox.requests.map(({ body }) => JSON.parse(body as string) as unknown)).toEqual([
      { order_state: 2 },
      { order_state: 2, last_index: 'a' },
      { order_state: 2, last_index: 'b' },
    ]);
  });

  it('stops listing at a mark that stands still', async () => {
    const orders = [];
    for await (const one of shipping.listOrders()) orders.push(one); // the sandbox always says that there is more
    expect(orders).toHaveLength(2);
  });

  it('reminds the buyer, in seconds', async () => {
    await shipping.remindToConfirm({ transaction_id: '42' }, new Date(1_672_531_200_999));
    asked('notify_confirm_receive', { transaction_id: '42', received_time: 1_672_531_200 });
    const calls = started.sandbox.requests.length;
    await expect(shipping.remindToConfirm({ transaction_id: '42' }, new Date(NaN))).rejects.toBeInstanceOf(
      RangeError,
    );
    expect(started.sandbox.requests).toHaveLength(calls);
  });

  it('sets where messages lead', async () => {
    await shipping.setMessagePath('pages/order/order');
    asked('set_msg_jump_path', { path: 'pages/order/order' });
  });

  it('tells whether it is needed, for this mini program or another', async () => {
    expect(await shipping.isTradeManaged()).toBe(true);
    asked('is_trade_managed', { appid: started.mini.appId });
    expect(await shipping.isTradeConfirmed('wx2')).toBe(true);
    asked('is_trade_management_confirmation_completed', { appid: 'wx2' });
  });

  it('reports orders that are sent late, and those of tests', async () => {
    await shipping.reportPresale('42', new Date(1_752_035_828_000));
    asked('opspecialorder', { order_id: '42', type: 1, delay_to: 1_752_035_828 });
    await shipping.reportTestOrder('43');
    asked('opspecialorder', { order_id: '43', type: 2 });
  });

  it('passes on what WeChat refuses', async () => {
    started.sandbox.fail('POST /wxa/sec/order/upload_shipping_info', { errcode: 10060002 });
    await expect(shipping.upload(shipment)).rejects.toMatchObject({ errcode: 10060002 });
  });
});
