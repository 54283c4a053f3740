import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ADAPTERS } from '../src/start-app.js';
import { AbusedApp } from './src/abused.app.js';
import { headOf, LooseConnection } from './src/loose.connection.js';

/** The first line of what came back. */
const statusOf = (heard: string): string => heard.slice(0, heard.indexOf('\r\n'));

function* bytesOf(text: string): Generator<string> {
  yield* text;
}

type HttpServer = Server & { connectionsCheckingInterval: number };

/** A busy machine must not take good pushes for slow ones. */
function beLenient(app: AbusedApp): void {
  const server = app.started.app.getHttpServer() as HttpServer;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
}

describe.each(ADAPTERS)('A stranger who takes his time, on %s', (adapter) => {
  let app: AbusedApp;
  afterEach(() => app.close());

  it('is left after 10 s within a body, however regularly his bytes come; whoever is quick is answered meanwhile', async () => {
    app = await AbusedApp.start(adapter);
    const { path, body } = app.push();
    // signed as well as can be: it is the length that never comes
    const length = `content-length: ${body.length + 1000}`;
    const slow = Array.from({ length: 100 }, () => new LooseConnection(app.url));
    const begun = performance.now();
    for (const [index, connection] of slow.entries()) {
      connection.socket.write(headOf(path, [length]));
      if (index % 3 > 0) connection.drip(bytesOf(body), index % 3 === 1 ? 50 : 3000);
    }
    // bodies in chunks, which name no length, and such as hide what little they bring in a hundred times as much
    for (const chunk of ['1\r\nx\r\n', `1;${'e'.repeat(10_000)}\r\nx\r\n`]) {
      const chunked = new LooseConnection(app.url);
      chunked.socket.write(headOf(path, ['transfer-encoding: chunked']));
      chunked.drip(
        Array.from({ length: 1000 }, () => chunk),
        50,
      );
      slow.push(chunked);
    }
    const heard = Promise.all(slow.map(({ closed }) => closed));
    let quick = 0;
    while (slow.some(({ isClosed }) => !isClosed) && quick < 5000) {
      expect((await app.sendGood()).status).toBe(200);
      quick += 1;
    }
    expect(new Set((await heard).map(statusOf))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']));
    expect(performance.now() - begun).toBeGreaterThan(9_000);
    expect(quick).toBeGreaterThan(10);
    expect(app.counter.handled).toBe(quick);
    expect(app.log.of('warn')).toEqual(
      Array(slow.length).fill(expect.stringContaining('"shop" (408): the body did not come within 10000 ms')),
    );
    expect(app.log.of('error')).toEqual([]);
  });

  it('is left by Node within the headers, and when he never says a word, as the server is set', async () => {
    app = await AbusedApp.start(adapter, {
      main: (created) => {
        const server = created.getHttpServer() as HttpServer;
        // what every server has, on both frameworks: a minute, looked at twice a minute
        expect(server.headersTimeout).toBe(60_000);
        expect(server.connectionsCheckingInterval).toBe(30_000);
        server.headersTimeout = 300;
        server.connectionsCheckingInterval = 100;
      },
    });
    const { path } = app.push();
    const [silent, slow] = [new LooseConnection(app.url), new LooseConnection(app.url)];
    slow.drip(bytesOf(headOf(path, ['content-length: 5'])), 50);
    expect(statusOf(await slow.closed)).toBe('HTTP/1.1 408 Request Timeout');
    expect(statusOf(await silent.closed)).toMatch(/^(HTTP\/1\.1 408 Request Timeout)?$/);
    beLenient(app);
    expect((await app.sendGood()).status).toBe(200);
    expect(app.log.of('error')).toEqual([]);
  });

  it('is left sooner where the application says so: requestTimeout goes for callbacks, too', async () => {
    app = await AbusedApp.start(adapter, {
      main: (created) => {
        const server = created.getHttpServer() as HttpServer;
        // Fastify's own default is to wait without end: pages of the application are its own to protect
        expect(server.requestTimeout).toBe(adapter === 'express' ? 300_000 : 0);
        server.headersTimeout = 300; // Node exchanges the two where this one is the longer
        server.requestTimeout = 400;
        server.connectionsCheckingInterval = 100;
      },
    });
    const { path, body } = app.push();
    const slow = new LooseConnection(app.url);
    slow.socket.write(headOf(path, [`content-length: ${body.length}`]));
    slow.drip(bytesOf(body), 100);
    const begun = performance.now();
    expect(statusOf(await slow.closed)).toBe('HTTP/1.1 408 Request Timeout');
    expect(performance.now() - begun).toBeLessThan(9_000);
    beLenient(app);
    expect((await app.sendGood()).status).toBe(200);
    expect(app.counter.handled).toBe(1);
    expect(app.log.of('error')).toEqual([]);
  });
});
