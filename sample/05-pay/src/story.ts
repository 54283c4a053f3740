import assert from 'node:assert/strict';
import { line, step } from '../../shared/terminal.js';
import { Browser } from './browser.js';
import { logIn, numberOf, order, paymentOf, type Scene, see, tellPaid } from './scenes.js';

/** Plays what happens between a shop, its customers and WeChat Pay; a wrong answer ends it with an error. */
export async function tell(scene: Scene): Promise<void> {
  const { shop, merchant, account } = scene;
  const alice = account.person({ nickname: 'Alice 小雅' });
  const phone = new Browser(shop.url);
  const desk = new Browser(shop.url);

  step('Alice buys tea at a computer', 'Native 支付');
  const tea = await order(desk, '/orders/native', { good: 'tea' });
  await see(desk, tea, 'unpaid', /weixin:\/\/wxpay\//);
  line('shop', 'orders at WeChat Pay, and shows the code_url to scan');
  const told = await merchant.pay(numberOf(tea), { copies: 3 });
  line('WeChat', `takes ￥18.80, and notifies the shop ${told.attempts} times: ${told.status}`);
  assert.deepEqual([told.status, told.attempts], [204, 3]);
  await see(desk, tea, 'paid', /WeChat Pay told/);
  line('shop', 'books it once, and shows "已支付 Paid"');

  step('She buys buns inside WeChat', 'JSAPI 支付');
  await logIn(phone, alice);
  const buns = await order(phone, '/inside/orders', { good: 'buns' });
  const payment = paymentOf(await see(phone, buns, 'unpaid'));
  assert.match(payment.package, /^prepay_id=wx/);
  line('shop', `signs what opens the cashier: ${payment.package.slice(0, 24)}…, ${payment.signType}`);
  await merchant.pay(numberOf(buns), { openid: alice.openid });
  await see(phone, buns, 'paid');
  line('shop', 'shows "已支付 Paid"');

  step('Bob wants a sticker in his phone’s browser, and thinks better of it', 'H5 支付，取消');
  const sticker = await order(phone, '/orders/h5', { good: 'sticker' });
  await see(phone, sticker, 'unpaid', /redirect_url=/);
  await merchant.refuse(numberOf(sticker));
  await see(phone, sticker, 'unpaid');
  line('Bob', 'comes back without having paid, and cancels the order');
  await phone.press(`${sticker}/close`);
  await see(phone, sticker, 'closed');
  assert.equal(merchant.orders.get(numberOf(sticker))?.state, 'CLOSED');
  line('shop', 'closes it at WeChat Pay too: nobody can pay it any more');

  step('Somebody pretends that tea was paid', '伪造通知');
  const second = await order(desk, '/orders/native', { good: 'tea' });
  const forged = await tellPaid(scene, numberOf(second), 1880, { tamper: 'signature' });
  assert.equal(forged, 401);
  await see(desk, second, 'unpaid');
  line('shop', `refuses it: ${forged}`);

  step('WeChat Pay tells of another amount than was asked for', '金额不符');
  const short = await tellPaid(scene, numberOf(second), 1);
  assert.equal(short, 500);
  await see(desk, second, 'unpaid');
  line('shop', `does not book it: ${short}`);

  step('A notification gets lost', '通知丢失，主动查单');
  const third = await order(desk, '/orders/native', { good: 'buns', lost: 'on' });
  await assert.rejects(merchant.pay(numberOf(third), { repeat: 0 }), /no answer|failed/);
  line('WeChat', 'takes ￥25.00, and reaches nobody');
  await desk.press(`${third}/query`);
  await see(desk, third, 'paid', /The shop asked/);
  line('shop', 'asks WeChat Pay, and shows "已支付 Paid"');

  step('Alice wants her money back', '退款');
  await desk.press(`${tea}/refund`);
  await see(desk, tea, 'refunding');
  line('shop', 'asks WeChat Pay to pay back ￥18.80');
  await desk.press(`${tea}/refund`);
  assert.equal(merchant.orders.get(numberOf(tea))?.refunds.length, 1, 'it was paid back twice');
  const { status } = await merchant.finishRefund(`R${numberOf(tea)}`, 'SUCCESS');
  assert.equal(status, 204);
  await see(desk, tea, 'refunded');
  line('shop', 'hears of REFUND.SUCCESS, and shows "已退款 Refunded"');

  step('The shop compares its books with the bill', '对账');
  const { body } = await desk.open('/bills/today');
  const entries = [...body.matchAll(/data-kind="(\w+)" data-number="(\w+)"/g)].map(([, kind, number]) => [
    kind,
    number,
  ]);
  assert.deepEqual(
    entries.toSorted(),
    [
      ['payment', numberOf(tea)],
      ['payment', numberOf(buns)],
      ['payment', numberOf(third)],
      ['refund', numberOf(tea)],
    ].toSorted(),
  );
  assert.ok(!body.includes('data-right="false"'), 'bill and books differ');
  line('WeChat', `lists ${entries.length} lines for today`);
  line('shop', 'has verified the file, and finds each of them in its books');
  assert.match((await desk.open('/bills/yesterday')).body, /data-empty/);
  line('WeChat', 'has no bill of yesterday');
}
