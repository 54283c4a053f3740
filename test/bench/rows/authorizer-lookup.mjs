/** Looking one of ten thousand accounts up by its appid, against a plain Map of as many. */
import { interleave, times } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const ACCOUNTS = 10_000;
const LOOKUPS = 500_000;
const ROUNDS = 7;
const LIMIT = 2;

export async function measure() {
  const { ask, stop } = await startWorker('platform.heap.mjs', [], ['--expose-gc']);
  try {
    await ask('register', ACCOUNTS);
    const [account, plain] = await interleave(
      ROUNDS,
      [false, true].map((isPlain) => () => ask('lookUp', ACCOUNTS, LOOKUPS, isPlain)),
    );
    return {
      what: 'lookup by appid among 10,000 authorizers, against a plain Map of as many',
      figure: times(account / plain),
      goal: `O(1): ≤ ${LIMIT}×`,
      isMet: account / plain <= LIMIT,
      detail: `${account.toFixed(0)} ns against ${plain.toFixed(0)} ns`,
    };
  } finally {
    await stop();
  }
}
