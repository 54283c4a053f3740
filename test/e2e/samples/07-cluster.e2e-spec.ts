import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { hasRedis } from '../../src/redis.process.js';
import { SampleProcess } from './sample.process.js';

const PATIENCE = 180_000;
const NAME = '07-cluster';

/** The rows of the table, by what they count. */
function tableOf(output: string): Record<string, number> {
  const rows = output.matchAll(/^ {12}(\w[\w ]*\w) +(\d+)(?: {3}.*)?$/gm);
  return Object.fromEntries([...rows].map(([, what = '', count]) => [what, Number(count)]));
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

if (!hasRedis)
  process.stdout.write(`Not tried: sample/${NAME} with its processes: this machine has no redis-server\n`);

describe(`sample/${NAME}`, () => {
  it(
    'says how to get a redis-server where there is none',
    async () => {
      const { code, output } = await SampleProcess.run([NAME, '--once'], { PATH: '/nowhere' });
      expect({ code, output }).toEqual({
        code: 1,
        output: expect.stringMatching(/^\nThis sample starts a redis-server of its own.*apt-get install/),
      });
    },
    PATIENCE,
  );
});

(hasRedis ? describe : describe.skip)(`sample/${NAME}, on a Redis`, () => {
  it(
    'loses nothing when a process and Redis are killed while people write',
    async () => {
      const { code, output } = await SampleProcess.run([NAME, '--once']);
      expect({ code, output }).toMatchObject({ code: 0 });
      const { 'messages sent': sent = 0, 'handled twice': twice = 0, ...table } = tableOf(output);
      expect(sent).toBeGreaterThan(50);
      // the one that was killed in the middle
      expect(twice).toBeGreaterThan(0);
      expect(table).toEqual({
        acknowledged: sent,
        'handler runs that ended': expect.any(Number),
        'replies that arrived': sent,
        lost: 0,
        'out of order': 0,
        'token fetches': 1,
      });
      expect(table['handler runs that ended']).toBeGreaterThanOrEqual(sent);
      for (const name of ['east', 'redis']) {
        expect(output).toMatch(new RegExp(`^ +${name} +is dead$`, 'm'));
        expect(output).toMatch(new RegExp(`^ +${name} +is started again, as process \\d+$`, 'm'));
      }
    },
    PATIENCE,
  );

  it(
    'leaves no process behind, even when it is killed itself',
    async () => {
      // what it cannot clear away itself then
      const folder = await mkdtemp(join(tmpdir(), 'sample-07-'));
      const sample = new SampleProcess([NAME], { TMPDIR: folder });
      await sample.prints(/both are at work/);
      await sample.end('SIGKILL');
      await rm(folder, { recursive: true });
      const pids = [...sample.output.matchAll(/is process (\d+):/g)].map(([, pid]) => Number(pid));
      expect(pids).toHaveLength(3);
      // orphans that have ended are there until init has seen it
      for (let waited = 0; pids.some(isAlive) && waited < 10_000; waited += 50) await sleep(50);
      expect(pids.filter(isAlive)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'counts what there was when it is ended by hand',
    async () => {
      const sample = new SampleProcess([NAME]);
      await sample.prints(/both are at work/);
      const { code, output } = await sample.end('SIGINT');
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(tableOf(output)).toMatchObject({ lost: 0, 'token fetches': 1 });
    },
    PATIENCE,
  );
});
