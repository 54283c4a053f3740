/** What ten thousand accounts of a platform cost before they do anything. */
import { startWorker } from '../processes/worker.mjs';

const ACCOUNTS = 10_000;

export async function measure() {
  const { ask, stop } = await startWorker('platform.heap.mjs', [], ['--expose-gc']);
  try {
    const { milliseconds, bytes } = await ask('register', ACCOUNTS);
    return {
      what: `${ACCOUNTS.toLocaleString('en')} authorizers registered`,
      figure: `${(milliseconds / 1000).toFixed(2)} s, ${(bytes / 1024).toFixed(2)} KiB each`,
      goal: '< 1 s, < 4 KiB each',
      isMet: milliseconds < 1000 && bytes < 4096,
      detail: `${milliseconds.toFixed(0)} ms, ${bytes.toFixed(0)} bytes of heap each`,
    };
  } finally {
    await stop();
  }
}
