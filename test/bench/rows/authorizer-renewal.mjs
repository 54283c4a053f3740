/** Renewing the tokens of ten thousand accounts, half of which nobody uses. */
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { appIds, platformModule, platformOf } from '../platform.mjs';
import { startWorker } from '../processes/worker.mjs';

const ACCOUNTS = 10_000;
const IN_USE = 5_000;
const CONCURRENCY = 8;
/** Seconds a token lives; it is renewed when half of that is left. */
const LIFE = 100;

export async function measure() {
  const server = await startWorker('platform.api.server.mjs', [String(LIFE)]);
  const wechat = platformModule({ url: server.ready, refresh: { concurrency: CONCURRENCY } });
  class Root {}
  const app = await NestFactory.createApplicationContext(
    { module: Root, imports: [ScheduleModule.forRoot(), wechat] },
    { logger: ['error', 'warn'] },
  );
  try {
    const platform = platformOf(app);
    const ids = appIds(ACCOUNTS);
    const use = (appId) => platform.officialAccount(appId).openApi.clearQuota();
    const useAll = async (some) => {
      for (let from = 0; from < some.length; from += 500)
        await Promise.all(some.slice(from, from + 500).map(use));
    };
    const begun = Date.now();
    await useAll(ids);
    const { count: fetched } = await server.ask('look');
    await useAll(ids.slice(0, IN_USE));
    const timers = app.get(SchedulerRegistry).getTimeouts().length;
    await sleep(begun + LIFE * 900 - Date.now());
    const { count, most, seconds } = await server.ask('look');
    const isMet = fetched === ACCOUNTS && count === IN_USE && most <= CONCURRENCY && timers === 1;
    return {
      what: `renewals of ${ACCOUNTS.toLocaleString('en')} tokens, ${IN_USE.toLocaleString('en')} of them in use`,
      figure: `${count} renewed, ${most} at once at most, ${timers} timer`,
      goal: `${IN_USE}, ≤ ${CONCURRENCY}, 1`,
      isMet,
      detail: `spread over ${seconds.toFixed(1)} s; ${ACCOUNTS - IN_USE} idle ones were not renewed`,
    };
  } finally {
    await app.close();
    await server.stop();
  }
}
