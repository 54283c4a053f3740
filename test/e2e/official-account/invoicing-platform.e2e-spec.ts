import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

describe('invoicingPlatform', () => {
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

  it('names its own address', async () => {
    expect(await shop.invoicingPlatform.getUrl()).toBe('https://example.com/');
    expect(last()).toEqual({ route: 'POST /card/invoice/seturl', query: {}, body: {} });
  });

  it('creates the card of invoices', async () => {
    const info = {
      base_info: { logo_url: 'https://a.b', title: '发票' },
      payee: '测试公司',
      type: '广东省增值税',
    };
    expect(await shop.invoicingPlatform.createCard(info)).toBe('card_id');
    asked('POST /card/invoice/platform/createcard', { invoice_info: info });
  });

  it('uploads a PDF, whose 64-bit id keeps every digit, and finds it again', async () => {
    const id = await shop.invoicingPlatform.uploadPdf({ content: randomBytes(999), filename: '发票.pdf' });
    expect(id).toBe('9007199254740993');
    expect(last()).toMatchObject({
      route: 'POST /card/invoice/platform/setpdf',
      body: { pdf: { filename: '发票.pdf', size: 999 } },
    });
    expect(await shop.invoicingPlatform.getPdfUrl(id)).toMatchObject({ pdf_url: 'https://example.com/' });
    expect(last()).toEqual({
      route: 'POST /card/invoice/platform/getpdf',
      query: { action: 'get_url' },
      body: { action: 'get_url', s_media_id: id },
    });
  });

  it('puts an invoice into a wallet and says how far it has come', async () => {
    const invoice_user_data = {
      title: '海底捞',
      fee: 1100,
      fee_without_tax: 1345,
      tax: 245,
      billing_no: '0043546',
      billing_code: '4545454',
      billing_time: 1_478_620_800,
      check_code: 'check',
      s_pdf_media_id: '271781022721654784',
    };
    const invoice = {
      order_id: '1',
      card_id: 'pX',
      appid: 'wx1',
      card_ext: { nonce_str: 'n', user_card: { invoice_user_data } },
    };
    expect(await shop.invoicingPlatform.insert(invoice)).toMatchObject({ code: 'code', openid: 'openid' });
    asked('POST /card/invoice/insert', invoice);
    await shop.invoicingPlatform.updateStatus('pX', '1', 'INVOICE_REIMBURSE_CANCEL');
    asked('POST /card/invoice/platform/updatestatus', {
      card_id: 'pX',
      code: '1',
      reimburse_status: 'INVOICE_REIMBURSE_CANCEL',
    });
    expect(await shop.invoicingPlatform.decryptCode('X')).toBe('code');
    asked('POST /card/code/decrypt', { encrypt_code: 'X' });
  });
});
