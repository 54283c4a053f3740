import { setTimeout as sleep } from 'node:timers/promises';
import { ForkedProgram } from '../src/forked.program.js';
import type { RedisServer } from '../src/redis.server.js';
import { ADAPTERS, AES_KEY } from '../src/start-app.js';
import { sealedPush, sendRaw, textXml } from '../src/wechat.sender.js';
import type { InboxSetup, InboxTask } from './inbox.setup.js';

const PROGRAM = new URL('./inbox.program.ts', import.meta.url);
const CREDENTIALS = { appId: 'wx0123456789abcdef', token: 'console-token', encodingAESKey: AES_KEY };
/** Milliseconds until WeChat comes again, and how often it comes. */
const BETWEEN = 1_000;
const ATTEMPTS = 30;

/** What was noted of one run. */
export interface InboxStep {
  readonly user: string;
  readonly turn: number;
  readonly what: 'begins' | 'fails' | 'ends';
  readonly by: string;
}

export interface InboxProcess {
  readonly name: string;
  readonly url: string;
  readonly program: ForkedProgram;
}

/** Processes of one application that share an inbox, and whoever writes to it. */
export class InboxFleet {
  readonly processes: InboxProcess[] = [];
  #posts = 0;

  constructor(
    private readonly redis: RedisServer,
    private readonly witness: RedisServer,
  ) {}

  async start(count: number): Promise<void> {
    const first = this.processes.length;
    const starting = Array.from({ length: count }, (_, index) => this.#startOne(first + index));
    this.processes.push(...(await Promise.all(starting)));
  }

  /** Posts a message as WeChat does, until it is taken, to whatever process is there. */
  async say(user: string, task: InboxTask): Promise<void> {
    const xml = textXml(JSON.stringify(task), { FromUserName: user });
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const alive = this.processes.filter(({ program }) => program.isAlive);
      this.#posts += 1;
      const one = alive[this.#posts % alive.length];
      const status = one ? await post(one.url, xml) : 0;
      if (status === 200) return;
      await sleep(BETWEEN);
    }
    throw new Error(`The message ${task.turn} of ${user} was never taken`);
  }

  async steps(): Promise<InboxStep[]> {
    const lines = await this.witness.ask('LRANGE', 'steps', '0', '-1');
    return lines
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [user = '', turn, what, by = ''] = line.split(' ');
        return { user, turn: Number(turn), what: what as InboxStep['what'], by };
      });
  }

  /** Waits until a message has been begun. @returns the process that has it */
  async begun(user: string, turn: number): Promise<InboxProcess> {
    for (;;) {
      const step = (await this.steps()).find((one) => one.user === user && one.turn === turn);
      const found = this.processes.find(({ name }) => name === step?.by);
      if (found) return found;
      await sleep(50);
    }
  }

  /** Waits until each message has been through. @throws {Error} that says what is missing when it takes too long */
  async through(users: readonly string[], turns: number, limit: number): Promise<InboxStep[]> {
    const end = performance.now() + limit;
    for (;;) {
      const steps = await this.steps();
      const done = new Set(
        steps.flatMap(({ user, turn, what }) => (what === 'ends' ? `${user} ${turn}` : [])),
      );
      if (done.size >= users.length * turns) return steps;
      if (performance.now() > end) {
        const all = users.flatMap((user) => Array.from({ length: turns }, (_, at) => `${user} ${at + 1}`));
        throw new Error(`Never through: ${all.filter((one) => !done.has(one)).join(', ')}`);
      }
      await sleep(250);
    }
  }

  async #startOne(index: number): Promise<InboxProcess> {
    const name = `p${index + 1}`;
    const adapter = ADAPTERS[index % 2] ?? 'express';
    const addressOf = ({ port, password }: RedisServer) => ({ host: '127.0.0.1', port, password });
    const setup: InboxSetup = {
      name,
      adapter,
      redis: addressOf(this.redis),
      witness: addressOf(this.witness),
      account: { ...CREDENTIALS, appSecret: 'app-secret' },
    };
    const program = new ForkedProgram(PROGRAM, setup);
    const { url } = (await program.firstWord()) as { url: string };
    return { name, url, program };
  }
}

async function post(url: string, xml: string): Promise<number> {
  try {
    return (await sendRaw(`${url}/wechat/shop`, sealedPush(xml, CREDENTIALS))).status;
  } catch {
    return 0; // it is dead
  }
}
