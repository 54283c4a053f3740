import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { describe, expect, it } from '@jest/globals';
import { WeChatStorageError } from '../../../lib/common/index.js';
import { QueueScripts } from '../../../lib/inbox/queue.scripts.js';
import { failureOf } from '../failure.js';

/** A client as ioredis has it: each script becomes a method. */
class MethodClient {
  status = 'ready';
  isCluster = false;
  readonly called: unknown[][] = [];

  defineCommand(name: string): void {
    Object.assign(this, {
      [name]: async (...args: unknown[]) => {
        this.called.push([name, ...args]);
        return 'done';
      },
    });
  }
}

/** A client as BullMQ 6 has it, of whatever library. */
class CommandClient {
  status = 'ready';
  readonly defined: string[] = [];
  readonly called: unknown[][] = [];

  defineCommand(name: string): void {
    this.defined.push(name);
  }

  async runCommand(name: string, args: unknown[]): Promise<string> {
    this.called.push([name, ...args]);
    return 'done';
  }
}

const queueOf = (holder: object): Queue => ({ name: 'wechat', ...holder }) as Partial<Queue> as Queue;

describe('Scripts of the inbox run on the client of the queue', () => {
  it('of BullMQ 5', async () => {
    const client = new MethodClient();
    const scripts = new QueueScripts(queueOf({ client: Promise.resolve(client) }));
    await scripts.connected(1000);
    expect(await scripts.run('wechatInboxPlace', ['a', 'b', 'c'], ['1', '2'])).toBe('done');
    expect(client.called).toEqual([['wechatInboxPlace', 'a', 'b', 'c', '1', '2']]);
  });

  it('of BullMQ 6', async () => {
    const client = new CommandClient();
    const queue = queueOf({ getBackend: () => ({ client: Promise.resolve(client) }) });
    const scripts = new QueueScripts(queue);
    await scripts.connected(1000);
    expect(await scripts.run('wechatInboxLook', ['a'], ['1'])).toBe('done');
    expect(client.called).toEqual([['wechatInboxLook', 'a', '1']]);
    expect(client.defined).toEqual(['wechatInboxPlace', 'wechatInboxLook', 'wechatInboxLeave']);
  });
});

describe('Nothing is sent without a connection', () => {
  it('it is waited for', async () => {
    const client = new MethodClient();
    client.status = 'reconnecting';
    const scripts = new QueueScripts(queueOf({ client: Promise.resolve(client) }));
    let isConnected = false;
    const waiting = scripts.connected(10_000).then(() => (isConnected = true));
    await sleep(120);
    expect(isConnected).toBe(false);
    client.status = 'ready';
    expect(await waiting).toBe(true);
  });

  it('for so long, and no longer', async () => {
    const client = new MethodClient();
    client.status = 'reconnecting';
    const scripts = new QueueScripts(queueOf({ client: Promise.resolve(client) }));
    const error = await failureOf(scripts.connected(60));
    expect(error).toBeInstanceOf(WeChatStorageError);
    client.status = 'ready';
    await expect(scripts.connected(60)).resolves.toBeUndefined();
  });

  it('there has never been', async () => {
    const scripts = new QueueScripts(queueOf({ client: new Promise(() => undefined) }));
    expect(await failureOf(scripts.connected(60))).toBeInstanceOf(WeChatStorageError);
  });

  it('a cluster is connected before it is ready', async () => {
    const client = new MethodClient();
    client.status = 'connect';
    const scripts = new QueueScripts(queueOf({ client: Promise.resolve(client) }));
    expect(await failureOf(scripts.connected(60))).toBeInstanceOf(WeChatStorageError);
    client.isCluster = true;
    await expect(scripts.connected(60)).resolves.toBeUndefined();
  });
});
