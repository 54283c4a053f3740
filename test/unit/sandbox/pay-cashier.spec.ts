import { request as requestHttp } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { orderOf } from './pay.client.js';
import { type PayStage, setPayStage } from './pay.stage.js';

const place = async (
  { client, merchant, app }: PayStage,
  type = 'h5',
  more: Record<string, unknown> = {},
) => {
  const order = orderOf(merchant, { notify_url: app.url, ...more });
  return (await client.post(`/v3/pay/transactions/${type}`, order)).json;
};

/** What the page's form would send. */
const press = (
  url: string,
  action: string,
  more: Record<string, string> = {},
  headers: Record<string, string> = {},
) => {
  const prepay_id = new URL(url).searchParams.get('prepay_id') ?? '';
  return fetch(new URL('/cashier', url), {
    method: 'POST',
    body: new URLSearchParams({ prepay_id, action, ...more }),
    redirect: 'manual',
    headers,
  });
};

/** Asks with a Host header that fetch would not send. */
const askAs = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    requestHttp(url, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });

describe('The cashier', () => {
  it('shows what is to be paid, to whom, with two buttons', async () => {
    const stage = await setPayStage();
    const { h5_url } = await place(stage, 'h5', { description: '茶 & <b>', amount: { total: 12_345 } });
    const response = await fetch(String(h5_url));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    const page = await response.text();
    expect(page).toContain('¥123.45');
    expect(page).toContain('茶 &amp; &lt;b&gt;');
    expect(page).toContain(stage.merchant.mchId);
    expect(page).toContain('data-action="pay"');
    expect(page).toContain('data-action="cancel"');
    const styles = await fetch(`${stage.sandbox.url}/open/cashier.css`);
    expect(styles.headers.get('content-type')).toContain('text/css');
  });

  it('takes the payment, has the application told, and leads back to the page of the shop', async () => {
    const stage = await setPayStage();
    const { h5_url } = await place(stage);
    const shown = await fetch(
      `${String(h5_url)}&redirect_url=${encodeURIComponent('https://shop.example.com/done?a=1')}`,
    );
    expect(await shown.text()).toContain('value="https://shop.example.com/done?a=1"');
    const pressed = await press(String(h5_url), 'pay', { redirect_url: 'https://shop.example.com/done?a=1' });
    expect(pressed.status).toBe(302);
    expect(pressed.headers.get('location')).toBe('https://shop.example.com/done?a=1');
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('SUCCESS');
    expect(stage.app.seen).toHaveLength(1);
    expect(await (await fetch(String(h5_url))).text()).toContain('data-result="paid"');
    expect((await press(String(h5_url), 'pay')).status).toBe(200);
    expect(stage.app.seen).toHaveLength(1);
  });

  it('leads back without a payment when the payer cancels', async () => {
    const stage = await setPayStage();
    const { h5_url } = await place(stage);
    const back = await press(String(h5_url), 'cancel', { redirect_url: 'https://shop.example.com/' });
    expect(back.headers.get('location')).toBe('https://shop.example.com/');
    const alone = await press(String(h5_url), 'cancel', { redirect_url: 'javascript:alert(1)' });
    expect(await alone.text()).toContain('data-result="cancelled"');
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('NOTPAY');
    expect(stage.app.seen).toHaveLength(0);
  });

  it('is where a code leads to, and any order', async () => {
    const stage = await setPayStage();
    const { code_url } = await place(stage, 'native');
    const code = new URL(String(code_url)).searchParams.get('pr') ?? '';
    const byCode = await (await fetch(`${stage.sandbox.url}/cashier?pr=${code}`)).text();
    expect(await (await fetch(stage.merchant.cashierUrl('order-0001'))).text()).toBe(byCode);
    await press(stage.merchant.cashierUrl('order-0001'), 'pay');
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('SUCCESS');
  });

  it('does not let the payer wait for an application that does not answer', async () => {
    const stage = await setPayStage();
    stage.app.respond = () => ({ after: 60_000 });
    const { h5_url } = await place(stage);
    const started = Date.now();
    expect(await (await press(String(h5_url), 'pay')).text()).toContain('data-result="paid"');
    expect(Date.now() - started).toBeLessThan(3000);
  });

  it('takes nothing for an order that is over or that there is not', async () => {
    const stage = await setPayStage();
    const { h5_url } = await place(stage);
    stage.sandbox.advance(7201);
    expect(await (await fetch(String(h5_url))).text()).toContain('data-result="over"');
    expect(await (await press(String(h5_url), 'pay')).text()).toContain('data-result="over"');
    expect((await fetch(`${stage.sandbox.url}/cashier?prepay_id=wx0`)).status).toBe(404);
    expect((await press(`${stage.sandbox.url}/cashier?prepay_id=wx0`, 'pay')).status).toBe(404);
    expect((await fetch(`${stage.sandbox.url}/cashier`, { method: 'PUT' })).status).toBe(405);
  });

  it('is for this machine, and its button for its own page alone', async () => {
    const stage = await setPayStage();
    const { h5_url } = await place(stage);
    expect(await askAs(String(h5_url), 'evil.example.com')).toBe(403);
    expect(await askAs(String(h5_url), 'localhost:80')).toBe(200);
    const foreign = await press(String(h5_url), 'pay', {}, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(stage.merchant.orders.get('order-0001')?.state).toBe('NOTPAY');
  });
});
