/** What 100,000 callbacks leave behind in one application. */
import { startWorker } from '../processes/worker.mjs';

const BATCH = 5000;
const BATCHES = 20;
const MEGABYTE = 1024 * 1024;

export async function measure() {
  const client = await startWorker('callback.client.mjs');
  const server = await startWorker('callback.server.mjs', ['fastify', 'wechat'], ['--expose-gc']);
  const batch = async () => {
    await client.ask('prepare', BATCH);
    await client.ask('send', server.ready);
  };
  const look = async () => ({ handlers: await server.ask('handlers'), heap: await server.ask('heap') });
  try {
    await batch();
    const before = await look();
    for (let count = 0; count < BATCHES; count += 1) await batch();
    const after = await look();
    const growth = (after.heap - before.heap) / MEGABYTE;
    return {
      what: `handlers and heap after ${(BATCH * BATCHES).toLocaleString('en')} callbacks`,
      figure: `${after.handlers - before.handlers} more, ${growth.toFixed(1)} MB`,
      goal: '0 more, < 20 MB',
      isMet: after.handlers === before.handlers && growth < 20,
      detail: `${before.handlers} → ${after.handlers} handlers, heap ${(before.heap / MEGABYTE).toFixed(1)} → ${(after.heap / MEGABYTE).toFixed(1)} MB`,
    };
  } finally {
    await Promise.all([client.stop(), server.stop()]);
  }
}
