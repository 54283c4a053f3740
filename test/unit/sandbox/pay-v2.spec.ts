import { describe, expect, it } from '@jest/globals';
import { readXml } from '../../../lib/common/index.js';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { setPayStage } from './pay.stage.js';
import { openReqInfo, PayV2Client, signV2 } from './pay-v2.client.js';

const TAKEN = '<xml><return_code>SUCCESS</return_code></xml>';
const ORDER = {
  body: '一杯咖啡',
  out_trade_no: 'order-0001',
  total_fee: 100,
  notify_url: 'http://127.0.0.1:9/',
  spbill_create_ip: '127.0.0.1',
};

async function setV2Stage() {
  const stage = await setPayStage();
  stage.app.respond = () => TAKEN;
  const v2 = new PayV2Client(stage.sandbox, stage.merchant);
  const scan = (auth_code: string, more: object = {}) =>
    v2.post('/pay/micropay', { ...ORDER, auth_code, ...more });
  const query = (out_trade_no = 'order-0001') => v2.post('/pay/orderquery', { out_trade_no });
  return { ...stage, v2, scan, query };
}

describe('A request of v2', () => {
  it.each(['MD5', 'HMAC-SHA256'])(
    'is taken and answered with a signature of its kind: %s',
    async (sign_type) => {
      const { v2 } = await setV2Stage();
      const answer = await v2.post('/pay/unifiedorder', { ...ORDER, trade_type: 'NATIVE', sign_type });
      expect(answer).toMatchObject({
        return_code: 'SUCCESS',
        result_code: 'SUCCESS',
        prepay_id: expect.stringMatching(/^wx/),
      });
      expect(v2.isSigned(answer, sign_type)).toBe(true);
      expect(v2.isSigned(answer, sign_type, 'other')).toBe(false);
    },
  );

  it('is refused without a signature of the merchant’s key, and the answer has none', async () => {
    const { v2, merchant } = await setV2Stage();
    const order = { ...ORDER, trade_type: 'NATIVE' };
    for (const answer of [
      await v2.post('/pay/unifiedorder', order, 'x'.repeat(32)),
      await v2.post('/pay/unifiedorder', { ...order, sign: signV2(order, merchant.apiKey, 'HMAC-SHA256') }),
      await v2.post('/pay/unifiedorder', { ...order, mch_id: '1' }),
      readXml(await v2.raw('/pay/unifiedorder', '<xml>')),
      await v2.post('/pay/nowhere', order),
      await v2.post('/pay/unifiedorder', { ...order, total_fee: undefined }),
      await v2.post('/pay/unifiedorder', { ...order, trade_type: 'ODD' }),
    ]) {
      expect(answer).toMatchObject({ return_code: 'FAIL', return_msg: expect.any(String) });
      expect(answer).not.toHaveProperty('sign');
    }
    expect(merchant.orders.size).toBe(0);
  });

  it('for a page may be signed with HMAC-SHA256 without a word of it', async () => {
    const { merchant, sandbox } = await setV2Stage();
    const fields = {
      appid: 'wx0',
      mch_id: merchant.mchId,
      plan_id: '1',
      contract_code: 'c',
      request_serial: '1',
      contract_display_account: 'a',
      version: '1.0',
      timestamp: '1700000000',
      clientip: '127.0.0.1',
    };
    const sign = signV2(fields, merchant.apiKey, 'HMAC-SHA256');
    const ask = async (given: Record<string, string>) => {
      const response = await fetch(`${sandbox.url}/pay-v2/papay/h5entrustweb?${new URLSearchParams(given)}`);
      return readXml(await response.text());
    };
    expect(await ask({ ...fields, sign })).toMatchObject({ return_code: 'SUCCESS' });
    expect(await ask({ ...fields, sign: sign.toLowerCase() })).toMatchObject({ return_msg: '签名错误' });
  });

  it('is answered with an error that was asked for', async () => {
    const { v2, sandbox } = await setV2Stage();
    sandbox.fail('POST /pay/orderquery', { code: 'SYSTEMERROR', message: '系统错误', times: 1 });
    const answer = await v2.post('/pay/orderquery', { out_trade_no: 'a' });
    expect(answer).toMatchObject({
      return_code: 'SUCCESS',
      result_code: 'FAIL',
      err_code: 'SYSTEMERROR',
      err_code_des: '系统错误',
    });
    expect(v2.isSigned(answer)).toBe(true);
    expect(await v2.post('/pay/orderquery', { out_trade_no: 'a' })).toMatchObject({
      err_code: 'ORDERNOTEXIST',
    });
    expect(sandbox.requests.at(-1)).toMatchObject({ code: 'ORDER_NOT_EXIST', path: '/pay/orderquery' });
  });

  it.each(['signature', 'body', 'missing-signature'] as const)(
    'can be answered with another: %s',
    async (tamper) => {
      const { v2, merchant } = await setV2Stage();
      merchant.tamperNextAnswer(tamper);
      const answer = await v2.post('/pay/unifiedorder', { ...ORDER, trade_type: 'APP' });
      expect(answer).toMatchObject({ result_code: 'SUCCESS' });
      expect(v2.isSigned(answer)).toBe(false);
    },
  );
});

describe('A code that is scanned', () => {
  it('pays at once, and only once', async () => {
    const { scan, query, v2, merchant, app } = await setV2Stage();
    const code = merchant.authCode({ openid: 'o-payer' });
    expect(await v2.post('/tools/authcodetoopenid', { auth_code: code })).toMatchObject({
      openid: 'o-payer',
    });
    const answer = await scan(code);
    expect(answer).toMatchObject({
      result_code: 'SUCCESS',
      mch_id: merchant.mchId,
      appid: 'wx0',
      openid: 'o-payer',
      trade_type: 'MICROPAY',
      total_fee: '100',
      cash_fee: '100',
      transaction_id: expect.stringMatching(/^4200/),
      time_end: expect.stringMatching(/^\d{14}$/),
    });
    expect(await query()).toMatchObject({
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      openid: 'o-payer',
    });
    expect(await scan(code)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERPAID' });
    expect(await scan(code, { out_trade_no: 'order-0002' })).toMatchObject({ err_code: 'AUTHCODEEXPIRE' });
    expect(await scan('123')).toMatchObject({ err_code: 'ORDERPAID' });
    expect(await scan('123', { out_trade_no: 'order-0003' })).toMatchObject({
      err_code: 'AUTH_CODE_INVALID',
    });
    expect(await scan('134567890123456789', { out_trade_no: 'order-0004' })).toMatchObject({
      result_code: 'SUCCESS',
    });
    expect(app.seen).toHaveLength(0);
  });

  it('may need a password, until when the order waits', async () => {
    const { scan, query, merchant, app } = await setV2Stage();
    const code = merchant.authCode({ needsPassword: true });
    expect(await scan(code)).toMatchObject({ result_code: 'FAIL', err_code: 'USERPAYING' });
    expect(await scan(code)).toMatchObject({ err_code: 'USERPAYING' });
    expect(await query()).toMatchObject({ trade_state: 'USERPAYING' });
    expect(await merchant.pay('order-0001')).toMatchObject({ attempts: 0 });
    expect(await query()).toMatchObject({ trade_state: 'SUCCESS' });
    expect(app.seen).toHaveLength(0);
  });

  it('may be refused by its holder', async () => {
    const { scan, query, merchant } = await setV2Stage();
    await scan(merchant.authCode({ needsPassword: true }));
    await merchant.refuse('order-0001');
    expect(await query()).toMatchObject({ trade_state: 'PAYERROR', trade_state_desc: '支付失败' });
  });

  it('can be taken back whatever became of it', async () => {
    const { scan, query, v2, merchant } = await setV2Stage();
    const reverse = (out_trade_no: string) => v2.post('/secapi/pay/reverse', { out_trade_no });
    await scan(merchant.authCode());
    expect(merchant.balance).toBe(100_000_100);
    expect(await reverse('order-0001')).toMatchObject({ result_code: 'SUCCESS', recall: 'N' });
    expect(merchant.balance).toBe(100_000_000);
    expect(await reverse('order-0001')).toMatchObject({ result_code: 'SUCCESS' });
    expect(merchant.balance).toBe(100_000_000);
    expect(await query()).toMatchObject({ trade_state: 'REVOKED' });
    await scan(merchant.authCode({ needsPassword: true }), { out_trade_no: 'order-0002' });
    await reverse('order-0002');
    await expect(merchant.pay('order-0002')).rejects.toThrow(SandboxUseError);
    expect(await reverse('order-0003')).toMatchObject({ err_code: 'ORDERNOTEXIST' });
  });

  it('works in v3, too', async () => {
    const { client, merchant } = await setV2Stage();
    const order = (out_trade_no: string, auth_code: string) => ({
      mchid: merchant.mchId,
      appid: 'wx0',
      description: 'tea',
      out_trade_no,
      amount: { total: 7 },
      payer: { auth_code },
      scene_info: { store_info: { id: '1', out_id: '1' } },
    });
    const pay = (out_trade_no: string, code: string) =>
      client.post('/v3/pay/transactions/codepay', order(out_trade_no, code));
    expect(await pay('order-0001', merchant.authCode())).toMatchObject({
      status: 200,
      json: { trade_state: 'SUCCESS' },
    });
    const slow = merchant.authCode({ needsPassword: true });
    expect(await pay('order-0002', slow)).toMatchObject({ status: 202, json: { code: 'USERPAYING' } });
    const path = '/v3/pay/transactions/out-trade-no/order-0002/reverse';
    expect(await client.post(path, { mchid: merchant.mchId, appid: 'wx0' })).toMatchObject({ status: 200 });
    expect(merchant.orders.get('order-0002')?.state).toBe('REVOKED');
  });
});

describe('An order of v2', () => {
  it.each(['MD5', 'HMAC-SHA256'])(
    'is paid, and told of with a signature of its kind: %s',
    async (sign_type) => {
      const { v2, merchant, app, query } = await setV2Stage();
      const order = {
        ...ORDER,
        trade_type: 'JSAPI',
        openid: 'o-payer',
        notify_url: app.url,
        attach: 'a',
        sign_type,
      };
      await v2.post('/pay/unifiedorder', order);
      expect(await query()).toMatchObject({ trade_state: 'NOTPAY' });
      expect(await merchant.pay('order-0001')).toMatchObject({ status: 200, attempts: 1, id: '' });
      const notice = readXml(app.last.body);
      expect(notice).toMatchObject({
        return_code: 'SUCCESS',
        result_code: 'SUCCESS',
        mch_id: merchant.mchId,
        appid: 'wx0',
        openid: 'o-payer',
        out_trade_no: 'order-0001',
        total_fee: '100',
        attach: 'a',
        transaction_id: merchant.orders.get('order-0001')?.transactionId,
      });
      expect(app.last.contentType).toBe('text/xml');
      expect(v2.isSigned(notice, sign_type)).toBe(true);
    },
  );

  it('is told of again until the answer says SUCCESS', async () => {
    const { v2, merchant, app } = await setV2Stage();
    let count = 0;
    app.respond = () => ((count += 1) < 3 ? '<xml><return_code>FAIL</return_code></xml>' : TAKEN);
    await v2.post('/pay/unifiedorder', { ...ORDER, trade_type: 'NATIVE', notify_url: app.url });
    expect(await merchant.pay('order-0001')).toMatchObject({ attempts: 3 });
    app.respond = () => 'OK';
    expect(await merchant.notifyV2('order', {}, { repeat: 1 })).toMatchObject({ attempts: 2, body: 'OK' });
  });

  it('is closed, once', async () => {
    const { v2 } = await setV2Stage();
    const answer = await v2.post('/pay/unifiedorder', { ...ORDER, trade_type: 'MWEB' });
    expect(answer['mweb_url']).toMatch(/\/cashier\?prepay_id=wx/);
    expect(await v2.post('/pay/closeorder', { out_trade_no: 'order-0001' })).toMatchObject({
      result_code: 'SUCCESS',
    });
    expect(await v2.post('/pay/closeorder', { out_trade_no: 'order-0001' })).toMatchObject({
      err_code: 'ORDERCLOSED',
    });
  });

  it('is refunded, and its end told of under seal', async () => {
    const { v2, merchant, app, scan } = await setV2Stage();
    await scan(merchant.authCode());
    const refund = (more: object = {}) =>
      v2.post('/secapi/pay/refund', {
        out_trade_no: 'order-0001',
        out_refund_no: 'refund-1',
        total_fee: 100,
        refund_fee: 40,
        notify_url: app.url,
        ...more,
      });
    expect(await refund()).toMatchObject({
      result_code: 'SUCCESS',
      refund_fee: '40',
      refund_id: expect.stringMatching(/^503/),
    });
    expect(await refund({ out_refund_no: 'refund-2', refund_fee: 61 })).toMatchObject({
      err_code: 'INVALID_REQUEST',
    });
    merchant.balance = 0;
    expect(await refund({ out_refund_no: 'refund-2' })).toMatchObject({ err_code: 'NOTENOUGH' });
    await merchant.finishRefund('refund-1', 'SUCCESS');
    const { req_info, ...notice } = readXml(app.last.body);
    expect(notice).toMatchObject({ return_code: 'SUCCESS', mch_id: merchant.mchId });
    expect(notice).not.toHaveProperty('sign');
    expect(openReqInfo(String(req_info), merchant.apiKey)).toMatchObject({
      out_refund_no: 'refund-1',
      refund_status: 'SUCCESS',
      refund_fee: '40',
      total_fee: '100',
      success_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:/),
    });
    expect(await v2.post('/pay/refundquery', { out_refund_no: 'refund-1' })).toMatchObject({
      refund_count: '1',
      out_refund_no_0: 'refund-1',
      refund_status_0: 'SUCCESS',
      refund_fee_0: '40',
    });
    expect(await v2.post('/pay/refundquery', { out_refund_no: 'refund-9' })).toMatchObject({
      err_code: 'REFUNDNOTEXIST',
    });
  });
});

describe('A notice of v2', () => {
  it.each(['signature', 'body', 'missing-signature'] as const)('can be altered: %s', async (tamper) => {
    const { v2, merchant, app } = await setV2Stage();
    await merchant.notifyV2('order', { out_trade_no: 'a' }, { tamper });
    expect(v2.isSigned(readXml(app.last.body))).toBe(false);
    await merchant.notifyV2('order', { out_trade_no: 'a' });
    expect(v2.isSigned(readXml(app.last.body))).toBe(true);
  });

  it('can hold what nobody can open', async () => {
    const { merchant, app } = await setV2Stage();
    await merchant.notifyV2('refund', { out_refund_no: 'a' }, { tamper: 'ciphertext' });
    const reqInfo = String(readXml(app.last.body)['req_info']);
    expect(() => openReqInfo(reqInfo, merchant.apiKey)).toThrow();
  });
});

describe('A red packet', () => {
  it('is sent once, found, and opened', async () => {
    const { v2, merchant } = await setV2Stage();
    const send = (more: object = {}) =>
      v2.post('/mmpaymkttransfers/sendredpack', {
        appid: undefined,
        wxappid: 'wx0',
        mch_billno: 'packet01',
        send_name: 'shop',
        re_openid: 'o-1',
        total_amount: 188,
        total_num: 1,
        wishing: '恭喜发财',
        client_ip: '127.0.0.1',
        act_name: 'new year',
        remark: 'r',
        ...more,
      });
    const sent = await send();
    expect(sent).toMatchObject({ result_code: 'SUCCESS', total_amount: '188', re_openid: 'o-1' });
    expect(sent).not.toHaveProperty('sign');
    expect((await send())['send_listid']).toBe(sent['send_listid']);
    expect(merchant.balance).toBe(99_999_812);
    expect(await send({ total_amount: 200 })).toMatchObject({ err_code: 'INVALID_REQUEST' });
    expect(await send({ mch_billno: 'packet02', total_amount: 99 })).toMatchObject({
      err_code: 'MONEY_LIMIT',
    });
    const find = (mch_billno: string) =>
      v2.post('/mmpaymkttransfers/gethbinfo', { mch_billno, bill_type: 'MCHT' });
    expect(await find('packet01')).toMatchObject({ status: 'SENT', total_amount: '188' });
    merchant.openRedPack('packet01');
    expect(await find('packet01')).toMatchObject({
      status: 'RECEIVED',
      hblist: { hbinfo: { openid: 'o-1', amount: '188' } },
    });
    expect(() => merchant.openRedPack('packet01')).toThrow(SandboxUseError);
    expect(await find('packet09')).toMatchObject({ err_code: 'NOT_FOUND' });
  });
});

describe('WeChat Pay’s own sandbox', () => {
  it('signs with a key of its own', async () => {
    const { v2 } = await setV2Stage();
    const { sandbox_signkey } = await v2.post('/xdc/apiv2getsignkey/sign/getsignkey', { appid: undefined });
    const key = String(sandbox_signkey);
    expect(key).toHaveLength(32);
    const order = { ...ORDER, auth_code: '134567890123456789' };
    expect(await v2.post('/xdc/apiv2sandbox/pay/micropay', order)).toMatchObject({ return_code: 'FAIL' });
    const paid = await v2.post('/xdc/apiv2sandbox/pay/micropay', order, key);
    expect(paid).toMatchObject({ result_code: 'SUCCESS' });
    expect(v2.isSigned(paid, 'MD5', key)).toBe(true);
    const unified = { ...ORDER, out_trade_no: 'order-0002', trade_type: 'NATIVE' };
    expect(await v2.post('/xdc/apiv2sandbox/pay/unifiedorder', unified, key)).toMatchObject({
      result_code: 'SUCCESS',
    });
  });
});

describe('A bill of v2', () => {
  it('is text, or an error in XML', async () => {
    const { v2, merchant, scan } = await setV2Stage();
    await scan(merchant.authCode());
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
    const ask = async (bill_date: string) => {
      const fields = { appid: 'wx0', mch_id: merchant.mchId, nonce_str: 'n', bill_date, bill_type: 'ALL' };
      const sign = signV2(fields, merchant.apiKey);
      const listed = Object.entries({ ...fields, sign }).map(
        ([name, value]) => `<${name}>${value}</${name}>`,
      );
      return v2.raw('/pay/downloadbill', `<xml>${listed.join('')}</xml>`);
    };
    expect(await ask(today)).toContain('`order-0001,`');
    expect(readXml(await ask('20200101'))).toEqual({
      return_code: 'FAIL',
      return_msg: 'No Bill Exist',
      error_code: '20002',
    });
  });
});
