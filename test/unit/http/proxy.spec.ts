import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createSecureServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WeChatHttp } from '../../../lib/http/index.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const portOf = (server: HttpServer | Server): number => (server.address() as AddressInfo).port;

const http = new WeChatHttp();
/** Says whose certificate it was shown. */
const secure = createSecureServer(
  {
    cert: read('fixtures/pay/server_cert.pem'),
    key: read('fixtures/pay/server_key.pem'),
    ca: read('fixtures/pay/ca.pem'),
    requestCert: true,
    rejectUnauthorized: false,
  },
  ({ socket }, response) => response.end((socket as TLSSocket).getPeerCertificate().subject?.CN ?? 'nobody'),
);
const seen: string[] = [];
const proxy = createServer(({ method, url }, response) => {
  seen.push(`${method} ${url}`);
  response.end('in the clear');
}).on('connect', ({ url }, socket) => {
  seen.push(`CONNECT ${url}`);
  const there = connect(portOf(secure), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    there.pipe(socket).pipe(there);
  });
  for (const end of [there, socket]) end.on('error', () => undefined);
});

beforeAll(async () => {
  for (const server of [secure, proxy]) await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  http.onApplicationShutdown();
  for (const server of [secure, proxy]) server.closeAllConnections();
  for (const server of [secure, proxy]) server.close();
});

describe('A call over https through a proxy', () => {
  it('goes through a tunnel, and shows the certificate at its end', async () => {
    const certificate = {
      cert: read('fixtures/pay/apiclient_cert.pem'),
      key: read('fixtures/pay/apiclient_key.pem'),
      ca: read('fixtures/pay/ca.pem'), // whom this test trusts
    };
    const host = `localhost:${portOf(secure)}`;
    const options = { proxy: { host: '127.0.0.1', port: portOf(proxy) } };
    const call = { client: 'shop', route: 'POST /secapi/pay/refund', options, certificate };
    const request = { url: `https://${host}/secapi/pay/refund`, headers: {}, data: '<xml/>' };
    const { body } = await http.exchange(call, request);
    expect(String(body)).toBe('1900000109');
    expect(seen).toEqual([`CONNECT ${host}`]);
  });

  it('does with every axios an application may bring: 1.17 is the first that keeps the certificate', () => {
    const { peerDependencies } = JSON.parse(read('../package.json')) as {
      peerDependencies: Record<string, string>;
    };
    const [, minor] = /^\^1\.(\d+)\.\d+$/.exec(peerDependencies['axios'] ?? '') ?? [];
    expect(Number(minor)).toBeGreaterThanOrEqual(17);
  });
});
