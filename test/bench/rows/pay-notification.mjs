/**
 * CPU of the server per notification of WeChat Pay, verified, opened and handled, against a bare controller that reads the
 * same body and does one bare verification and one bare decryption: in its place, since a loop of nothing else is kinder to
 * the caches, and a server that is sooner done wakes its client less often.
 */
import { interleave, times } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const WARM_UP = 4000;
const PER_ROUND = 2000;
const ROUNDS = 7;

export async function measureNotification(adapter, limit) {
  const client = await startWorker('pay.notifier.mjs');
  const [shop, bare] = await Promise.all(
    ['wechat', 'bare'].map((kind) =>
      startWorker('pay.server.mjs', [adapter, kind, JSON.stringify(client.ready)]),
    ),
  );
  const round = async ({ ask, ready: port }, count = PER_ROUND) => {
    // no notification is sent twice: a repeat would be answered from memory
    await client.ask('prepare', count);
    await ask('startClock');
    await client.ask('send', port);
    return (await ask('readClock')) / count;
  };
  try {
    await client.ask('prepare', 1);
    await bare.ask('setExample', await client.ask('example'));
    for (const server of [shop, bare]) await round(server, WARM_UP);
    const [ours, theirs] = await interleave(
      ROUNDS,
      [shop, bare].map((server) => () => round(server)),
    );
    const handled = await shop.ask('handled');
    if (handled !== WARM_UP + PER_ROUND * ROUNDS)
      throw new Error(`Only ${handled} notifications were handled`);
    const ratio = ours / theirs;
    return {
      what: `notification of WeChat Pay, CPU against a bare controller with the bare cryptography (${adapter})`,
      figure: times(ratio),
      goal: `≤ ${limit.toFixed(1)}×`,
      isMet: ratio <= limit,
      detail: `${ours.toFixed(0)} µs against ${theirs.toFixed(0)} µs`,
    };
  } finally {
    await Promise.all([client, shop, bare].map(({ stop }) => stop()));
  }
}
