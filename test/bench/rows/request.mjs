/** Throughput of `client.request` on a warm token, against a plain axios POST of the same JSON to the same server. */
import { Agent } from 'node:http';
import axios from 'axios';
import { openClient } from '../application.mjs';
import { perSecond } from '../calls.mjs';
import { interleave, times } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const PER_ROUND = 4000;
const ROUNDS = 9;
const ROUTE = 'POST /cgi-bin/message/custom/send';
const BODY = {
  touser: 'oBench0000000000000000000001',
  msgtype: 'text',
  text: { content: '有关于桥的书吗?' },
};

export async function measure() {
  const server = await startWorker('api.server.mjs');
  const { app, client } = await openClient(server.ready);
  const httpAgent = new Agent({ keepAlive: true });
  const plain = axios.create({ httpAgent });
  const url = `${server.ready}/cgi-bin/message/custom/send?access_token=${'t'.repeat(136)}`;
  const calls = [() => client.request(ROUTE, { body: BODY }), () => plain.post(url, BODY)];
  try {
    for (const call of calls) await perSecond(call, PER_ROUND);
    const [ours, theirs] = await interleave(
      ROUNDS,
      calls.map((call) => () => perSecond(call, PER_ROUND)),
    );
    return {
      what: 'client.request on a warm token, throughput against axios',
      figure: times(ours / theirs),
      goal: '≥ 0.9×',
      isMet: ours / theirs >= 0.9,
      detail: `${ours.toFixed(0)}/s against ${theirs.toFixed(0)}/s`,
    };
  } finally {
    httpAgent.destroy();
    await app.close();
    await server.stop();
  }
}
