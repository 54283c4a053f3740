import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatSignatureError } from 'nestjs-wechat-sdk';
import { fen, type PayTransfer, type PayTransferReceipt, yuan } from 'nestjs-wechat-sdk/pay';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const NOTIFY_URL = 'https://shop.example.com/wechat/pay';
const APP_ID = 'wx1234567890abcdef';
const TRANSFER: PayTransfer = {
  appid: APP_ID,
  out_bill_no: 'Bill0001',
  transfer_scene_id: '1000',
  openid: 'o-somebody',
  transfer_amount: fen(100),
  transfer_remark: '新会员奖励',
  transfer_scene_report_infos: [{ info_type: '活动名称', info_content: '新会员有礼' }],
};

let pay: StartedPay;
beforeEach(async () => {
  pay = await startPay('express', { client: { notifyUrl: NOTIFY_URL } });
  pay.merchant.balance = yuan('10000');
});
afterEach(() => pay.close());

describe('A merchant transfers to a person', () => {
  it('starts a transfer, and the front end asks the person', async () => {
    const { shop, sandbox, merchant } = pay;
    const transfer = await shop.transfers.create(TRANSFER);
    expect(transfer.state).toBe('WAIT_USER_CONFIRM');
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /v3/fund-app/mch-transfer/transfer-bills',
      body: { ...TRANSFER, notify_url: NOTIFY_URL },
    });
    expect(shop.transfers.confirmation(APP_ID, transfer)).toEqual({
      mchId: merchant.mchId,
      appId: APP_ID,
      package: transfer.package_info,
    });
  });

  it('has nothing confirmed that waits for nobody, or that WeChat Pay gave nothing to confirm with', async () => {
    const { transfers } = pay.shop;
    const confirm = (transfer: { state: string; package_info?: string }) => () =>
      transfers.confirmation(APP_ID, transfer);
    expect(confirm({ state: 'SUCCESS' })).toThrow('There is nothing to confirm: the transfer is SUCCESS');
    expect(confirm({ state: 'CANCELLED', package_info: 'stale' })).toThrow(RangeError);
    expect(confirm({ state: 'WAIT_USER_CONFIRM' })).toThrow('WAIT_USER_CONFIRM, without package_info');
    const partner = pay.shop.subMerchant('1900000109').transfers;
    expect(() => partner.confirmation(APP_ID, { package_info: '' })).toThrow(RangeError);
  });

  it('sends notifications elsewhere when the transfer says so', async () => {
    const { shop, sandbox } = pay;
    await shop.transfers.create({ ...TRANSFER, notify_url: 'https://other.example.com/' });
    expect(lastRequest(sandbox).body).toMatchObject({ notify_url: 'https://other.example.com/' });
  });

  it('seals the name on its way, and reads it back', async () => {
    const { shop, sandbox } = pay;
    const { transfer_bill_no } = await shop.transfers.create({ ...TRANSFER, user_name: '张三' });
    expect(lastRequest(sandbox).body).toMatchObject({
      user_name: expect.stringMatching(/^[A-Za-z0-9+/=]{344}$/),
    });
    expect(await shop.transfers.queryByOutBillNo('Bill0001')).toMatchObject({ user_name: '张三' });
    expect(await shop.transfers.queryByTransferBillNo(transfer_bill_no)).toMatchObject({
      out_bill_no: 'Bill0001',
      user_name: '张三',
    });
  });

  it('is told what became of it', async () => {
    const { shop, merchant } = pay;
    merchant.notifyUrl = undefined;
    await shop.transfers.create(TRANSFER);
    await shop.transfers.cancel('Bill0001');
    expect(await shop.transfers.queryByOutBillNo('Bill0001')).toMatchObject({ state: 'CANCELLED' });
    await expect(shop.transfers.queryByOutBillNo('Bill0002')).rejects.toMatchObject({ status: 404 });
  });

  it('transfers once, however often the same is asked for', async () => {
    const { shop, merchant } = pay;
    const first = await shop.transfers.create(TRANSFER);
    expect(await shop.transfers.create(TRANSFER)).toEqual(first);
    expect(merchant.transfers.size).toBe(1);
  });

  it('repeats a transfer whose answer was lost, under its number', async () => {
    const { shop, sandbox, merchant } = pay;
    sandbox.fail('POST /v3/fund-app/mch-transfer/transfer-bills', { status: 502, times: 1 });
    await shop.transfers.create(TRANSFER);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([502, 200]);
    expect(merchant.transfers.size).toBe(1);
  });

  it.each([
    ['a number with other signs', { ...TRANSFER, out_bill_no: 'Bill-0001' }],
    ['a number that is too long', { ...TRANSFER, out_bill_no: 'B'.repeat(33) }],
    ['nobody named from 2,000 yuan on', { ...TRANSFER, transfer_amount: yuan('2000') }],
  ])('sends nothing for %s', async (_, transfer) => {
    const { shop, sandbox } = pay;
    await expect(shop.transfers.create(transfer)).rejects.toThrow(RangeError);
    expect(sandbox.requests).toEqual([]);
  });

  it('takes 1,999.99 yuan without a name, and 2,000 with one', async () => {
    const { shop, merchant } = pay;
    await shop.transfers.create({ ...TRANSFER, transfer_amount: yuan('1999.99') });
    const named = { ...TRANSFER, out_bill_no: 'Bill0002', user_name: '张三' };
    await shop.transfers.create({ ...named, transfer_amount: yuan('2000') });
    expect([...merchant.transfers.values()].map(({ amount }) => amount)).toEqual([199_999, 200_000]);
  });

  it('names what is wrong when the balance is too low', async () => {
    const { shop, merchant } = pay;
    merchant.balance = 99;
    await expect(shop.transfers.create(TRANSFER)).rejects.toMatchObject({ errcode: 'NOT_ENOUGH' });
  });
});

describe('The receipt of a transfer', () => {
  it('is applied for and asked after by either number', async () => {
    const { transfers } = pay.shop;
    const { sandbox } = pay;
    await transfers.applyReceiptByOutBillNo('Bill0001');
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /v3/fund-app/mch-transfer/elecsign/out-bill-no',
      body: { out_bill_no: 'Bill0001' },
    });
    await transfers.applyReceiptByTransferBillNo('1330001');
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /v3/fund-app/mch-transfer/elecsign/transfer-bill-no',
      body: { transfer_bill_no: '1330001' },
    });
    await transfers.queryReceiptByOutBillNo('Bill0001');
    expect(lastRequest(sandbox).route).toBe('GET /v3/fund-app/mch-transfer/elecsign/out-bill-no/Bill0001');
    await transfers.queryReceiptByTransferBillNo('1330001');
    expect(lastRequest(sandbox).route).toBe(
      'GET /v3/fund-app/mch-transfer/elecsign/transfer-bill-no/1330001',
    );
  });

  /** The receipt of a transfer whose file stands in the sandbox. */
  async function finishedReceipt(): Promise<{ receipt: PayTransferReceipt; file: Buffer }> {
    const query = { token: 'a-token' };
    const file = await pay.shop.request('GET /v3/transferdownload/signfile', { query });
    const receipt = {
      state: 'FINISHED',
      create_time: '2026-01-01T10:00:00+08:00',
      update_time: '2026-01-01T10:01:00+08:00',
      hash_type: 'SHA256',
      hash_value: createHash('sha256').update(file).digest('hex').toUpperCase(),
      download_url: `${pay.sandbox.baseUrls.payV3}/v3/transferdownload/signfile?token=a-token`,
    };
    return { receipt, file };
  }

  it('is downloaded, and believed by its hash', async () => {
    const { transfers } = pay.shop;
    const { receipt, file } = await finishedReceipt();
    expect(await buffer(await transfers.downloadReceipt(receipt))).toEqual(file);
    const altered = { ...receipt, hash_value: '0'.repeat(64) };
    await expect(transfers.downloadReceipt(altered).then(buffer)).rejects.toThrow(WeChatSignatureError);
  });

  it('is not downloaded when nobody can tell whether it is the right one, or before it is made', async () => {
    const { transfers } = pay.shop;
    const { receipt } = await finishedReceipt();
    const sent = pay.sandbox.requests.length;
    await expect(transfers.downloadReceipt({ ...receipt, hash_type: 'SM3' })).rejects.toThrow(
      WeChatSignatureError,
    );
    const { create_time, update_time } = receipt;
    await expect(
      transfers.downloadReceipt({ state: 'GENERATING', create_time, update_time }),
    ).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toHaveLength(sent);
  });
});

describe('A partner transfers for a merchant it serves', () => {
  const OF = { sub_mchid: '1900000109' };

  it('fills in whose money it is', async () => {
    const { shop, sandbox, merchant } = pay;
    const { transfers } = shop.subMerchant(OF.sub_mchid);
    const transfer = await transfers.create({ ...TRANSFER, user_name: '张三' });
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /v3/fund-app/mch-transfer/partner/transfer-bills',
      body: {
        ...TRANSFER,
        ...OF,
        notify_url: NOTIFY_URL,
        user_name: expect.stringMatching(/^[A-Za-z0-9+/=]{344}$/),
      },
    });
    expect(transfers.confirmation(APP_ID, transfer)).toEqual({
      mchId: merchant.mchId,
      subMchId: OF.sub_mchid,
      appId: APP_ID,
      package: transfer.package_info,
    });
  });

  it('cancels, queries, and has receipts made', async () => {
    const { shop, sandbox } = pay;
    const { transfers } = shop.subMerchant(OF.sub_mchid);
    await transfers.cancel('Bill0001');
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/Bill0001/cancel',
      body: OF,
    });
    await transfers.queryByOutBillNo('Bill0001');
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'GET /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/Bill0001',
      query: OF,
    });
    await transfers.applyReceipt('Bill0001');
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /v3/fund-app/mch-transfer/partner/electronic-receipts',
      body: { ...OF, out_bill_no: 'Bill0001' },
    });
    await transfers.queryReceipt('Bill0001');
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'GET /v3/fund-app/mch-transfer/partner/electronic-receipts/Bill0001',
      query: OF,
    });
  });

  it('names the person from 2,000 yuan on', async () => {
    const { transfers } = pay.shop.subMerchant(OF.sub_mchid);
    const large = { ...TRANSFER, transfer_amount: yuan('2000') };
    await expect(transfers.create(large)).rejects.toThrow(RangeError);
    expect(pay.sandbox.requests).toEqual([]);
  });
});
