import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const auth_field = {
  user_field: { show_title: 1 as const, require_phone: 1 as const, custom_field: [{ key: '备注' }] },
  biz_field: { show_tax_no: 1 as const, require_tax_no: 0 as const },
};

describe('invoice', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  /** What the sandbox was asked last. */
  const last = () => {
    const { method, path, query, body } = started.sandbox.requests.at(-1) ?? {};
    return { route: `${method} ${path}`, query, body };
  };
  const asked = (route: string, body?: unknown) => expect(last()).toMatchObject({ route, body });

  it('sends people to the page of the consent, and reads what they said', async () => {
    const order = {
      s_pappid: 'd3JC',
      order_id: '1234',
      money: 11,
      timestamp: 1_474_875_876,
      source: 'web' as const,
      redirect_url: 'https://mp.weixin.qq.com',
      ticket: 'tttt',
      type: 1 as const,
    };
    expect(await shop.invoice.getAuthUrl(order)).toMatchObject({ auth_url: 'https://example.com/' });
    asked('POST /card/invoice/getauthurl', order);
    expect(await shop.invoice.getAuthData('1234', 'd3JC')).toMatchObject({
      invoice_status: 'invoice_status',
    });
    asked('POST /card/invoice/getauthdata', { order_id: '1234', s_pappid: 'd3JC' });
    await shop.invoice.rejectInsert('1234', 'd3JC', '已开过');
    expect(last().body).toEqual({ order_id: '1234', s_pappid: 'd3JC', reason: '已开过' });
    await shop.invoice.rejectInsert('1234', 'd3JC', '已开过', 'https://a.b');
    asked('POST /card/invoice/rejectinsert', { reason: '已开过', url: 'https://a.b' });
  });

  it.each([
    [
      'set_auth_field',
      (account: OfficialAccount) => account.invoice.setAuthField(auth_field),
      { auth_field },
      undefined,
    ],
    [
      'get_auth_field',
      (account: OfficialAccount) => account.invoice.getAuthField(),
      {},
      { user_field: { show_title: 0 } },
    ],
    [
      'set_pay_mch',
      (account: OfficialAccount) => account.invoice.setPayMch({ mchid: '1', s_pappid: 'd3JC' }),
      { paymch_info: { mchid: '1', s_pappid: 'd3JC' } },
      undefined,
    ],
    [
      'get_pay_mch',
      (account: OfficialAccount) => account.invoice.getPayMch(),
      {},
      { mchid: 'mchid', s_pappid: 's_pappid' },
    ],
    [
      'set_contact',
      (account: OfficialAccount) => account.invoice.setContact({ phone: '88888888', time_out: 12_345 }),
      { contact: { phone: '88888888', time_out: 12_345 } },
      undefined,
    ],
    [
      'get_contact',
      (account: OfficialAccount) => account.invoice.getContact(),
      {},
      { phone: 'phone', time_out: 1 },
    ],
  ])('asks for %s, once in the query', async (action, ask, body, answer) => {
    const given = await ask(shop);
    if (answer) expect(given).toMatchObject(answer);
    else expect(given).toBeUndefined();
    expect(last()).toEqual({ route: 'POST /card/invoice/setbizattr', query: { action }, body });
  });

  it('issues, takes back and reads invoices of a joined platform', async () => {
    const head = { wxopenid: 'o1', fpqqlsh: 'f1', nsrsbh: 'n1', nsrmc: '公司' };
    const seller = { nsrdz: '地址', nsrdh: '电话', nsrbank: '银行', nsrbankid: '1', kpr: '开票人' };
    const line = { fphxz: '0', spbm: '1', xmmc: '茶', dw: '个', ggxh: '小', xmsl: '1' };
    const prices = { xmdj: '11', xmje: '11', sl: '0.17', se: '1.6' };
    const invoice = {
      ...head,
      ...seller,
      ddh: 'd1',
      jshj: '11',
      hjje: '9.4',
      hjse: '1.6',
      invoicedetail_list: [{ ...line, ...prices }],
    };
    await shop.invoice.makeOut(invoice);
    asked('POST /card/invoice/makeoutinvoice', { invoiceinfo: invoice });
    const red = { ...head, yfpdm: '1', yfphm: '2' };
    await shop.invoice.clearOut(red);
    asked('POST /card/invoice/clearoutinvoice', { invoiceinfo: red });
    expect(await shop.invoice.getIssued('f1', 'n1')).toMatchObject({ fpdm: 'fpdm' });
    asked('POST /card/invoice/queryinvoceinfo', { fpqqlsh: 'f1', nsrsbh: 'n1' });
  });

  it('surfaces what WeChat refuses', async () => {
    started.sandbox.fail('POST /card/invoice/rejectinsert', { errcode: 72038 });
    await expect(shop.invoice.rejectInsert('1', 'd', 'r')).rejects.toMatchObject({ errcode: 72038 });
  });
});
