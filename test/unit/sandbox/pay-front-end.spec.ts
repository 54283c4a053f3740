import { createHash, sign } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { type SandboxMerchant, SandboxUseError } from '../../../lib/sandbox/index.js';
import { orderOf } from './pay.client.js';
import { type PayStage, setPayStage } from './pay.stage.js';
import { PayV2Client, signV2 } from './pay-v2.client.js';

const APP_ID = 'wx0123456789abcdef';

function rsa({ privateKey }: SandboxMerchant, ...lines: string[]): string {
  return sign('sha256', Buffer.from(lines.map((line) => `${line}\n`).join('')), privateKey).toString(
    'base64',
  );
}

/** A stage with an order, and what its front end opens the cashier with. */
async function setFrontEndStage(type = 'jsapi') {
  const stage = await setPayStage();
  const { client, merchant, app } = stage;
  const { json } = await client.post(
    `/v3/pay/transactions/${type}`,
    orderOf(merchant, { notify_url: app.url }),
  );
  const prepayId = String(json['prepay_id']);
  const payment = {
    appId: APP_ID,
    timeStamp: '1700000000',
    nonceStr: 'nonce',
    package: `prepay_id=${prepayId}`,
  };
  const paySign = rsa(merchant, ...Object.values(payment));
  return { ...stage, prepayId, payment: { ...payment, signType: 'RSA', paySign } };
}

describe('What a front end opens the cashier with', () => {
  it('is right when the merchant signed it', async () => {
    const { merchant, payment } = await setFrontEndStage();
    expect(merchant.checkPayment(payment)).toMatchObject({ outTradeNo: 'order-0001', state: 'NOTPAY' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['another appid', { appId: 'wx0' }, 'wx0'],
    ['another order', { package: 'prepay_id=wx0' }, 'prepay_id'],
    ['a bare prepay id', { package: 'wx0' }, 'prepay_id'],
    ['another nonce', { nonceStr: 'other' }, 'paySign'],
    ['another timestamp', { timeStamp: '1700000001' }, 'paySign'],
    ['milliseconds', { timeStamp: '1700000000000' }, 'timeStamp'],
    ['another signature', { paySign: 'AAAA' }, 'paySign'],
    ['another kind of signature', { signType: 'MD5' }, 'paySign'],
    ['an unknown kind of signature', { signType: 'SM3' }, 'signType'],
  ])('is refused with %s', async (_, change, reason) => {
    const { merchant, payment } = await setFrontEndStage();
    expect(() => merchant.checkPayment({ ...payment, ...change })).toThrow(SandboxUseError);
    expect(() => merchant.checkPayment({ ...payment, ...change })).toThrow(reason);
  });

  it('of an app is signed over the bare prepay id', async () => {
    const { merchant, prepayId } = await setFrontEndStage('app');
    const given = {
      appid: APP_ID,
      partnerid: merchant.mchId,
      prepayid: prepayId,
      package: 'Sign=WXPay',
      noncestr: 'n',
      timestamp: '1700000000',
    };
    const signature = rsa(merchant, APP_ID, '1700000000', 'n', prepayId);
    expect(merchant.checkPayment({ ...given, sign: signature })).toMatchObject({ tradeType: 'APP' });
    const wrong = rsa(merchant, APP_ID, '1700000000', 'n', `prepay_id=${prepayId}`);
    expect(() => merchant.checkPayment({ ...given, sign: wrong })).toThrow('sign');
    expect(() => merchant.checkPayment({ ...given, partnerid: '1', sign: signature })).toThrow('1');
  });

  it('of v2 is signed with its key', async () => {
    const { merchant, sandbox } = await setPayStage();
    const order = {
      appid: APP_ID,
      body: 'tea',
      out_trade_no: 'order-0001',
      total_fee: 1,
      spbill_create_ip: '127.0.0.1',
      trade_type: 'JSAPI',
      openid: 'o-1',
      notify_url: 'http://127.0.0.1:9/',
    };
    const { prepay_id } = await new PayV2Client(sandbox, merchant).post('/pay/unifiedorder', order);
    const given = {
      appId: APP_ID,
      timeStamp: '1700000000',
      nonceStr: 'n',
      package: `prepay_id=${String(prepay_id)}`,
      signType: 'MD5',
    };
    expect(merchant.checkPayment({ ...given, paySign: signV2(given, merchant.apiKey) })).toMatchObject({
      total: 1,
    });
    expect(() => merchant.checkPayment({ ...given, paySign: signV2(given, 'x') })).toThrow('paySign');
  });
});

/** As much of a browser as the script needs. */
class Element {
  readonly style = { cssText: '' };
  readonly attributes: Record<string, string> = {};
  readonly children: Element[] = [];
  textContent = '';
  removed = false;
  click: () => void = () => undefined;
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
  append(child: Element): void {
    this.children.push(child);
  }
  addEventListener(_: string, listener: () => void): void {
    this.click = listener;
  }
  remove(): void {
    this.removed = true;
  }
}

interface PageWindow {
  WeixinJSBridge?: { invoke(name: string, payment: unknown, callback: (result: object) => void): void };
  wx?: Record<string, (options: object) => void> & { ready(callback: () => void): void };
}

async function load({ sandbox }: PayStage) {
  const src = `${sandbox.url}/open/js/jweixin-1.6.0.js`;
  const window: PageWindow = {};
  const body = new Element();
  const document = { currentScript: { src }, body, createElement: () => new Element() };
  const page = {
    window,
    document,
    location: { href: 'https://shop.example.com/' },
    fetch,
    URL,
    URLSearchParams,
  };
  runInContext(await (await fetch(src)).text(), createContext(page));
  const press = async (action: string): Promise<Element> => {
    while (body.children.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const sheet = body.children.at(-1) as Element;
    sheet.children.find(({ attributes }) => attributes['data-action'] === action)?.click();
    return sheet;
  };
  return { window, body, press };
}

const invoke = ({ WeixinJSBridge }: PageWindow, payment: unknown, name = 'getBrandWCPayRequest') =>
  new Promise((resolve) => WeixinJSBridge?.invoke(name, payment, resolve));

describe('A page in WeChat', () => {
  it('asks the payer, who pays', async () => {
    const stage = await setFrontEndStage();
    const { window, press } = await load(stage);
    const outcome = invoke(window, stage.payment);
    const sheet = await press('pay');
    expect(sheet.children.map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['微信沙箱 · 一杯咖啡', '¥1.00']),
    );
    expect(await outcome).toEqual({ err_msg: 'get_brand_wcpay_request:ok' });
    expect(sheet.removed).toBe(true);
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('SUCCESS');
    expect(stage.app.seen).toHaveLength(1);
    expect(await invoke(window, stage.payment)).toMatchObject({ err_msg: 'get_brand_wcpay_request:fail' });
  });

  it('hears when the payer cancels', async () => {
    const stage = await setFrontEndStage();
    const { window, press } = await load(stage);
    const outcome = invoke(window, stage.payment);
    await press('cancel');
    expect(await outcome).toEqual({ err_msg: 'get_brand_wcpay_request:cancel' });
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('NOTPAY');
  });

  it('does not get to ask with a wrong signature', async () => {
    const stage = await setFrontEndStage();
    const { window, body } = await load(stage);
    const outcome = await invoke(window, { ...stage.payment, paySign: 'AAAA' });
    expect(outcome).toEqual({
      err_msg: 'get_brand_wcpay_request:fail',
      err_desc: expect.stringContaining('paySign'),
    });
    expect(await invoke(window, {}, 'shareAppMessage')).toMatchObject({
      err_msg: 'shareAppMessage:fail, no such function',
    });
    expect(body.children).toHaveLength(0);
  });

  it.each([
    ['pay', 'success', 'chooseWXPay:ok'],
    ['cancel', 'cancel', 'chooseWXPay:cancel'],
  ])('can ask through wx.chooseWXPay, too: %s', async (action, heard, errMsg) => {
    const stage = await setFrontEndStage();
    const account = stage.sandbox.officialAccount({ appId: APP_ID });
    const api = `${stage.sandbox.url}/cgi-bin`;
    const login = `grant_type=client_credential&appid=${APP_ID}&secret=${account.appSecret}`;
    const { access_token } = (await (await fetch(`${api}/token?${login}`)).json()) as {
      access_token: string;
    };
    const asked = await fetch(`${api}/ticket/getticket?type=jsapi&access_token=${access_token}`);
    const { ticket } = (await asked.json()) as { ticket: string };
    const { window, press } = await load(stage);
    const text = `jsapi_ticket=${ticket}&noncestr=n&timestamp=1&url=https://shop.example.com/`;
    const signature = createHash('sha1').update(text).digest('hex');
    const wx = window.wx as NonNullable<PageWindow['wx']>;
    wx['config']?.({ appId: APP_ID, timestamp: 1, nonceStr: 'n', signature, jsApiList: ['chooseWXPay'] });
    await new Promise<void>((resolve) => wx.ready(resolve));
    const { timeStamp, appId: _, ...rest } = stage.payment;
    const outcome = new Promise((resolve) =>
      wx['chooseWXPay']?.({ ...rest, timestamp: timeStamp, [heard]: resolve }),
    );
    await press(action);
    expect(await outcome).toEqual({ errMsg });
  });
});
