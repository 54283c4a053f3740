/** What a bill of 3 GiB takes of memory while it is downloaded, unpacked and verified into a file. */
import { startWorker } from '../processes/worker.mjs';

const MEGABYTE = 1024 * 1024;
const SIZE = 3 * 1024 * MEGABYTE;
/** Streams, sockets and code of theirs are made once. */
const WARM_UP = 256 * MEGABYTE;
const LIMIT = 64;
const [FIRST, SECOND] = ['2026-01-01', '2026-01-02'];

export async function measure() {
  const platform = await startWorker('bill.sandbox.mjs');
  const client = await startWorker('bill.client.mjs', [JSON.stringify(platform.ready)], ['--expose-gc']);
  try {
    await platform.ask('addBill', FIRST, WARM_UP);
    await platform.ask('addBill', SECOND, SIZE);
    await client.ask('download', FIRST);
    const { size, seconds, growth } = await client.ask('download', SECOND);
    if (size < SIZE) throw new Error(`The bill has ${size} bytes only`);
    const megabytes = growth / MEGABYTE;
    return {
      what: 'resident memory while a bill of 3 GiB is downloaded',
      figure: `${megabytes.toFixed(0)} MB more`,
      goal: `< ${LIMIT} MB`,
      isMet: megabytes < LIMIT,
      detail: `${(size / MEGABYTE).toFixed(0)} MB in ${seconds.toFixed(0)} s`,
    };
  } finally {
    await Promise.all([client.stop(), platform.stop()]);
  }
}
