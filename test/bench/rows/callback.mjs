/** CPU of the server per encrypted callback, against a bare controller that reads the same body. */
import { interleave, times } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const WARM_UP = 9000;
const PER_ROUND = 3000;
const ROUNDS = 7;

export async function measureCallback(adapter, limit) {
  const client = await startWorker('callback.client.mjs');
  const servers = [];
  for (const kind of ['wechat', 'bare'])
    servers.push(await startWorker('callback.server.mjs', [adapter, kind]));
  const round = async ({ ask, ready: port }, count = PER_ROUND) => {
    await client.ask('prepare', count);
    await ask('startClock');
    await client.ask('send', port);
    return (await ask('readClock')) / count;
  };
  try {
    for (const server of servers) await round(server, WARM_UP);
    const [wechat, bare] = await interleave(
      ROUNDS,
      servers.map((server) => () => round(server)),
    );
    return {
      what: `encrypted callback, CPU against a bare controller (${adapter})`,
      figure: times(wechat / bare),
      goal: `≤ ${limit}×`,
      isMet: wechat / bare <= limit,
      detail: `${wechat.toFixed(0)} µs against ${bare.toFixed(0)} µs`,
    };
  } finally {
    await Promise.all([client, ...servers].map(({ stop }) => stop()));
  }
}
