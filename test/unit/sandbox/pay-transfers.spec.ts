import { constants, createPrivateKey, privateDecrypt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { openSealed } from './pay.client.js';
import { type PayStage, setPayStage } from './pay.stage.js';

const PATH = '/v3/fund-app/mch-transfer/transfer-bills';

const start = ({ client, merchant, app }: PayStage, more: Record<string, unknown> = {}) =>
  client.post(
    PATH,
    {
      appid: 'wx0',
      out_bill_no: 'bill01',
      openid: 'o-payee',
      transfer_amount: 500,
      transfer_remark: '奖金',
      transfer_scene_id: '1000',
      transfer_scene_report_infos: [{ info_type: '活动名称', info_content: '抽奖' }],
      notify_url: app.url,
      ...more,
    },
    { headers: { 'Wechatpay-Serial': merchant.publicKeyId } },
  );

const told = ({ app, merchant }: PayStage) => {
  const { event_type, resource } = JSON.parse(app.last.body) as {
    event_type: string;
    resource: Record<string, string>;
  };
  return {
    event_type,
    resource: JSON.parse(openSealed(resource, merchant.apiV3Key)) as Record<string, unknown>,
  };
};

describe('A transfer', () => {
  it('waits for the person, who confirms it', async () => {
    const stage = await setPayStage();
    const { json } = await start(stage);
    expect(json).toEqual({
      out_bill_no: 'bill01',
      transfer_bill_no: expect.stringMatching(/^1330000\d{33}$/),
      create_time: expect.stringMatching(/\+08:00$/),
      state: 'WAIT_USER_CONFIRM',
      package_info: expect.any(String),
    });
    expect(stage.merchant.balance).toBe(99_999_500);
    expect(await stage.merchant.confirmTransfer('bill01')).toMatchObject({ status: 200 });
    expect(told(stage)).toEqual({
      event_type: 'MCHTRANSFER.BILL.FINISHED',
      resource: {
        mch_id: stage.merchant.mchId,
        out_bill_no: 'bill01',
        transfer_bill_no: json['transfer_bill_no'],
        state: 'SUCCESS',
        transfer_amount: 500,
        openid: 'o-payee',
        create_time: json['create_time'],
        update_time: expect.any(String),
      },
    });
    const found = (await stage.client.get(`${PATH}/out-bill-no/bill01`)).json;
    expect(found).toMatchObject({ state: 'SUCCESS', transfer_remark: '奖金' });
    expect(found).not.toHaveProperty('package_info');
    const byNumber = `${PATH}/transfer-bill-no/${String(json['transfer_bill_no'])}`;
    expect((await stage.client.get(byNumber)).json).toEqual(found);
    await expect(stage.merchant.confirmTransfer('bill01')).rejects.toThrow(SandboxUseError);
  });

  it('fails when the person does not confirm, and the money comes back', async () => {
    const stage = await setPayStage();
    await start(stage);
    await stage.merchant.refuseTransfer('bill01');
    expect(told(stage).resource).toMatchObject({ state: 'FAIL', fail_reason: 'OVERDUE_CLOSE' });
    expect(stage.merchant.transfers.get('bill01')).toMatchObject({
      state: 'FAIL',
      failReason: 'OVERDUE_CLOSE',
    });
    expect(stage.merchant.balance).toBe(100_000_000);
  });

  it('can be cancelled while it waits', async () => {
    const stage = await setPayStage();
    await start(stage);
    const cancel = () => stage.client.post(`${PATH}/out-bill-no/bill01/cancel`, {});
    expect(await cancel()).toMatchObject({ status: 200, json: { state: 'CANCELING' } });
    expect((await stage.client.get(`${PATH}/out-bill-no/bill01`)).json).toMatchObject({ state: 'CANCELLED' });
    expect(await cancel()).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
    while (stage.app.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told(stage).resource).toMatchObject({ state: 'CANCELLED' });
  });

  it('asked for once more is the one there is, unless it says something else', async () => {
    const stage = await setPayStage();
    const first = await start(stage);
    expect((await start(stage)).json).toEqual(first.json);
    expect(stage.merchant.balance).toBe(99_999_500);
    expect(await start(stage, { transfer_amount: 501 })).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST' },
    });
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['a number of another form', { out_bill_no: 'bill-01' }, 400, 'PARAM_ERROR'],
    ['nothing', { transfer_amount: 0 }, 400, 'PARAM_ERROR'],
    ['2000 yuan for somebody without a name', { transfer_amount: 200_000 }, 400, 'PARAM_ERROR'],
    ['a name that is not sealed', { user_name: '张三' }, 400, 'PARAM_ERROR'],
  ])('is refused with %s', async (_, more, status, code) => {
    expect(await start(await setPayStage(), more)).toMatchObject({ status, json: { code } });
  });

  it('is refused when there is no money', async () => {
    const stage = await setPayStage();
    stage.merchant.balance = 499;
    expect(await start(stage)).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } });
  });

  it('keeps the name between the merchant and WeChat Pay', async () => {
    const stage = await setPayStage();
    const user_name = stage.client.seal('张三');
    expect(await start(stage, { user_name, transfer_amount: 200_000 })).toMatchObject({ status: 200 });
    const { json } = await stage.client.get(`${PATH}/out-bill-no/bill01`);
    const key = {
      key: createPrivateKey(stage.merchant.privateKey),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
    };
    expect(privateDecrypt(key, Buffer.from(String(json['user_name']), 'base64')).toString()).toBe('张三');
    expect(JSON.stringify(stage.sandbox.requests)).not.toContain('张三');
  });
});
