import { type SandboxAccount, type SandboxWorkBot, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { ForkedProgram } from '../src/forked.program.js';
import type { RedisAddress } from '../src/redis.address.js';
import { ADAPTERS, AES_KEY } from '../src/start-app.js';
import { WeChatPaySender } from '../src/wechat-pay.sender.js';
import { Gate, type Held } from './gate.js';
import type { CallsResult, Run, ScaleClient } from './scale.orders.js';
import { ScaleProcess } from './scale.process.js';

/** The accounts all processes know, by the names of their clients, and how their tokens are had. */
const MODES = { stable: 'stable', classic: 'classic', spare: 'classic' } as const;
export type AccountName = keyof typeof MODES;
const ROUTES = { stable: 'POST /cgi-bin/stable_token', classic: 'GET /cgi-bin/token' } as const;
/** What {@link CallsResult} calls a write. */
const WRITE = '/cgi-bin/qrcode/create';
const LATE_REPLY = '/cgi-bin/message/custom/send';
/** A busy machine is no failure. */
const TIMEOUT = 60_000;

/**
 * Several processes of one application on one Redis, and the WeChat they all talk to. Its clients are a few
 * accounts, a merchant (`pay`), and a bot where it is asked for.
 */
export class Fleet {
  readonly processes: ScaleProcess[] = [];
  readonly merchant = new WeChatPaySender();
  readonly accounts: Readonly<Record<AccountName, SandboxAccount>>;
  readonly bot: SandboxWorkBot;
  /** Runs of handlers, as they were told of. */
  readonly runs: Run[] = [];
  /** How often WeChat has done a write, by its id. */
  readonly written = new Map<string, number>();
  /** Replies that came as customer messages. */
  readonly lateReplies: string[] = [];
  /** Calls WeChat has refused. */
  readonly refusals: string[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(
    private readonly redis: RedisAddress,
    private readonly options: FleetOptions,
    readonly sandbox: WeChatSandbox,
    readonly gate: Gate,
  ) {
    const open = (): SandboxAccount => sandbox.officialAccount({ encodingAESKey: AES_KEY });
    this.accounts = { stable: open(), classic: open(), spare: open() };
    this.bot = sandbox.workBot();
    sandbox.on('request', ({ path, body, errcode }) => {
      // how much a person may be sent is no matter here
      if (path === LATE_REPLY) this.lateReplies.push((body as TextBody).text.content);
      else if (errcode !== 0) this.refusals.push(`${path} ${errcode}`);
      else if (path === WRITE) this.#note((body as QrCodeBody).action_info.scene.scene_str);
    });
  }

  static async open(redis: RedisAddress, options: FleetOptions = {}): Promise<Fleet> {
    const sandbox = await WeChatSandbox.start();
    return new Fleet(redis, options, sandbox, await Gate.start(sandbox.url));
  }

  /** Starts more processes, on Express and Fastify, with a connection of their own and the cache's, in turn. */
  async start(count: number): Promise<ScaleProcess[]> {
    const first = this.processes.length;
    const starting = Array.from({ length: Math.max(count, 0) }, (_, index) => this.#startOne(first + index));
    const started = await Promise.all(starting);
    this.processes.push(...started);
    return started;
  }

  /** Has the same done by all processes, and adds up what came of it. */
  async all(act: (process: ScaleProcess) => Promise<CallsResult>): Promise<CallsResult> {
    const results = await Promise.all(this.alive.map(act));
    return {
      succeeded: results.reduce((sum, { succeeded }) => sum + succeeded, 0),
      written: results.flatMap(({ written }) => written),
      failures: results.flatMap(({ failures }) => failures),
    };
  }

  /** How often WeChat gave a token. */
  fetches(name: AccountName): number {
    return this.accounts[name].tokenFetches[MODES[name]];
  }

  /** Holds back the answer with the next token of an account. */
  holdFetch(name: AccountName): Held {
    return this.gate.hold(name, ROUTES[MODES[name]]);
  }

  /** Who began to run something. */
  begun(id: string): string[] {
    return this.runs.filter((run) => run.id === id && run.phase === 'begins').map(({ by }) => by);
  }

  /** Who was through with it. */
  ended(id: string): string[] {
    return this.runs.filter((run) => run.id === id && run.phase === 'ends').map(({ by }) => by);
  }

  /** Replies to a message that came as customer messages. */
  late(id: string): string[] {
    return this.lateReplies.filter((text) => text.startsWith(`${id} by `));
  }

  /** Waits for a run to reach a phase; resolves to the process. */
  async reaches(phase: Run['phase'], id: string): Promise<ScaleProcess> {
    for (;;) {
      const run = this.runs.find((one) => one.id === id && one.phase === phase);
      if (run) return this.named(run.by);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  get alive(): ScaleProcess[] {
    return this.processes.filter(({ isAlive }) => isAlive);
  }

  /** What the processes have complained of, each line behind the name of its process. */
  get complaints(): string[] {
    return this.processes.flatMap((one) => [
      ...one.log('warn', 'error', 'fatal').map(({ message }) => `${one.name}: ${message}`),
      ...one.outcry.map((text) => `${one.name}: ${text}`),
    ]);
  }

  named(name: string): ScaleProcess {
    const found = this.processes.find((process) => process.name === name);
    if (!found) throw new Error(`there is no process ${name}`);
    return found;
  }

  /** Leaves nothing behind, whatever state it is in. */
  async end(): Promise<void> {
    await ForkedProgram.killAll();
    await this.gate.close();
    await this.sandbox.close();
  }

  #note(id: string): void {
    this.written.set(id, (this.written.get(id) ?? 0) + 1);
  }

  #hear(run: Run): void {
    this.runs.push(run);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #startOne(index: number): Promise<ScaleProcess> {
    const { withBot = false, replayProtection = false } = this.options;
    const name = `p${index + 1}`;
    const account = (client: AccountName): ScaleClient => ({
      kind: 'account',
      options: {
        ...this.accounts[client].credentials,
        accessToken: MODES[client],
        baseUrls: { api: this.gate.urlFor(name, client) },
        http: { timeout: TIMEOUT },
      },
    });
    const pay: ScaleClient = { kind: 'pay', options: this.merchant.credentials };
    const bot: ScaleClient = { kind: 'bot', options: this.bot.options };
    const clients = {
      stable: account('stable'),
      classic: account('classic'),
      spare: account('spare'),
      pay,
      ...(withBot && { bot }),
    };
    const adapter = ADAPTERS[index % 2] ?? 'express';
    const connection = Math.floor(index / 2) % 2 === 0 ? 'cache' : 'own';
    const { redis } = this;
    return ScaleProcess.start({ name, adapter, redis, connection, clients, replayProtection }, (run) =>
      this.#hear(run),
    );
  }
}

/** What applications have beside what all have. */
export interface FleetOptions {
  readonly withBot?: boolean;
  readonly replayProtection?: boolean;
}

interface TextBody {
  readonly text: { readonly content: string };
}

interface QrCodeBody {
  readonly action_info: { readonly scene: { readonly scene_str: string } };
}
