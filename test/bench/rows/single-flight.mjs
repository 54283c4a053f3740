/** Token fetches that 10,000 calls at once cause on a cold cache. */
import { openClient } from '../application.mjs';
import { startWorker } from '../processes/worker.mjs';

const CALLS = 10_000;

export async function measure() {
  const server = await startWorker('api.server.mjs');
  const { app, client } = await openClient(server.ready);
  try {
    const begun = performance.now();
    const call = () => client.request('POST /cgi-bin/clear_quota', { body: { appid: client.appId } });
    await Promise.all(Array.from({ length: CALLS }, call));
    const seconds = (performance.now() - begun) / 1000;
    const fetches = await server.ask('tokens');
    return {
      what: `token fetches for ${CALLS.toLocaleString('en')} calls at once on a cold cache`,
      figure: String(fetches),
      goal: '1',
      isMet: fetches === 1,
      detail: `all calls answered in ${seconds.toFixed(1)} s`,
    };
  } finally {
    await app.close();
    await server.stop();
  }
}
