import assert from 'node:assert/strict';
import type { JsapiPayment } from 'nestjs-wechat-sdk/pay';
import type { SandboxPerson } from 'nestjs-wechat-sdk/sandbox';
import { line } from '../../shared/terminal.js';
import type { Browser } from './browser.js';
import type { Shop } from './shop.js';
import type { Stage } from './stage.js';

/** The stage, and the application on it. */
export type Scene = Stage & { readonly shop: Shop };

/** Orders something. @returns path of the order's page */
export async function order(
  browser: Browser,
  address: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const { status, location } = await browser.press(address, fields);
  assert.equal(status, 303, 'the shop takes no order');
  assert.match(location, /^\/orders\/T[0-9a-f]{24}$/);
  return location;
}

export const numberOf = (page: string): string => page.slice('/orders/'.length);

/** Reads a page of the shop's, and sees that the order is where it should be. @param also what else stands there */
export async function see(
  browser: Browser,
  page: string,
  state: string,
  also: RegExp = /./,
): Promise<string> {
  const { body } = await browser.open(page);
  assert.match(body, new RegExp(`data-state="${state}" data-order`), `the page does not show "${state}"`);
  assert.match(body, also);
  return body;
}

/** Reads what a page holds for a script. */
export function paymentOf(body: string): JsapiPayment {
  const [, text = ''] = /data-payment="([^"]+)"/.exec(body) ?? [];
  return JSON.parse(text.replaceAll('&quot;', '"')) as JsapiPayment;
}

/** Logs a person in, without a question: the shop learns an openid. */
export async function logIn(browser: Browser, person: SandboxPerson): Promise<void> {
  const sent = await browser.open('/inside');
  const clean = await browser.open(await person.authorize(sent.location));
  const { body } = await browser.open(clean.location);
  assert.ok(body.includes(person.openid), 'the shop does not know who is there');
  line('shop', `knows ${person.nickname} by openid ${person.openid}`);
}

/** Tells the shop of a payment as WeChat Pay would, or as somebody who has not its key. @returns the shop's answer */
export async function tellPaid(
  { merchant, account, shop }: Scene,
  out_trade_no: string,
  total: number,
  options: { readonly tamper?: 'signature' } = {},
): Promise<number> {
  const resource = {
    mchid: merchant.mchId,
    appid: account.appId,
    out_trade_no,
    transaction_id: '4200000000202611280000000000',
    trade_type: 'NATIVE',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    success_time: '2026-11-28T12:00:00+08:00',
    payer: { openid: 'o-somebody' },
    amount: { total, currency: 'CNY', payer_total: total, payer_currency: 'CNY' },
  };
  const url = `${shop.url}/wechat/pay`;
  const { status } = await merchant.notify('TRANSACTION.SUCCESS', resource, { url, repeat: 0, ...options });
  return status;
}
