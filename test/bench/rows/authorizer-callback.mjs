/** CPU per callback for one of ten thousand accounts of a platform, against one of one. */
import { interleave, times } from '../figures.mjs';
import { appIds } from '../platform.mjs';
import { startWorker } from '../processes/worker.mjs';

const PER_ROUND = 5000;
const ROUNDS = 9;
const COUNTS = [10_000, 1];
const LIMIT = 1.05;

export async function measure() {
  const client = await startWorker('callback.client.mjs');
  const servers = [];
  const placesOf = (count) => appIds(count).map((appId) => `platform/${appId}`);
  const round = async ({ ask, ready: port }, count, requests = PER_ROUND) => {
    await client.ask('prepare', requests, placesOf(count));
    await ask('startClock');
    await client.ask('send', port);
    return (await ask('readClock')) / requests;
  };
  try {
    for (const count of COUNTS) {
      const server = await startWorker('callback.server.mjs', ['express', 'platform']);
      servers.push(server);
      // each account is met once before the clock runs
      await round(server, count, Math.max(...COUNTS));
    }
    const [many, one] = await interleave(
      ROUNDS,
      servers.map((server, index) => () => round(server, COUNTS[index])),
    );
    return {
      what: 'callback for one of 10,000 authorizers, CPU against one of one',
      figure: times(many / one),
      goal: `≤ ${LIMIT}×`,
      isMet: many / one <= LIMIT,
      detail: `${many.toFixed(1)} µs against ${one.toFixed(1)} µs`,
    };
  } finally {
    await Promise.all([client, ...servers].map(({ stop }) => stop()));
  }
}
