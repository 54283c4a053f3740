import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findChromium } from '../../src/chromium.finder.js';
import { PageBrowser } from './page.browser.js';
import { SampleProcess } from './sample.process.js';

const PATIENCE = 90_000;
const NAME = '05-pay';
const LOG = /^(?:log|warn|error)\b/;

const found = findChromium();
const executablePath = 'executablePath' in found ? found.executablePath : '';
const inChromium = 'reason' in found ? describe.skip : describe;
if ('reason' in found) process.stderr.write(`\nThe shop's pages were NOT tested: ${found.reason}\n\n`);

const linesOf = (output: string): string[] =>
  output
    .split('\n')
    .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
    .filter((line) => line !== '');

describe(`sample/${NAME}`, () => {
  it(
    'plays by itself what happens between a shop, its customers and WeChat Pay',
    async () => {
      const { code, output } = await SampleProcess.run([NAME, '--once']);
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(linesOf(output).filter((line) => !LOG.test(line))).toEqual([
        '1. Alice buys tea at a computer Native 支付',
        'shop orders at WeChat Pay, and shows the code_url to scan',
        'WeChat takes ￥18.80, and notifies the shop 3 times: 204',
        'shop books it once, and shows "已支付 Paid"',
        '2. She buys buns inside WeChat JSAPI 支付',
        expect.stringMatching(/^shop knows Alice 小雅 by openid o\S{20,}$/),
        expect.stringMatching(/^shop signs what opens the cashier: prepay_id=wx\w+…, RSA$/),
        'shop shows "已支付 Paid"',
        '3. Bob wants a sticker in his phone’s browser, and thinks better of it H5 支付，取消',
        'Bob comes back without having paid, and cancels the order',
        'shop closes it at WeChat Pay too: nobody can pay it any more',
        '4. Somebody pretends that tea was paid 伪造通知',
        'shop refuses it: 401',
        '5. WeChat Pay tells of another amount than was asked for 金额不符',
        'shop does not book it: 500',
        '6. A notification gets lost 通知丢失，主动查单',
        'WeChat takes ￥25.00, and reaches nobody',
        'shop asks WeChat Pay, and shows "已支付 Paid"',
        '7. Alice wants her money back 退款',
        'shop asks WeChat Pay to pay back ￥18.80',
        'shop hears of REFUND.SUCCESS, and shows "已退款 Refunded"',
        '8. The shop compares its books with the bill 对账',
        'WeChat lists 4 lines for today',
        'shop has verified the file, and finds each of them in its books',
        'WeChat has no bill of yesterday',
      ]);
      expect(output.match(/is paid, by notification/g)).toHaveLength(2);
      expect(output.match(/is paid, by query/g)).toHaveLength(1);
      expect(linesOf(output).filter((line) => line.startsWith('error'))).toEqual([
        expect.stringMatching(/^error \[Shop\] T\w+ costs 18\.80, and another amount was paid$/),
      ]);
    },
    PATIENCE,
  );
});

describe(`sample/${NAME}, left open`, () => {
  let sample: SampleProcess;
  let origin: string;
  let wechat: string;

  beforeAll(async () => {
    sample = new SampleProcess([NAME]);
    origin = await sample.prints(/(http:\/\/localhost:\d+)\/\n/);
    wechat = await sample.prints(/沙箱\) (http:\S+)\n/);
    await sample.prints(/Ctrl\+C/);
  }, PATIENCE);

  afterAll(async () => {
    expect(await sample.end('SIGINT')).toMatchObject({ code: 0 });
  }, PATIENCE);

  const post = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(origin + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });

  it.each([
    ['something the shop does not sell', '/orders/native', { good: 'gold' }, 400],
    ['nothing', '/orders/h5', {}, 400],
    ['anything inside WeChat from nobody', '/inside/orders', { good: 'tea' }, 401],
    ['a refund of an order nobody made', '/orders/T000000000000000000000000/refund', {}, 404],
  ])('takes no order for %s', async (_, path, fields, status) => {
    expect((await post(path, fields)).status).toBe(status);
  });

  it('refunds nothing that is not paid', async () => {
    const page = (await post('/orders/native', { good: 'tea' })).headers.get('location') ?? '';
    expect((await post(`${page}/refund`, {})).status).toBe(409);
  });

  inChromium('reason' in found ? `in Chromium (skipped: ${found.reason})` : 'in Chromium', () => {
    let browser: PageBrowser;

    beforeEach(async () => {
      browser = await PageBrowser.open(executablePath, origin);
    }, PATIENCE);
    afterEach(async () => {
      await browser.close();
    });

    /** Orders a thing on the page that is open. @returns its number */
    const order = async (good: string, button: string): Promise<string> => {
      const entry = browser.page.locator(`[data-good="${good}"]`);
      await entry.getByRole('button', { name: button }).click();
      await browser.page.waitForURL(`${origin}/orders/T*`);
      expect(await browser.field('state')).toContain('Not paid yet');
      return browser.field('number');
    };
    const shows = (state: string): Promise<void> =>
      browser.page.locator(`[data-field="state"][data-state="${state}"]`).waitFor({ timeout: 30_000 });
    const press = (name: string): Promise<void> => browser.page.getByRole('button', { name }).click();
    /** Presses a button of the sandbox's cashier. */
    const decide = (action: 'pay' | 'cancel', page: Page = browser.page): Promise<void> =>
      page.locator(`[data-action="${action}"]`).click();

    it('sells by a QR code: paid on another device, refunded, and right in the bill', async () => {
      await browser.visit('/');
      const number = await order('tea', 'By QR code');
      expect(await browser.field('price')).toBe('￥18.80');
      expect(await browser.field('code')).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/);

      const opened = browser.page.context().waitForEvent('page');
      await browser.page.getByRole('link', { name: 'Scan it' }).click();
      const phone = await opened;
      await phone.waitForURL(`${wechat}/cashier?**`);
      expect(await phone.locator('[data-amount]').innerText()).toBe('¥18.80');
      await decide('pay', phone);
      await phone.locator('[data-result="paid"]').waitFor();

      // nobody touches the page at the computer
      await shows('paid');
      expect(await browser.field('transaction')).toMatch(/^42\d+$/);
      expect(await browser.field('source')).toContain('WeChat Pay told');

      await press('Refund');
      await shows('refunding');
      await shows('refunded');
      expect(await browser.field('source')).toContain('WeChat Pay told');

      await browser.visit('/bills/today');
      const lines = browser.page.locator(`[data-number="${number}"]`);
      expect(await lines.evaluateAll((all) => all.map(({ dataset }) => dataset.kind).toSorted())).toEqual([
        'payment',
        'refund',
      ]);
      expect(await browser.page.locator('[data-right="false"]').count()).toBe(0);
      expect(browser.complaints).toEqual([]);
    });

    it('sells in a phone’s browser, to which WeChat leads back; whoever cancels there may order anew', async () => {
      await browser.visit('/');
      const number = await order('sticker', 'In a phone’s browser');
      await browser.page.getByRole('link', { name: 'Go to WeChat Pay' }).click();
      await browser.page.waitForURL(`${wechat}/cashier?**`);
      await decide('cancel');
      await browser.page.waitForURL(`${origin}/orders/${number}`);
      await shows('unpaid');
      await press('I have paid');
      expect(await browser.field('asked')).toContain('not paid yet');
      await press('Cancel the order');
      await shows('closed');

      await browser.visit('/');
      const again = await order('sticker', 'In a phone’s browser');
      await browser.page.getByRole('link', { name: 'Go to WeChat Pay' }).click();
      await decide('pay');
      await browser.page.waitForURL(`${origin}/orders/${again}`);
      await shows('paid');
      await browser.visit('/');
      expect(await browser.page.locator('.line strong').allInnerTexts()).toEqual(
        expect.arrayContaining([expect.stringContaining('Paid'), expect.stringContaining('Closed')]),
      );
      expect(browser.complaints).toEqual([]);
    });

    it('sells inside WeChat: logged in unseen, cancelled once, then paid', async () => {
      await browser.visit('/');
      await browser.page.getByRole('link', { name: 'Open it inside WeChat' }).click();
      await browser.page.waitForURL(`${wechat}/connect/oauth2/authorize?**`);
      const openid = await browser.agreeAs('Alice');
      await browser.page.waitForURL(`${origin}/inside`);
      expect(await browser.field('openid')).toBe(openid);

      await order('buns', 'Pay with WeChat Pay');
      await press('Pay now');
      await decide('cancel');
      await browser.page.locator('[data-field="message"]', { hasText: 'You cancelled' }).waitFor();
      await press('Pay now');
      expect(await browser.page.locator('[data-wxpay] [data-amount]').innerText()).toBe('¥25.00');
      await decide('pay');
      await shows('paid');
      expect(browser.complaints).toEqual([]);
    });

    it('learns of a payment nobody tells it of, by asking', async () => {
      await browser.visit('/');
      await browser.page.getByLabel('Lose the notification').check();
      const number = await order('buns', 'In a phone’s browser');
      await browser.page.getByRole('link', { name: 'Go to WeChat Pay' }).click();
      await decide('pay');
      await browser.page.waitForURL(`${origin}/orders/${number}`);
      await shows('paid');
      expect(await browser.field('source')).toContain('The shop asked');
    });

    it('says so when there is no bill', async () => {
      await browser.visit('/bills/yesterday');
      await browser.page.locator('[data-empty]').waitFor();
    });
  });
});
