import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A call of the API, as it went through. */
export interface GateCall {
  /** The process that made it. */
  readonly from: string;
  /** Its client that did. */
  readonly client: string;
  /** `POST /cgi-bin/token` */
  readonly route: string;
  /** The access token it came with. */
  readonly token: string | undefined;
}

/** The answer to a call WeChat has answered, and which has not been passed on. */
export interface Held {
  readonly call: Promise<GateCall>;
  /** Passes it on, if anybody waits for it still. */
  release(): void;
}

const PATH = /^\/([^/]+)\/([^/]+)(\/.*)$/;

interface Holding {
  readonly matches: (call: GateCall) => boolean;
  readonly reached: (call: GateCall) => void;
  readonly released: Promise<void>;
}

/**
 * Stands in front of the sandbox: knows which client of which process a call comes from, by the beginning of its path, and
 * can hold an answer back.
 */
export class Gate {
  readonly calls: GateCall[] = [];
  readonly #holdings: Holding[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #server: Server;
  #url = '';
  #underWay = 0;

  private constructor(private readonly target: string) {
    this.#server = createServer((incoming, outgoing) => {
      this.#underWay += 1;
      outgoing.on('close', () => (this.#underWay -= 1));
      this.#pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  /** @param target where the sandbox is */
  static async start(target: string): Promise<Gate> {
    const gate = new Gate(target);
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', 4096, resolve));
    gate.#url = `http://127.0.0.1:${(gate.#server.address() as AddressInfo).port}`;
    return gate;
  }

  /** Where a client of a process finds WeChat. */
  urlFor(process: string, client: string): string {
    return `${this.#url}/${process}/${client}`;
  }

  /** Whether everything that came is answered, as far as this side can tell. */
  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** How many calls of a route came. */
  count(route: string): number {
    return this.calls.filter((call) => call.route === route).length;
  }

  /** The tokens a client made its calls with, in one process or in all. */
  tokensOf(client: string, from?: string): Set<string> {
    const calls = this.calls.filter((call) => call.client === client && (from ?? call.from) === call.from);
    return new Set(calls.flatMap(({ token }) => token ?? []));
  }

  /** Holds back the answer to a client's next call of a route. */
  hold(client: string, route: string): Held {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const call = new Promise<GateCall>((reached) => {
      const matches = (one: GateCall): boolean => one.client === client && one.route === route;
      this.#holdings.push({ matches, reached, released });
    });
    return { call, release };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const [, from = '', client = '', rest = ''] = PATH.exec(incoming.url ?? '') ?? [];
    const { pathname, searchParams } = new URL(rest, this.target);
    const token = searchParams.get('access_token') ?? undefined;
    const call = { from, client, route: `${incoming.method} ${pathname}`, token };
    this.calls.push(call);
    const place = this.#holdings.findIndex(({ matches }) => matches(call));
    const [holding] = place < 0 ? [] : this.#holdings.splice(place, 1);
    const { status, headers, body } = await this.#ask(incoming, rest);
    if (holding) {
      holding.reached(call);
      await holding.released;
    }
    outgoing.writeHead(status, headers).end(body);
  }

  async #ask(incoming: IncomingMessage, path: string) {
    const { method, headers } = incoming;
    const bytes = await buffer(incoming);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(this.target + path, { method, headers, agent: this.#agent }, resolve);
      asked.on('error', reject).end(bytes);
    });
    const body = await buffer(answer);
    const { 'content-type': type = 'application/json' } = answer.headers;
    return { status: answer.statusCode ?? 502, headers: { 'content-type': type }, body };
  }
}
