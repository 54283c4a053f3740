import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { ChatBrowser } from './chat.browser.js';
import { findChromium } from '../../src/chromium.finder.js';
import { PlainApplication } from './plain.application.js';
import { SandboxCaller } from './sandbox.caller.js';

const PATIENCE = 60_000;
const RED_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);

const found = findChromium();
const executablePath = 'executablePath' in found ? found.executablePath : '';
const suite = 'reason' in found ? describe.skip : describe;
if ('reason' in found) process.stderr.write(`\nThe chat page was NOT tested: ${found.reason}\n\n`);

suite('reason' in found ? `Chat page (skipped: ${found.reason})` : 'Chat page', () => {
  let sandbox: WeChatSandbox;
  let shop: ReturnType<WeChatSandbox['officialAccount']>;
  let application: PlainApplication;
  let api: SandboxCaller;
  let chat: ChatBrowser;

  beforeAll(async () => {
    application = await PlainApplication.start();
    sandbox = await WeChatSandbox.start({ port: 0 });
    // Compatible: what is sent carries a sealed part too, and a plain application can answer it.
    shop = sandbox.officialAccount({ name: 'Flower Shop', callbackUrl: application.url, mode: 'compatible' });
    sandbox.officialAccount({ name: 'Closed Shop', callbackUrl: 'http://127.0.0.1:9/wechat/closed' });
    api = new SandboxCaller(sandbox, shop);
    chat = await ChatBrowser.open(executablePath, sandbox.url);
  }, PATIENCE);

  afterAll(async () => {
    await chat?.close();
    await sandbox?.close();
    await application?.close();
  }, PATIENCE);

  it(
    'shows the account, and a person who follows it and talks',
    async () => {
      expect(await chat.page.getByRole('heading', { level: 2, name: 'Flower Shop' }).count()).toBe(1);
      await chat.addPerson('Alice');
      await chat.sees('Follow the account to talk to it');
      expect(await chat.page.getByRole('textbox', { name: 'Message' }).count()).toBe(0);

      await chat.page.getByRole('button', { name: 'Follow the account' }).click();
      await chat.sees('Welcome to the shop');
      await chat.say('good morning');
      await chat.sees('You said: good morning');
      expect(await chat.conversation.getByText('good morning', { exact: true }).count()).toBe(1);
      expect(await chat.conversation.locator('.fate').count()).toBe(0);
    },
    PATIENCE,
  );

  it(
    'shows markup as text',
    async () => {
      await chat.addFollower('Mallory');
      const words = '<img src=x onerror="document.title=1"><b>bold</b> & ]]> more';
      await chat.say(words);
      await chat.sees(`You said: ${words}`);
      expect(await chat.conversation.locator('b, img').count()).toBe(0);
      expect(await chat.page.title()).toBe('WeChat sandbox');
    },
    PATIENCE,
  );

  it(
    'sends a picture and shows the one that comes back',
    async () => {
      await chat.addFollower('Painter');
      await chat.page.getByLabel('Send a picture').setInputFiles({
        name: 'red.png',
        mimeType: 'image/png',
        buffer: RED_PIXEL,
      });
      await chat.conversation.locator('.mine img').waitFor();
      const answer = chat.conversation.locator('.theirs img');
      await answer.waitFor();
      const shown = await fetch(new URL((await answer.getAttribute('src')) ?? '', sandbox.url));
      expect(Buffer.from(await shown.arrayBuffer())).toEqual(RED_PIXEL);
    },
    PATIENCE,
  );

  it(
    'shows news as cards, loads no foreign picture and links only to web addresses',
    async () => {
      await chat.addFollower('Reader');
      await chat.say('news');
      await chat.sees('Spring collection');
      const link = chat.conversation.getByRole('link');
      expect(await link.count()).toBe(1);
      expect(await link.getAttribute('href')).toBe('http://shop.example.com/spring');
      expect(await link.getAttribute('rel')).toContain('noopener');
    },
    PATIENCE,
  );

  it(
    'taps the menu the application made',
    async () => {
      await chat.addFollower('Taster');
      await api.post('/cgi-bin/menu/create', {
        button: [
          { type: 'click', name: 'Today', key: 'TODAY' },
          { name: 'More', sub_button: [{ type: 'click', name: 'Contact', key: 'CONTACT' }] },
        ],
      });
      await chat.page.getByRole('button', { name: 'Show the menu' }).click();
      await chat.page.getByRole('button', { name: 'Today', exact: true }).click();
      await chat.sees('You tapped TODAY');

      await chat.page.getByRole('button', { name: 'More', exact: true }).press('Enter');
      await chat.page.getByRole('menuitem', { name: 'Contact' }).press('Enter');
      await chat.sees('You tapped CONTACT');
      await chat.page.getByRole('button', { name: 'Show the keyboard' }).click();
    },
    PATIENCE,
  );

  it(
    'scans a code by its ticket, also as a stranger',
    async () => {
      const made = await api.post('/cgi-bin/qrcode/create', {
        action_name: 'QR_LIMIT_STR_SCENE',
        action_info: { scene: { scene_str: 'table-7' } },
      });
      const scan = async (code: string): Promise<void> => {
        await chat.page.getByRole('button', { name: 'Scan', exact: true }).click();
        const dialog = chat.page.getByRole('dialog', { name: 'Scan' });
        await dialog.getByRole('textbox').fill(code);
        await dialog.getByRole('button', { name: 'Scan', exact: true }).click();
      };
      await chat.addPerson('Stranger');
      await scan(String(made.ticket));
      await chat.sees('Welcome to the shop');
      await chat.inspector.getByText('qrscene_table-7').waitFor();
      await scan('table-7');
      await chat.sees('You scanned table-7');
    },
    PATIENCE,
  );

  it(
    'shows customer-service and template messages',
    async () => {
      await chat.addFollower('Buyer');
      const buyer = [...shop.people].find(({ nickname }) => nickname === 'Buyer');
      const template_id = shop.addTemplate({ title: 'Order sent', content: 'Number: {{number.DATA}}' });
      await api.post('/cgi-bin/message/custom/send', {
        touser: buyer?.openid,
        msgtype: 'text',
        text: { content: 'A clerk will help you' },
      });
      await chat.sees('A clerk will help you');
      await api.post('/cgi-bin/message/template/send', {
        touser: buyer?.openid,
        template_id,
        data: { number: { value: '20251122' } },
      });
      await chat.sees('Number: 20251122');
    },
    PATIENCE,
  );

  it(
    'shows both directions opened and as sent',
    async () => {
      await chat.addFollower('Curious');
      await chat.say('look inside');
      await chat.sees('You said: look inside');
      await chat.inspector.getByRole('option').first().click();
      const panel = chat.inspector.getByRole('tabpanel');
      const opened = await panel.innerText();
      expect(opened).toContain('<Content><![CDATA[look inside]]></Content>');
      expect(opened).toContain('<Content><![CDATA[You said: look inside]]></Content>');
      expect(opened).toContain('signature');
      expect(opened).not.toContain('<Encrypt>');

      await chat.inspector.getByRole('tab', { name: 'As sent' }).click();
      await panel.getByText('<Encrypt>').waitFor();
      await chat.inspector.getByRole('tab', { name: 'Opened' }).click();

      const newest = chat.inspector.getByRole('option').first();
      await newest.press('ArrowDown');
      expect(await chat.inspector.getByRole('option', { selected: true }).innerText()).toContain('subscribe');
    },
    PATIENCE,
  );

  it(
    'says what failed when the application is not running',
    async () => {
      await chat.page.getByLabel('Official account').selectOption({ label: 'Closed Shop' });
      await chat.addPerson('Patient');
      await chat.page.getByRole('button', { name: 'Follow the account' }).click();
      const failed = chat.conversation.locator('.fate.failed');
      await failed.first().waitFor();
      expect(await failed.first().innerText()).toMatch(/Not delivered: .*127\.0\.0\.1:9/s);
      expect(await failed.first().getByRole('button', { name: 'Send again' }).count()).toBe(1);
      expect(await chat.inspector.getByRole('option').count()).toBe(3);
      await chat.page.getByLabel('Official account').selectOption({ label: 'Flower Shop' });
    },
    PATIENCE,
  );

  it(
    'speaks Chinese, and remembers it',
    async () => {
      await chat.page.getByRole('button', { name: '中文' }).click();
      await chat.page.getByRole('heading', { name: '微信沙箱' }).waitFor();
      await chat.page.reload();
      await chat.page.getByText('已连接').waitFor();
      expect(await chat.page.getByRole('button', { name: '扫一扫' }).count()).toBe(1);
      await chat.page.getByRole('button', { name: 'English' }).click();
      await chat.page.getByRole('heading', { name: 'WeChat sandbox' }).waitFor();
    },
    PATIENCE,
  );

  it('fits a narrow screen', async () => {
    await chat.page.setViewportSize({ width: 375, height: 700 });
    const box = await chat.page.locator('main').boundingBox();
    expect(box?.width).toBeLessThanOrEqual(375);
    expect(await chat.page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    await chat.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('asked nobody but the sandbox, and complained about nothing', () => {
    expect(chat.foreignRequests).toEqual([]);
    expect(chat.complaints).toEqual([]);
  });

  it(
    'finds the sandbox again after a restart',
    async () => {
      const first = await WeChatSandbox.start({ port: 0 });
      first.officialAccount({ name: 'Before' });
      const watcher = await ChatBrowser.open(executablePath, first.url);
      const port = Number(new URL(first.url).port);
      await first.close();
      await watcher.page.getByText('Connection lost').waitFor();
      const second = await WeChatSandbox.start({ port });
      second.officialAccount({ name: 'After' });
      await watcher.page.getByRole('heading', { name: 'After' }).waitFor();
      await watcher.close();
      await second.close();
    },
    PATIENCE,
  );
});
