/** A local server that gives out tokens of a platform's accounts, each a few milliseconds late, and counts. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from './worker.mjs';

const PAUSE = 5;
const OK = { errcode: 0, errmsg: 'ok' };
const life = Number(process.argv[2]);
let issued = 0;
let underWay = 0;
let most = 0;
let times = [];

async function answerTo(path) {
  if (path.endsWith('/api_component_token'))
    return { component_access_token: 'c'.repeat(136), expires_in: 7200 };
  if (!path.endsWith('/api_authorizer_token')) return OK;
  underWay += 1;
  most = Math.max(most, underWay);
  times.push(Date.now());
  await sleep(PAUSE);
  underWay -= 1;
  issued += 1;
  const authorizer_access_token = `${'t'.repeat(128)}${issued}`;
  return { authorizer_access_token, expires_in: life, authorizer_refresh_token: 'refreshtoken@@@bench' };
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume().on('end', async () => {
    const body = JSON.stringify(await answerTo(request.url.split('?')[0]));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});

serve({
  async start() {
    server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 });
    await once(server, 'listening');
    return `http://127.0.0.1:${server.address().port}`;
  },
  /** What was seen since the last look: tokens given out, most at once, seconds between the first and the last. */
  look() {
    const seen = { count: times.length, most, seconds: times.length ? (times.at(-1) - times[0]) / 1000 : 0 };
    times = [];
    most = 0;
    return seen;
  },
});
