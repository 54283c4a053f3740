/** A local server that answers every call at once, as WeChat would; it counts the tokens it hands out. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { serve } from './worker.mjs';

const OK = '{"errcode":0,"errmsg":"ok"}';
let tokens = 0;

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume().on('end', () => {
    const isToken = request.url.startsWith('/cgi-bin/stable_token');
    const body = isToken
      ? JSON.stringify({ access_token: `${'t'.repeat(135)}${(tokens += 1)}`, expires_in: 7200 })
      : OK;
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
  tokens: () => tokens,
});
