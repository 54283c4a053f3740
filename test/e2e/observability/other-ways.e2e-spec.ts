import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { WeChatMessage } from 'nestjs-wechat-sdk';
import { WorkBotMessage } from 'nestjs-wechat-sdk/work';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { RedisServer } from '../../src/redis.server.js';
import { ReportListener } from '../../src/report.listener.js';
import { startBot } from '../../src/start-bot.js';
import { startInbox } from '../../src/start-inbox.js';

@Injectable()
class Assistant {
  @WorkBotMessage('text')
  answer(): string {
    return 'hello';
  }

  @WeChatMessage('text')
  hear(): void {}
}

let reports: ReportListener;
beforeEach(() => {
  reports = new ReportListener();
});
afterEach(() => reports.stop());

describe('What a bot hears over its long connection', () => {
  it('is told as any callback', async () => {
    const { bot, client, close } = await startBot('express', {
      modes: ['connection'],
      providers: [Assistant],
    });
    await bot.connection.opened();
    while (!client.isConnected) await sleep(5);
    await bot.ask('hello');
    await close();
    const told = { client: 'bot', kind: 'bot-message', name: 'text', handler: 'Assistant#answer' };
    expect(reports.callback).toMatchObject([{ ...told, outcome: 'answered', isRepeat: false }]);
    expect(reports.handler).toMatchObject([{ ...told, outcome: 'ok' }]);
  });
});

describeWithRedis('What an inbox keeps', () => {
  it('is told when it is kept, and when a worker has run its handler', async () => {
    const redis = await RedisServer.start();
    const { post, close } = await startInbox('express', redis, { providers: [Assistant] });
    const { status } = await post('oAlice', 'hello')();
    await until('it is heard', () => reports.handler.length > 0);
    await close();
    await redis.end();
    expect(status).toBe(200);
    expect(reports.callback).toMatchObject([{ client: 'shop', name: 'text', outcome: 'kept' }]);
    expect(reports.handler).toMatchObject([{ client: 'shop', handler: 'Assistant#hear', outcome: 'ok' }]);
  });
});
