import { stat } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findChromium } from '../../src/chromium.finder.js';
import { PageBrowser } from './page.browser.js';
import { SampleProcess } from './sample.process.js';

const PATIENCE = 90_000;
const NAME = '04-third-party-platform';
const LOG = /^(?:log|warn)\b/;

const found = findChromium();
const executablePath = 'executablePath' in found ? found.executablePath : '';
const inChromium = 'reason' in found ? describe.skip : describe;
if ('reason' in found)
  process.stderr.write(`\nThe pages of the third-party platform were NOT tested: ${found.reason}\n\n`);

describe(`sample/${NAME}`, () => {
  it(
    'plays by itself what happens between a platform, its merchants and their followers',
    async () => {
      const { code, output } = await SampleProcess.run([NAME, '--once']);
      expect({ code, output }).toMatchObject({ code: 0 });
      const told = output
        .split('\n')
        .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
        .filter((line) => line !== '' && !LOG.test(line));
      expect(told).toEqual([
        '1. WeChat sends the platform a ticket component_verify_ticket',
        expect.stringMatching(/^WeChat POST http:\S+\/wechat\/platform$/),
        'desk keeps it: without one a platform gets no token',
        '2. Owners authorize the platform 授权',
        'desk sends the owner of Tea House 茶馆 to /cgi-bin/componentloginpage',
        'WeChat pushes "authorized", and sends the owner back with auth_code',
        'desk shows "Tea House 茶馆" and its picture',
        'desk sends the owner of Puzzle 拼图 to /wxaopen/safe/bindcomponent',
        'WeChat pushes "authorized", and sends the owner back with auth_code',
        'desk shows "Puzzle 拼图" and its picture',
        'WeChat pushes "authorized" for Bookshop 书店, whose owner closed the page: that is enough',
        'desk lists Tea House 茶馆, Puzzle 拼图, Bookshop 书店',
        '3. People follow and write; each account answers for itself 代公众号处理消息',
        'Alice follows the tea house',
        'tea 欢迎关注 Tea House 茶馆！What shall I call you? 回复“叫我 小雅”',
        'Alice 叫我 小雅',
        'tea 好的，小雅！',
        'Alice 龙井?',
        'tea Tea House 茶馆：小雅，收到 got it: 龙井?',
        'Alice turns away, and follows again',
        'tea 小雅，欢迎回到 Tea House 茶馆！Welcome back!',
        'Bob follows the bookshop',
        'books 欢迎关注 Bookshop 书店！What shall I call you? 回复“叫我 小雅”',
        'Carol help (in the mini program)',
        'game Puzzle 拼图：收到 got it: help',
        '4. Alice opens a page of the tea house 代公众号发起网页授权',
        expect.stringMatching(/^desk sends her to WeChat: appid=wx\w{16} component_appid=wx\w{16}$/),
        'desk shows "Alice 小雅", with the openid she has for Tea House 茶馆',
        'desk has no such page for an account it does not know: 404',
        '5. The application is restarted 凭证持久化',
        'desk lists Tea House 茶馆, Puzzle 拼图, Bookshop 书店',
        'desk makes a menu for Tea House 茶馆, with ticket and refresh token from the file',
        '6. WeChat checks the platform before it is released 全网发布检测',
        'WeChat component_verify_ticket: passed',
        'WeChat official account: authorized: passed',
        'WeChat official account: text: passed',
        'WeChat official account: event: passed',
        'WeChat official account: customer message: passed',
        'WeChat mini program: authorized: passed',
        'WeChat mini program: customer message: passed',
        '7. An owner takes the consent back 取消授权',
        'desk lists Tea House 茶馆, Puzzle 拼图',
        'desk cannot act for Bookshop 书店 any more, and says so: WECHAT_AUTHORIZATION',
      ]);
      expect(output).not.toMatch(/^ *(?:warn|error)\b/m);
    },
    PATIENCE,
  );
});

describe(`sample/${NAME}, left open`, () => {
  let sample: SampleProcess;
  let origin: string;
  let wechat: string;
  let credentials: string;

  beforeAll(async () => {
    sample = new SampleProcess([NAME]);
    origin = await sample.prints(/(http:\/\/localhost:\d+)\/\n/);
    wechat = await sample.prints(/聊天\) +(http:\S+)\/ /);
    credentials = await sample.prints(/凭证\) +(\S+)\n/);
    await sample.prints(/Ctrl\+C/);
  }, PATIENCE);

  afterAll(async () => {
    expect(await sample.end('SIGINT')).toMatchObject({ code: 0 });
    await expect(stat(credentials)).rejects.toThrow('ENOENT');
  }, PATIENCE);

  it('keeps the credentials where nobody else can read them', async () => {
    expect((await stat(credentials)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a code WeChat did not give', '/joined?auth_code=queryauthcode%40%40%40made-up', 400],
    ['no code', '/joined', 400],
    ['a merchant nobody knows', '/merchants/wx0000000000000000', 404],
    ['a login to such a merchant', '/merchants/wx0000000000000000/me', 404],
  ])('refuses %s', async (_, path, status) => {
    const response = await fetch(origin + path, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect(response.status).toBe(status);
  });

  inChromium('reason' in found ? `in Chromium (skipped: ${found.reason})` : 'in Chromium', () => {
    let browser: PageBrowser;

    beforeEach(async () => {
      browser = await PageBrowser.open(executablePath, origin);
    }, PATIENCE);
    afterEach(async () => {
      await browser.close();
    });

    /** Does something as a person of the sandbox, as its chat page does. */
    const act = async (path: string, fields: object): Promise<Record<string, unknown>> => {
      const response = await fetch(`${wechat}/sandbox/people${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-wechat-sandbox': '1' },
        body: JSON.stringify(fields),
      });
      return (await response.json()) as Record<string, unknown>;
    };

    /** Goes from the first page to WeChat's, chooses an account there, and comes back. @returns its appid */
    const join = async (link: string, door: string, account: string): Promise<string> => {
      expect(await browser.visit('/')).toBe(200);
      await browser.page.getByRole('link', { name: link }).click();
      await browser.page.waitForURL(`${wechat}${door}?**`);
      const appId = await browser.agreeAs(account);
      await browser.page.waitForURL(`${origin}/merchants/${appId}`);
      expect([await browser.field('name'), await browser.field('appid')]).toEqual([account, appId]);
      return appId;
    };

    it('takes an official account in, greets its followers in its name, and logs them in to it', async () => {
      const appId = await join('at a computer', '/cgi-bin/componentloginpage', 'Tea House 茶馆');
      const portrait = browser.page.getByRole('img', { name: 'picture' });
      expect(
        await portrait.evaluate((image: { naturalWidth: number }) => image.naturalWidth),
      ).toBeGreaterThan(0);

      const { openid } = await act('', { appId, nickname: 'Dora' });
      expect(await act(`/${encodeURIComponent(String(openid))}/subscribe`, { appId })).toMatchObject({
        reply: { kind: 'text', text: expect.stringMatching(/^欢迎关注 Tea House 茶馆！/) },
      });

      await browser.page.getByRole('link', { name: 'Log in as one of its people' }).click();
      await browser.page.waitForURL(`${wechat}/connect/oauth2/authorize?**`);
      expect(await browser.page.locator('[data-scope]').innerText()).toBe('snsapi_userinfo');
      expect(await browser.agreeAs('Dora')).toBe(openid);
      await browser.page.waitForURL(`${origin}/merchants/${appId}/me`);
      expect([
        await browser.field('merchant'),
        await browser.field('nickname'),
        await browser.field('openid'),
      ]).toEqual(['Tea House 茶馆', 'Dora', openid]);

      await browser.visit('/');
      expect(await browser.page.locator('.entries strong').allInnerTexts()).toContain('Tea House 茶馆');
      expect(browser.complaints).toEqual([]);
    });

    it('takes a mini program in from a phone; it has no pages people log in to', async () => {
      const appId = await join('inside WeChat', '/wxaopen/safe/bindcomponent', 'Puzzle 拼图');
      expect(await browser.page.getByRole('link', { name: 'Log in as one of its people' }).count()).toBe(0);
      const page = await fetch(`${origin}/merchants/${appId}/me`, { headers: { accept: 'text/html' } });
      expect(page.status).toBe(404);
      expect(browser.complaints).toEqual([]);
    });

    it('brings the owner back to the same page when the return is opened again', async () => {
      let returned = '';
      browser.page.on('request', (request) => {
        if (request.url().startsWith(`${origin}/joined?`)) returned = request.url();
      });
      const appId = await join('at a computer', '/cgi-bin/componentloginpage', 'Bookshop 书店');
      expect(new URL(returned).searchParams.get('auth_code')).toMatch(/^queryauthcode@@@/);
      const again = await fetch(returned, { redirect: 'manual' });
      expect([again.status, again.headers.get('location')]).toEqual([302, `/merchants/${appId}`]);
    });
  });
});
