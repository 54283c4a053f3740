import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findChromium } from '../../src/chromium.finder.js';
import { PageBrowser } from './page.browser.js';
import { SampleProcess } from './sample.process.js';

const PATIENCE = 90_000;

const found = findChromium();
const executablePath = 'executablePath' in found ? found.executablePath : '';
const inChromium = 'reason' in found ? describe.skip : describe;
if ('reason' in found) process.stderr.write(`\nThe web login sample was NOT tested: ${found.reason}\n\n`);

describe('sample/02-web-login', () => {
  let sample: SampleProcess;
  let origin: string;
  let wechat: string;

  beforeAll(async () => {
    sample = new SampleProcess(['02-web-login']);
    origin = await sample.prints(/(http:\/\/localhost:\d+)\/me\n/);
    wechat = await sample.prints(/沙箱\) (http:\S+)\n/);
  }, PATIENCE);

  afterAll(async () => {
    expect(await sample.end('SIGINT')).toMatchObject({ code: 0 });
  }, PATIENCE);

  it.each([
    ['another site', () => 'https://shop.example.net/'],
    ['a host that begins alike', () => `${origin}.example.net/`],
    ['a user in front of another host', () => `${origin}@example.net/`],
    ['another port', () => `${wechat}/`],
    ['a path alone', () => '/js-sdk'],
    ['nothing', () => ''],
  ])('signs no page of %s', async (_, address) => {
    const url = encodeURIComponent(address());
    for (const path of [`/js-sdk/config?url=${url}`, `/js-sdk/config?url=${origin}/&url=${url}`]) {
      expect((await fetch(origin + path)).status).toBe(403);
    }
    expect((await fetch(`${origin}/js-sdk/explain?url=${url}`)).status).toBe(403);
  });

  it('answers scripts that are not logged in with 401 in JSON', async () => {
    const response = await fetch(`${origin}/me`, { headers: { accept: 'application/json' } });
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ reason: 'login_required', client: 'shop' }),
    ]);
  });

  inChromium('reason' in found ? `in Chromium (skipped: ${found.reason})` : 'in Chromium', () => {
    let phone: PageBrowser;

    beforeEach(async () => {
      phone = await PageBrowser.open(executablePath, origin);
    }, PATIENCE);
    afterEach(async () => {
      await phone.close();
    });

    const heading = (): Promise<string> => phone.page.getByRole('heading', { level: 1 }).innerText();

    it('leads from the first page through WeChat’s login to a page that knows the visitor, and back', async () => {
      expect(await phone.visit('/')).toBe(200);
      await phone.page.getByRole('link', { name: '/me' }).click();
      await phone.page.waitForURL(`${wechat}/connect/oauth2/authorize?**`);
      expect(await phone.page.locator('[data-scope]').innerText()).toBe('snsapi_base');
      const openid = await phone.agreeAs('Alice');
      await phone.page.waitForURL(`${origin}/me`);
      expect(openid).toMatch(/^o\S{20,}$/);
      expect(await phone.field('openid')).toBe(openid);

      await phone.page.reload();
      expect([phone.address, await phone.field('openid')]).toEqual(['/me', openid]);

      await phone.page.getByRole('link', { name: 'Log out' }).click();
      expect([phone.address, await heading()]).toEqual(['/logout', expect.stringContaining('已退出登录')]);
      await phone.visit('/me');
      expect(phone.address).toContain(`${wechat}/connect/oauth2/authorize`);
      expect(phone.complaints).toEqual([]);
    });

    it('keeps what the visitor asked for in the address, and neither code nor state', async () => {
      await phone.visit('/me?table=7&dish=%E9%A5%BA');
      await phone.agreeAs('Alice');
      await phone.page.waitForURL(`${origin}/me?table=7&dish=%E9%A5%BA`);
      expect(phone.complaints).toEqual([]);
    });

    it('asks for name and picture on top of a silent login, and shows them', async () => {
      await phone.visit('/me');
      const openid = await phone.agreeAs('Alice');
      await phone.page.getByRole('link', { name: 'Show name and picture' }).click();
      await phone.page.waitForURL(`${wechat}/**`);
      expect(await phone.page.locator('[data-scope]').innerText()).toBe('snsapi_userinfo');
      await phone.agreeAs('Alice');
      await phone.page.waitForURL(`${origin}/profile`);
      expect([await phone.field('nickname'), await phone.field('openid')]).toEqual(['Alice 小雅', openid]);
      const portrait = phone.page.getByRole('img', { name: 'picture' });
      expect(
        await portrait.evaluate((image: { naturalWidth: number }) => image.naturalWidth),
      ).toBeGreaterThan(0);
      expect(phone.complaints).toEqual([]);
    });

    it('shows a page of its own with 403 to somebody who refuses, from which they can try again', async () => {
      await phone.visit('/profile');
      const answer = phone.page.waitForResponse((response) =>
        response.url().startsWith(`${origin}/profile?`),
      );
      await phone.page.getByRole('button', { name: 'Refuse' }).click();
      expect((await answer).status()).toBe(403);
      await phone.page.locator('[data-reason="denied"]').waitFor();
      expect(await heading()).toContain('登录未完成');
      await phone.page.getByRole('link', { name: 'Try again' }).click();
      await phone.agreeAs('Alice');
      await phone.page.waitForURL(`${origin}/profile`);
      expect(await phone.field('nickname')).toBe('Alice 小雅');
      // Chromium itself notes the 403 down
      expect(phone.complaints).toEqual([expect.stringContaining('403 (Forbidden)')]);
    });

    it('takes a nickname for text, whatever is in it', async () => {
      const nickname = `<b>"A" & 'B'</b>`;
      await phone.visit('/profile');
      await phone.page.getByLabel('Nickname').fill(nickname);
      await phone.page.getByRole('button', { name: 'New visitor' }).click();
      await phone.page.waitForURL(`${origin}/profile`);
      expect(await phone.field('nickname')).toBe(nickname);
      expect(await phone.page.locator('dd b').count()).toBe(0);
    });

    it('logs people in at a desk by a QR code', async () => {
      await phone.visit('/desk');
      expect(phone.address).toContain(`${wechat}/connect/qrconnect?`);
      expect(await phone.page.getByRole('img', { name: 'QR code' }).count()).toBe(1);
      const openid = await phone.agreeAs('Bob');
      await phone.page.waitForURL(`${origin}/desk`);
      expect([await phone.field('nickname'), await phone.field('openid')]).toEqual(['Bob 小波', openid]);
      expect(await phone.field('scope')).toBe('snsapi_login');
      expect(phone.complaints).toEqual([]);
    });

    it.each(['/js-sdk', '/js-sdk?from=single%20message&isappinstalled=0#/menu?a=1'])(
      'has %s signed as the browser itself names it',
      async (path) => {
        await phone.visit(path);
        await phone.page.locator('[data-state="ready"]').waitFor();
        const own = (await phone.page.evaluate('location.href.replace(/#.*/, "")')) as string;
        expect([await phone.field('href'), await phone.field('url')]).toEqual([phone.page.url(), own]);
        expect(await phone.field('signed')).toMatch(
          /^jsapi_ticket=#[0-9a-f]+&noncestr=\w+&timestamp=\d+&url=http/,
        );
        expect(await phone.field('signed')).toContain(`&url=${own}`);
        expect(await phone.field('comparison')).toContain('Same address, right signature');
        await phone.page.locator('[data-field="network"]', { hasText: 'wifi' }).waitFor();
        expect(phone.complaints).toEqual([]);
      },
    );

    it('says so when the signature is wrong', async () => {
      await phone.page.route('**/js-sdk/config?**', async (route) => {
        const response = await route.fetch();
        const { signature, ...config } = (await response.json()) as { signature: string };
        await route.fulfill({ response, json: { ...config, signature: signature.replace(/./g, '0') } });
      });
      await phone.visit('/js-sdk');
      await phone.page.locator('[data-state="failed"]').waitFor();
      expect(await phone.field('state')).toContain('config:invalid signature');
      await phone.page.locator('[data-field="comparison"]', { hasText: 'Wrong signature' }).waitFor();
    });

    it('tells which address a wrong signature is right for', async () => {
      const whole = '/js-sdk?from=timeline';
      await phone.page.route('**/js-sdk/config?**', (route) =>
        route.continue({ url: `${origin}/js-sdk/config?url=${encodeURIComponent(`${origin}/js-sdk`)}` }),
      );
      await phone.visit(whole);
      await phone.page.locator('[data-state="failed"]').waitFor();
      const comparison = phone.page.locator('[data-field="comparison"]', { hasText: 'Wrong signature' });
      expect(await comparison.innerText()).toContain(`right for ${origin}/js-sdk`);
    });
  });
});
