/** WeChat's side of callbacks: seals distinct messages in advance, then sends them, sixteen at once. */
import { Agent, request } from 'node:http';
import { sealedMessage } from '../messages.mjs';
import { serve } from './worker.mjs';

const CONCURRENCY = 16;
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY, timeout: 3000 });
let prepared = [];

function sealed(place) {
  const { query, body } = sealedMessage();
  return { path: `/wechat/${place}?${query}`, body };
}

function push(port, { path, body }) {
  const headers = { 'content-type': 'text/xml', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const call = request({ agent, port, host: '127.0.0.1', method: 'POST', path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(text) : reject(new Error(`HTTP ${answer.statusCode}: ${text}`)),
      );
    });
    call.on('error', reject).end(body);
  });
}

serve({
  start: () => undefined,
  /** Each goes to one of the places behind `/wechat/`, in a random order that is the same every time. */
  prepare: (count, places = ['shop']) =>
    void (prepared = Array.from({ length: count }, (_, index) =>
      sealed(places[(index * 7919) % places.length]),
    )),
  /** Sends what was prepared; returns the last answer, for the row to look at. */
  async send(port) {
    let next = 0;
    let last;
    const worker = async () => {
      while (next < prepared.length) {
        next += 1;
        last = await push(port, prepared[next - 1]);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    return last;
  },
});
