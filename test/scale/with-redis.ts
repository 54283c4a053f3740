import { afterAll, describe } from '@jest/globals';
import { ForkedProgram } from '../src/forked.program.js';
import { hasRedis } from '../src/redis.process.js';

/** A suite of real processes on a real Redis; where there is none, the output says what was left out. */
export function describeWithRedis(what: string, suite: () => void): void {
  if (!hasRedis) process.stdout.write(`Not tried: ${what}: this machine has no redis-server\n`);
  (hasRedis ? describe : describe.skip)(what, () => {
    afterAll(() => ForkedProgram.killAll());
    suite();
  });
}
