/** An application without HTTP that registers many accounts of a platform, and says what that cost. */
import { performance } from 'node:perf_hooks';
import { NestFactory } from '@nestjs/core';
import { appIds, platformModule, platformOf } from '../platform.mjs';
import { serve } from './worker.mjs';

const heap = () => {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};
let platform;

serve({
  async start() {
    const app = await NestFactory.createApplicationContext(platformModule(), { logger: ['error'] });
    platform = platformOf(app);
    platform.officialAccount('wxwarm-up');
  },
  register(count) {
    const ids = appIds(count);
    const before = heap();
    const begun = performance.now();
    for (const appId of ids) platform.officialAccount(appId);
    const milliseconds = performance.now() - begun;
    return { milliseconds, bytes: (heap() - before) / count };
  },
  /** Nanoseconds one lookup by appid takes: of an account, or of the same object in a plain Map. */
  lookUp(count, lookups, isPlain) {
    const ids = appIds(count);
    // keys of its own, as those of an address are
    const plain = new Map(appIds(count).map((appId) => [appId, platform.officialAccount(appId)]));
    const find = isPlain ? (appId) => plain.get(appId) : (appId) => platform.officialAccount(appId);
    let found = 0;
    const begun = performance.now();
    for (let index = 0; index < lookups; index += 1) if (find(ids[(index * 7919) % count]).kind) found += 1;
    return ((performance.now() - begun) * 1e6) / found;
  },
});
