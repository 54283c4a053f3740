import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForkedProgram } from '../src/forked.program.js';
import { type AdapterName, ADAPTERS } from '../src/start-app.js';
import { WeChatPaySender } from '../src/wechat-pay.sender.js';
import { Campaign } from './src/campaign.js';
import { PROTOCOL_NAMES } from './src/protocols/index.js';
import { TargetProcess } from './src/target.process.js';

/** Of each protocol on each adapter; `npm run fuzz` has many more. */
const CASES = 192;
const MEBIBYTE = 1024 * 1024;
/** What fails is told with it; `npm run fuzz -- --seed … --protocol … --adapter …` shows it again. */
const SEED = Math.floor(Math.random() * 2 ** 31);

const wechat = new WeChatPaySender();
let targets: ReadonlyMap<AdapterName, TargetProcess>;
beforeAll(async () => {
  const start = async (adapter: AdapterName) =>
    [adapter, await TargetProcess.start(wechat, { adapter })] as const;
  targets = new Map(await Promise.all(ADAPTERS.map(start)));
});
afterAll(() => ForkedProgram.killAll());

describe.each(ADAPTERS)('Whatever comes in, on %s', (adapter) => {
  let start: number | undefined;
  let end: number | undefined;

  it.each(PROTOCOL_NAMES)(
    '%s: no 5xx, no crash, no handler for what is not signed, and good pushes afterwards',
    async (name) => {
      const target = targets.get(adapter) as TargetProcess;
      const result = await new Campaign(target, target.protocol(name)).run({ cases: CASES, seed: SEED });
      start ??= result.heap[0];
      end = result.heap[1];
      expect(result.cases).toBe(CASES + 1);
      // some of everything, or the generators make nothing but rubbish
      expect(result.runs).toBeGreaterThan(CASES / 20);
      expect(result.answers['2xx']).toBeGreaterThan(CASES / 10);
      expect(result.answers['4xx']).toBeGreaterThan(CASES / 4);
      expect(result.answers['5xx']).toBeUndefined();
    },
  );

  it('and memory is what it was', () => {
    expect((end ?? Infinity) - (start ?? 0)).toBeLessThan(16 * MEBIBYTE);
  });
});
