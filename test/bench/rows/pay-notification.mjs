/**
 * CPU of the server per notification of WeChat Pay, verified, opened and handled, against that of a bare controller that
 * reads the same body plus that of one bare verification and one bare decryption in a loop of nothing else. Beside it the
 * same against a controller that does this cryptography in its handler: there it pays for cold caches, and for a client
 * that has gone to sleep meanwhile.
 */
import { interleave, times } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const WARM_UP = 4000;
const PER_ROUND = 2000;
const ROUNDS = 7;

export async function measureNotification(adapter, limit) {
  const client = await startWorker('pay.notifier.mjs');
  const [shop, bare, opening] = await Promise.all(
    ['wechat', 'bare', 'opening'].map((kind) =>
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
    const example = await client.ask('example');
    for (const server of [bare, opening]) await server.ask('setExample', example);
    for (const server of [shop, bare, opening]) await round(server, WARM_UP);
    await bare.ask('timeCryptography', WARM_UP);
    const [ours, empty, cryptography, inside] = await interleave(ROUNDS, [
      ...[shop, bare].map((server) => () => round(server)),
      () => bare.ask('timeCryptography', PER_ROUND),
      () => round(opening),
    ]);
    const handled = await shop.ask('handled');
    if (handled !== WARM_UP + PER_ROUND * ROUNDS)
      throw new Error(`Only ${handled} notifications were handled`);
    const ratio = ours / (empty + cryptography);
    return {
      what: `notification of WeChat Pay, CPU against a bare controller plus the bare cryptography (${adapter})`,
      figure: times(ratio),
      goal: `≤ ${limit.toFixed(1)}×`,
      isMet: ratio <= limit,
      detail: `${ours.toFixed(0)} µs against ${empty.toFixed(0)} + ${cryptography.toFixed(0)} µs; ${times(ours / inside)} with the cryptography in its handler`,
    };
  } finally {
    await Promise.all([client, shop, bare, opening].map(({ stop }) => stop()));
  }
}
