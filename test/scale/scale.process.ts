import { ForkedProgram, type ProcessEnd } from '../src/forked.program.js';
import type { AdapterName } from '../src/start-app.js';
import type { CallsOrder, CallsResult, LoadOrder, Run, ScaleReport, ScaleSetup } from './scale.orders.js';

const PROGRAM = new URL('./scale.program.ts', import.meta.url);

/** A line of a process's log. */
export interface LogLine {
  readonly level: string;
  readonly context?: string;
  readonly message: string;
}

/** An application in a process of its own; see scale.program.ts. */
export class ScaleProcess {
  readonly #program: ForkedProgram;
  /** Where it listens: `http://127.0.0.1:port`. */
  url = '';

  private constructor(
    private readonly setup: ScaleSetup,
    hear: (run: Run) => void,
  ) {
    this.#program = new ForkedProgram(PROGRAM, setup, (said) => {
      const report = said as ScaleReport;
      if ('run' in report) hear(report.run);
    });
  }

  /** @param hear is told of each run of a handler */
  static async start(setup: ScaleSetup, hear: (run: Run) => void): Promise<ScaleProcess> {
    const started = new ScaleProcess(setup, hear);
    started.url = ((await started.#program.firstWord()) as { url: string }).url;
    return started;
  }

  get name(): string {
    return this.setup.name;
  }

  get adapter(): AdapterName {
    return this.setup.adapter;
  }

  get isAlive(): boolean {
    return this.#program.isAlive;
  }

  get ended(): Promise<ProcessEnd> {
    return this.#program.ended;
  }

  /** Calls WeChat; resolves when all calls have an answer. */
  call(calls: CallsOrder): Promise<CallsResult> {
    return this.#program.order({ calls });
  }

  /** Calls WeChat on and on; resolves when it was told to stop. */
  load(load: LoadOrder): Promise<CallsResult> {
    return this.#program.order({ load });
  }

  async stopLoad(): Promise<void> {
    await this.#program.order({ stop: true });
  }

  /** Closes the application as Nest does. */
  async close(): Promise<void> {
    await this.#program.order({ close: true });
  }

  /** SIGKILL: as a machine that is gone. */
  kill(): Promise<void> {
    return this.#program.kill();
  }

  /** SIGSTOP: as a machine that stands still. */
  stall(): void {
    this.#program.signal('SIGSTOP');
  }

  goOn(): void {
    this.#program.signal('SIGCONT');
  }

  /** What the library has logged, of the levels that are asked for. */
  log(...levels: readonly string[]): LogLine[] {
    return this.#lines().filter(
      ({ level, context = '' }) => levels.includes(level) && /WeChat/.test(context),
    );
  }

  /** Whether Redis is away, as far as its log tells. */
  get isAway(): boolean {
    const last = this.#lines().findLast(({ context }) => context === 'WeChatRedis');
    return last?.message.includes('is away') === true;
  }

  /** Whether it holds the connection of the bot, as far as its log tells. */
  get hasBot(): boolean {
    return (
      this.#lines()
        .findLast(({ message }) => /long connection|another connection/.test(message))
        ?.message.includes('is open') === true
    );
  }

  /** What is no line of the log: what Node prints of errors nobody handles. */
  get outcry(): string[] {
    return this.#program.output.split('\n').filter((text) => text !== '' && !text.startsWith('{'));
  }

  #lines(): LogLine[] {
    const texts = this.#program.output
      .split('\n')
      .filter((text) => text.startsWith('{') && text.endsWith('}'));
    return texts.map((text) => JSON.parse(text) as LogLine);
  }
}
