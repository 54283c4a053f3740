import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { BullModule } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { Cluster } from 'ioredis';
import { type TextMessage, WeChatMessage } from 'nestjs-wechat-sdk';
import { bullInbox } from 'nestjs-wechat-sdk/bullmq';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { RedisCluster } from '../../src/redis.cluster.js';
import { startApp } from '../../src/start-app.js';

const steps: string[] = [];

@Injectable()
class Handlers {
  @WeChatMessage('text')
  hear({ Content }: TextMessage): void {
    steps.push(Content);
    if (Content === 'two' && steps.length < 3) throw new Error('a passing fault');
  }
}

describeWithRedis('an inbox in a Redis Cluster', () => {
  let redis: RedisCluster;
  beforeAll(async () => {
    redis = await RedisCluster.start();
  }, 60_000);
  afterAll(() => redis?.end());

  it('keeps what comes, and the order in which it came', async () => {
    const { address } = redis;
    if (address.kind !== 'cluster') throw new Error('This is no cluster');
    const { ports, password } = address;
    const nodes = ports.map((port) => ({ host: '127.0.0.1', port }));
    const connection = new Cluster(nodes, { redisOptions: { password, maxRetriesPerRequest: null } });
    const app = await startApp('fastify', {
      providers: [Handlers],
      imports: [BullModule.registerQueue({ name: 'wechat', prefix: '{wechat}', connection })],
      callback: { inbox: bullInbox({ queue: 'wechat', backoff: 50 }) },
    });
    const alice = app.account.person();
    for (const text of ['one', 'two', 'three']) await alice.say(text);
    await until('all are heard', () => steps.includes('three'));
    expect(steps).toEqual(['one', 'two', 'two', 'three']);
    await app.close();
    await connection.quit();
  });
});
