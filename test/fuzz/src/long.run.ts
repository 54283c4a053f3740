import type { AdapterName } from '../../src/start-app.js';
import { WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { Campaign } from './campaign.js';
import { PROTOCOL_NAMES } from './protocols/index.js';
import { type ReportRow, tableOf } from './report.js';
import { TargetProcess } from './target.process.js';

export interface LongRun {
  readonly seed: number;
  /** In all; each protocol on each adapter has its share. */
  readonly cases: number;
  /** Only this one. */
  readonly adapter?: string | undefined;
  readonly protocol?: string | undefined;
}

/** What an application may retain more than at its start: the outcomes of 20,000 pushes are kept for their repeats, 17 MiB of them. */
const MAX_GROWTH = 32 * 1024 * 1024;

const ADAPTERS: readonly AdapterName[] = ['express', 'fastify'];

/**
 * Every protocol on every adapter, and a table of what came of it.
 *
 * @returns whether all was as it must be
 */
export async function fuzz(
  { seed, cases, adapter, protocol }: LongRun,
  say: (line: string) => void,
): Promise<boolean> {
  const adapters = ADAPTERS.filter((one) => adapter === undefined || adapter === one);
  const names = PROTOCOL_NAMES.filter((one) => protocol === undefined || protocol === one);
  const share = Math.ceil(cases / (adapters.length * names.length));
  say(`seed ${seed}: ${names.length} protocols × ${adapters.length} adapters × ${share} cases`);
  const rows: ReportRow[] = [];
  let failures = 0;
  const fail = (what: string): void => {
    failures += 1;
    say(what);
  };
  for (const on of adapters) {
    const wechat = new WeChatPaySender();
    let target = await TargetProcess.start(wechat, { adapter: on });
    let start: number | undefined;
    for (const name of names) {
      try {
        // no two of them are sent the same
        const own = seed + ADAPTERS.indexOf(on) * 100 + PROTOCOL_NAMES.indexOf(name);
        const result = await new Campaign(target, target.protocol(name)).run({ cases: share, seed: own });
        rows.push({ ...result, adapter: on });
        start ??= result.heap[0];
        if (result.heap[1] - start > MAX_GROWTH)
          fail(`${name} on ${on}: the heap has grown by more than 32 MiB`);
        say(`${name} on ${on}: ${result.cases} cases in ${(result.milliseconds / 1000).toFixed(1)} s`);
      } catch (error) {
        fail(`${name} on ${on}: ${error instanceof Error ? error.message : String(error)}`);
        say(`npm run fuzz -- --seed ${seed} --cases ${share} --adapter ${on} --protocol '${name}'`);
        // what comes of the next one must not be this one's doing
        await target.end();
        target = await TargetProcess.start(wechat, { adapter: on });
        start = undefined;
      }
    }
    await target.end();
  }
  say(`\n${tableOf(rows)}`);
  if (failures > 0) say(`\n${failures} failed`);
  return failures === 0;
}
