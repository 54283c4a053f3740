import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, WeChatClients, WeChatModule } from 'nestjs-wechat-sdk';
import { type SandboxGroupRobot, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { type WorkGroupRobot, workGroupRobot } from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../src/log.capture.js';
import { lastRequest } from '../../src/sandbox.reader.js';

const PICTURE = Buffer.from('a picture, as far as its bytes go');

let sandbox: WeChatSandbox;
let group: SandboxGroupRobot;
let app: INestApplicationContext;
let robot: WorkGroupRobot;
let logs: LogCapture;

beforeEach(async () => {
  sandbox = await WeChatSandbox.start();
  group = sandbox.corp({ agents: {} }).groupRobot();
  logs = new LogCapture();
  const alarm = workGroupRobot({ webhookUrl: group.webhookUrl });
  const module = WeChatModule.forRoot({ clients: { alarm } });
  app = await NestFactory.createApplicationContext(
    { module: class Root {}, imports: [module] },
    { logger: logs, abortOnError: false },
  );
  robot = app.get<WorkGroupRobot>(getWeChatToken('alarm'));
});
afterEach(async () => {
  await app.close();
  await sandbox.close();
});

const said = (): unknown[] => group.messages.map(({ msgtype, content }) => ({ msgtype, content }));

describe('A group robot', () => {
  it('says texts, and whom they are for', async () => {
    await robot.sendText('磁盘已满');
    await robot.sendText('磁盘已满', {
      mentionedList: ['zhangsan', '@all'],
      mentionedMobileList: ['13800000000'],
    });
    expect(said()).toEqual([
      { msgtype: 'text', content: { content: '磁盘已满' } },
      {
        msgtype: 'text',
        content: {
          content: '磁盘已满',
          mentioned_list: ['zhangsan', '@all'],
          mentioned_mobile_list: ['13800000000'],
        },
      },
    ]);
    expect(lastRequest(sandbox)).toMatchObject({
      route: 'POST /cgi-bin/webhook/send',
      query: { key: '***' },
    });
  });

  it('says Markdown of both kinds', async () => {
    await robot.sendMarkdown('**磁盘** <font color="warning">已满</font>');
    await robot.sendMarkdownV2('| 盘 | 用量 |\n| - | - |\n| sda | 100% |');
    expect(group.messages.map(({ msgtype }) => msgtype)).toEqual(['markdown', 'markdown_v2']);
  });

  it('shows pictures, with the hash WeCom looks for', async () => {
    await robot.sendImage(PICTURE.subarray(2));
    const md5 = createHash('md5').update(PICTURE.subarray(2)).digest('hex');
    expect(said()).toEqual([
      { msgtype: 'image', content: { base64: PICTURE.subarray(2).toString('base64'), md5 } },
    ]);
  });

  it('shows articles and cards', async () => {
    const article = { title: '日报', url: 'https://example.com', picurl: 'https://example.com/1.png' };
    await robot.sendNews([article]);
    await robot.sendTemplateCard({
      card_type: 'text_notice',
      main_title: { title: '告警' },
      card_action: { type: 1, url: 'https://example.com' },
    });
    expect(said()).toMatchObject([
      { msgtype: 'news', content: { articles: [article] } },
      { msgtype: 'template_card', content: { card_type: 'text_notice' } },
    ]);
  });

  it('uploads files and voice messages, and sends them', async () => {
    const file = await robot.upload({ content: Buffer.from('一,二\n'), filename: '日报.csv' });
    expect(lastRequest(sandbox)).toMatchObject({ query: { type: 'file' } });
    await robot.sendFile(file);
    const voice = await robot.uploadVoice({ content: Buffer.from('#!AMR\n'), filename: 'a.amr' });
    expect(lastRequest(sandbox)).toMatchObject({ query: { type: 'voice' } });
    await robot.sendVoice(voice);
    expect(said()).toEqual([
      { msgtype: 'file', content: { media_id: file } },
      { msgtype: 'voice', content: { media_id: voice } },
    ]);
  });

  it('sends messages as WeCom describes them', async () => {
    await robot.send({ msgtype: 'text', text: { content: '好' } });
    expect(group.messages).toMatchObject([{ text: '好' }]);
  });

  it.each<[string, (robot: WorkGroupRobot) => Promise<void>, string]>([
    ['a text of 2049 bytes', (one) => one.sendText('字'.repeat(683)), 'The text has 2049 bytes'],
    ['Markdown of 4098 bytes', (one) => one.sendMarkdown('字'.repeat(1366)), 'The text has 4098 bytes'],
    ['more Markdown', (one) => one.sendMarkdownV2('a'.repeat(4097)), 'The text has 4097 bytes'],
    [
      'a picture above 2 MB',
      (one) => one.sendImage(Buffer.alloc(2 ** 21 + 1)),
      'The picture has 2097153 bytes',
    ],
    ['no articles', (one) => one.sendNews([]), 'takes 1 to 8 articles, not 0'],
    [
      'nine articles',
      (one) => one.sendNews(Array.from({ length: 9 }, () => ({ title: 't', url: 'https://example.com' }))),
      'takes 1 to 8 articles, not 9',
    ],
  ])('does not send %s', async (_, send, reason) => {
    const sending = send(robot);
    await expect(sending).rejects.toThrow(RangeError);
    await expect(sending).rejects.toThrow(reason);
    expect(sandbox.requests).toEqual([]);
  });

  it('sends twenty a minute in the order of the calls, and takes back what waits', async () => {
    const abort = new AbortController();
    const sent = Array.from({ length: 20 }, (_, count) => robot.sendText(String(count)));
    const waiting = robot.sendText('20', { signal: abort.signal });
    await Promise.all(sent);
    expect(group.messages.map(({ text }) => text)).toEqual(
      Array.from({ length: 20 }, (_, count) => String(count)),
    );
    abort.abort(new Error('no longer of interest'));
    await expect(waiting).rejects.toThrow('no longer of interest');
    expect(sandbox.requests).toHaveLength(20);
  });

  it('says why it is not heard, and shows its key nowhere', async () => {
    group.remove();
    const failure = await robot.sendText('hello').catch((error: unknown) => error);
    expect(failure).toMatchObject({ errcode: 93008 });
    await sandbox.close();
    const lost = await robot.sendText('hello').catch((error: unknown) => error);
    expect(lost).toMatchObject({ code: 'WECHAT_HTTP' });
    const shown = inspect([failure, lost, robot, app.get(WeChatClients).health()], {
      depth: 9,
      showHidden: true,
    });
    expect(shown + logs.lines.join('\n')).not.toContain(group.key);
    sandbox = await WeChatSandbox.start();
  });

  it('is added and removed while the application runs', async () => {
    const clients = app.get(WeChatClients);
    const other = sandbox.corp({ agents: {} }).groupRobot();
    const night = clients.add('night', workGroupRobot({ webhookUrl: other.webhookUrl }));
    await night.sendText('晚安');
    expect(other.messages).toMatchObject([{ text: '晚安' }]);
    expect(() => clients.add('twin', workGroupRobot({ webhookUrl: other.webhookUrl }))).toThrow(
      /are the same account/,
    );
    expect(clients.remove('night')).toBe(true);
    expect(clients.has('night')).toBe(false);
  });
});
