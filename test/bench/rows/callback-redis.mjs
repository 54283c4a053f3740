/** What agreeing through Redis costs an encrypted callback: in the process, in Redis, and in its memory. */
import { interleave, times } from '../figures.mjs';
import { startRedis } from '../processes/redis.mjs';
import { startWorker } from '../processes/worker.mjs';

const WARM_UP = 6000;
const PER_ROUND = 3000;
const ROUNDS = 5;
const WHAT = 'encrypted callback with redisEngine(), CPU against one without (fastify)';

export async function measure() {
  const redis = await startRedis();
  if (!redis)
    return { what: WHAT, figure: 'not measured', goal: '', detail: 'this machine has no redis-server' };
  const client = await startWorker('callback.client.mjs');
  const servers = [];
  for (const kind of ['redis', 'wechat'])
    servers.push(await startWorker('callback.server.mjs', ['fastify', kind, redis.url]));
  const spent = { cpu: 0, memory: 0, keys: 0, runs: 0, seconds: 0 };
  const round = async ({ ask, ready: port }, count = PER_ROUND) => {
    await client.ask('prepare', count);
    await ask('startClock');
    await client.ask('send', port);
    return (await ask('readClock')) / count;
  };
  const watched = async (server) => {
    const before = { cpu: redis.cpu(), memory: redis.memory(), keys: redis.keys(), at: performance.now() };
    const cpu = await round(server);
    spent.seconds += (performance.now() - before.at) / 1000;
    spent.cpu += redis.cpu() - before.cpu;
    spent.memory += redis.memory() - before.memory;
    spent.keys += redis.keys() - before.keys;
    spent.runs += PER_ROUND;
    return cpu;
  };
  try {
    for (const server of servers) await round(server, WARM_UP);
    const [withRedis, without] = await interleave(ROUNDS, [
      () => watched(servers[0]),
      () => round(servers[1]),
    ]);
    const perRun = spent.cpu / spent.runs;
    return {
      what: WHAT,
      figure: times(withRedis / without),
      goal: '',
      detail:
        `${withRedis.toFixed(0)} µs against ${without.toFixed(0)} µs, ${(spent.runs / spent.seconds).toFixed(0)}/s; ` +
        `Redis ${perRun.toFixed(0)} µs of CPU each, ${(spent.memory / spent.keys).toFixed(0)} bytes remembered each`,
    };
  } finally {
    await Promise.all([client, ...servers].map(({ stop }) => stop()));
    await redis.stop();
  }
}
