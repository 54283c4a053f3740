import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

/**
 * What stands in front of the processes (负载均衡): each request goes to the next one. One that does not listen is passed over; one
 * that dies with a request in its hands is answered for with a 502, and WeChat sends the push again.
 */
export class LoadBalancer {
  readonly #server: Server;
  #turn = 0;

  private constructor(private readonly ports: readonly number[]) {
    this.#server = createServer((incoming, outgoing) => {
      this.#turn += 1;
      const first = this.#turn % ports.length;
      pass(incoming, outgoing, [...ports.slice(first), ...ports.slice(0, first)]);
    });
  }

  static async start(port: number, ports: readonly number[]): Promise<LoadBalancer> {
    const balancer = new LoadBalancer(ports);
    balancer.#server.listen(port, HOST);
    await once(balancer.#server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, [port, ...others]: number[]): void {
  const { method, url, headers } = incoming;
  const onward = request({ host: HOST, port, method, path: url, headers, agent: false });
  onward.once('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing).once('error', () => undefined);
    answer.once('error', () => outgoing.destroy());
  });
  onward.once('error', (error: NodeJS.ErrnoException) => {
    if (outgoing.headersSent) outgoing.destroy();
    else if (error.code === 'ECONNREFUSED' && others.length > 0) pass(incoming, outgoing, others);
    else outgoing.writeHead(502).end();
  });
  // nothing is read before somebody listens at the other end
  onward.once('socket', (socket) => socket.once('connect', () => incoming.pipe(onward)));
}
