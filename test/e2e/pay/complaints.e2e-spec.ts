import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from 'nestjs-wechat-sdk';
import { fen } from 'nestjs-wechat-sdk/pay';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const NOTIFY_URL = 'https://shop.example.com/wechat/pay';
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const COMPLAINTS = '/v3/merchant-service/complaints-v2';
const NOTIFICATIONS = '/v3/merchant-service/complaint-notifications';

let pay: StartedPay;
beforeEach(async () => {
  pay = await startPay('express', { client: { notifyUrl: NOTIFY_URL } });
});
afterEach(() => pay.close());

/** Somebody buys a coffee, and complains about it. */
async function complain(outTradeNo: string, phone: string): Promise<string> {
  const { shop, merchant } = pay;
  await shop.transactions.jsapi({
    appid: 'wx1234567890abcdef',
    description: '一杯咖啡',
    out_trade_no: outTradeNo,
    amount: { total: fen(1) },
    payer: { openid: 'o-somebody' },
    notify_url: `${pay.url}/wechat/pay`,
  });
  await merchant.pay(outTradeNo);
  const { complaintId } = await merchant.complain(outTradeNo, { phone, image: PNG });
  return complaintId;
}

const read = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** From a year ago to tomorrow, wherever it is today already. */
const lastYear = (): { begin_date: string; end_date: string } => {
  const today = Date.now();
  const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return { begin_date: dateOf(today - 364 * 86_400_000), end_date: dateOf(today + 86_400_000) };
};

describe('Complaints', () => {
  it('of a year are listed, 30 days at a time, phone numbers open', async () => {
    const first = await complain('coffee-0001', '13800000001');
    const second = await complain('coffee-0002', '13800000002');
    const before = pay.sandbox.requests.length;
    const dates = lastYear();
    const listed = await read(pay.shop.complaints.list(dates));
    expect(listed).toEqual([
      expect.objectContaining({ complaint_id: first, payer_phone: '13800000001' }),
      expect.objectContaining({ complaint_id: second, payer_phone: '13800000002' }),
    ]);
    const spans = pay.sandbox.requests.slice(before).map(({ query }) => query);
    expect(spans).toHaveLength(13);
    expect(spans[0]).toEqual({
      begin_date: dates.begin_date,
      end_date: expect.any(String),
      limit: '50',
      offset: '0',
    });
  });

  it('that are more than a page holds are listed to the last', async () => {
    const { merchant, shop, sandbox } = pay;
    await complain('coffee-0001', '13800000001');
    for (let index = 0; index < 50; index += 1) await merchant.complain('coffee-0001');
    expect(await read(shop.complaints.list(lastYear()))).toHaveLength(51);
    expect(lastRequest(sandbox).query).toMatchObject({ limit: '50', offset: '50' });
  });

  it('are not asked for by what is no date', async () => {
    const dates = { begin_date: '2026-01-01', end_date: '2026-02-30' };
    await expect(read(pay.shop.complaints.list(dates))).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });

  it('are answered with pictures, and dealt with', async () => {
    const { complaints } = pay.shop;
    const id = await complain('coffee-0001', '13800000001');
    const mediaId = await complaints.uploadImage({ content: PNG, filename: 'receipt.png' });
    await complaints.respond(id, { response_content: '已为您重做', response_images: [mediaId] });
    expect(pay.merchant.complaints.get(id)?.replies).toEqual([{ content: '已为您重做', images: [mediaId] }]);
    await complaints.complete(id);
    expect(await complaints.query(id)).toMatchObject({
      complaint_state: 'PROCESSED',
      payer_phone: '13800000001',
    });
    expect(await read(complaints.listNegotiations(id))).toEqual([
      expect.objectContaining({ operate_type: 'MERCHANT_CONFIRM_COMPLETE' }),
      expect.objectContaining({ operate_type: 'MERCHANT_RESPONSE', operate_details: '已为您重做' }),
      expect.anything(),
    ]);
  });

  it('say whether there is a refund, and answer those who wait', async () => {
    const { shop, sandbox, merchant } = pay;
    const refund = { action: 'REJECT', reject_reason: '咖啡已喝完' };
    await shop.complaints.updateRefundProgress('C1', refund);
    expect(lastRequest(sandbox)).toMatchObject({
      route: `POST ${COMPLAINTS}/C1/update-refund-progress`,
      body: refund,
    });
    const message = {
      message: { blocks: [{ type: 'TEXT', text: { text: '马上处理' } }], sender_identity: 'MANUAL' },
      idempotent_id: 'message-1',
    };
    await shop.complaints.respondImmediately('C1', message);
    expect(lastRequest(sandbox)).toMatchObject({
      route: `POST ${COMPLAINTS}/C1/response-immediate-service`,
      body: { ...message, complainted_mchid: merchant.mchId },
    });
  });

  it('lead nowhere by an id that is empty', async () => {
    await expect(pay.shop.complaints.query('')).rejects.toThrow(RangeError);
    await expect(pay.shop.complaints.complete('..')).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });
});

describe('A picture of a complaint', () => {
  it('is fetched by its address, and by its id', async () => {
    const { complaints } = pay.shop;
    const { complaint_media_list: [list] = [] } = await complaints.query(
      await complain('coffee-0001', '13800000001'),
    );
    const [address = ''] = list?.media_url ?? [];
    expect(await buffer(await complaints.image(address))).toEqual(PNG);
    const id = address.split('/').at(-1) as string;
    expect(await buffer(await complaints.image(id))).toEqual(PNG);
    expect(lastRequest(pay.sandbox).route).toBe(`GET /v3/merchant-service/images/${id}`);
  });

  it.each([
    'https://example.com/v3/merchant-service/images/1',
    'http://127.0.0.1:1/v3/merchant-service/images/1',
    'file:///etc/passwd',
  ])('is not fetched at %s, where no signed request belongs', async (address) => {
    await expect(pay.shop.complaints.image(address)).rejects.toThrow(WeChatConfigError);
    expect(pay.sandbox.requests).toEqual([]);
  });

  it.each(['merchant/fund/balance/BASIC', 'merchant-service/images/..%2F..%2Fmerchant/fund/balance/BASIC'])(
    'is not fetched at v3/%s of WeChat Pay, where something else is',
    async (path) => {
      const failure = pay.shop.complaints.image(`${pay.sandbox.baseUrls.payV3}/v3/${path}`);
      await expect(failure).rejects.toThrow(WeChatConfigError);
      await expect(failure).rejects.toThrow(
        'below /v3/merchant-service/images/ or /v3/global/merchant-service/images/',
      );
      expect(pay.sandbox.requests).toEqual([]);
    },
  );

  it('that is not there is an error of WeChat Pay', async () => {
    await expect(pay.shop.complaints.image('nothing')).rejects.toMatchObject({ status: 404 });
  });

  it('is uploaded up to 2 MB', async () => {
    const { complaints } = pay.shop;
    const image = { content: Buffer.alloc(2 * 1024 * 1024, PNG), filename: 'a.png' };
    expect(await complaints.uploadImage(image)).toMatch(/./);
    const larger = { ...image, content: Buffer.concat([image.content, PNG]) };
    await expect(complaints.uploadImage(larger)).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toHaveLength(1);
  });
});

describe('Complaints about a merchant a partner serves', () => {
  const SUB_MCHID = '1900000109';

  it('are listed for it alone', async () => {
    const { shop, sandbox } = pay;
    await complain('coffee-0001', '13800000001');
    const dates = lastYear();
    expect(await read(shop.subMerchant(SUB_MCHID).complaints.list(dates))).toEqual([]);
    expect(lastRequest(sandbox).query).toMatchObject({ complainted_mchid: SUB_MCHID });
    expect(await read(shop.complaints.list(dates))).toHaveLength(1);
    expect(lastRequest(sandbox).query).not.toHaveProperty('complainted_mchid');
  });

  it('are answered in its name', async () => {
    const { shop, sandbox } = pay;
    const { complaints } = shop.subMerchant(SUB_MCHID);
    const id = await complain('coffee-0001', '13800000001');
    await complaints.respond(id, { response_content: '已为您重做' });
    expect(lastRequest(sandbox).body).toMatchObject({ complainted_mchid: SUB_MCHID });
    await complaints.complete(id);
    expect(lastRequest(sandbox).body).toEqual({ complainted_mchid: SUB_MCHID });
  });
});

describe('Notifications of complaints', () => {
  it('go to the client’s address, to another, and end', async () => {
    const { shop, sandbox, merchant } = pay;
    const { complaintNotifications } = shop;
    await complaintNotifications.create();
    expect(await complaintNotifications.query()).toEqual({ mchid: merchant.mchId, url: NOTIFY_URL });
    await complaintNotifications.update('https://other.example.com/');
    expect(lastRequest(sandbox)).toMatchObject({
      route: `PUT ${NOTIFICATIONS}`,
      body: { url: 'https://other.example.com/' },
    });
    expect(await complaintNotifications.query()).toMatchObject({ url: 'https://other.example.com/' });
    await complaintNotifications.delete();
    await expect(complaintNotifications.query()).rejects.toMatchObject({ errcode: 'RESOURCE_NOT_EXISTS' });
  });

  it('need an address', async () => {
    const other = await startPay();
    try {
      await expect(other.shop.complaintNotifications.create()).rejects.toThrow(WeChatConfigError);
      expect(other.sandbox.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
