import type { ModuleRef } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { bullInbox, type BullInboxOptions } from '../../../lib/inbox/index.js';
import { failureOf } from '../failure.js';

const modulesWith = (queue: object | undefined): ModuleRef =>
  ({
    get: () => {
      if (!queue) throw new Error('Nest could not find BullQueue_wechat element');
      return queue;
    },
  }) as Partial<ModuleRef> as ModuleRef;

const refusal = (options: Partial<BullInboxOptions>, queue?: object): Promise<Error> =>
  failureOf(() => bullInbox({ queue: 'wechat', ...options }).create(modulesWith(queue)));

describe('bullInbox()', () => {
  it.each<[Partial<BullInboxOptions>, RegExp]>([
    [{ queue: '' }, /was given no queue/],
    [{ queue: undefined }, /was given no queue/],
    [{ concurrency: -1 }, /concurrency of bullInbox\(\) cannot work/],
    [{ concurrency: 1.5 }, /concurrency of bullInbox\(\) cannot work/],
    [{ attempts: 0 }, /attempts of bullInbox\(\) cannot work/],
    [{ backoff: -1 }, /backoff of bullInbox\(\) cannot work/],
    [{ backoff: Number.NaN }, /backoff of bullInbox\(\) cannot work/],
  ])('refuses %j', async (options, cure) => {
    const error = await refusal(options, {});
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(cure);
  });

  it('refuses a queue nobody registers, and says how to', async () => {
    const error = await refusal({});
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain("BullModule.registerQueue({ name: 'wechat' })");
  });

  it.each([
    { name: 'wechat', getBackend: () => ({}) },
    { name: 'wechat', client: undefined },
  ])('refuses a queue that is not in a Redis: %j', async (queue) => {
    const error = await refusal({}, queue);
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain('not in a Redis');
  });
});
