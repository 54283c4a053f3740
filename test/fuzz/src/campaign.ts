import fc from 'fast-check';
import type { Answer } from './answer.reader.js';
import { type FuzzCase, fuzzCase, makeGood, makeRequest, type SentCase, smaller } from './fuzz.case.js';
import type { FuzzProtocol } from './protocol.interface.js';
import type { HandlerRun, TargetReport } from './target.interface.js';
import type { TargetProcess } from './target.process.js';

/** Cases after which the application is asked what became of it. */
const BATCH = 256;
/** Those that are on their way at once. */
const AT_ONCE = 64;

export interface CampaignOptions {
  readonly cases: number;
  readonly seed: number;
}

/** What came of the cases of one protocol. */
export interface CampaignResult {
  readonly protocol: string;
  readonly cases: number;
  /** By the first digit of the status; `none` for connections that were closed without an answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** How often a handler ran. */
  readonly runs: number;
  readonly milliseconds: number;
  readonly slowest: number;
  /** Retained by the application before and after, in bytes. */
  readonly heap: readonly [before: number, after: number];
}

interface Outcome {
  readonly sent: SentCase;
  readonly answer: Answer | undefined;
  readonly milliseconds: number;
}

/** A case that showed something it must not. */
class FuzzFailure extends Error {
  constructor(
    readonly given: FuzzCase | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** One protocol, one application, many cases. */
export class Campaign {
  readonly #answers: Record<string, number> = {};
  /** Those of the last batches: a handler may outlive a connection that was given up. */
  #known = new Map<string, Outcome>();
  #last = 0;
  #cases = 0;
  #runs = 0;
  #slowest = 0;

  constructor(
    private readonly target: TargetProcess,
    private readonly protocol: FuzzProtocol,
  ) {}

  /** @throws {Error} with the smallest case that shows it, and the seed, when something is not as it must be */
  async run({ cases, seed }: CampaignOptions): Promise<CampaignResult> {
    const { heap: before = 0 } = await this.target.report(true);
    const begun = performance.now();
    const length = Math.min(BATCH, cases);
    const batches = fc.array(fuzzCase, { minLength: length, maxLength: length });
    const { failed, errorInstance } = await fc.check(
      fc.asyncProperty(batches, (batch) => this.#send(batch)),
      { seed, numRuns: Math.ceil(cases / length), endOnFailure: true }, // a batch is made smaller by #minimise
    );
    if (failed) throw new Error(`seed ${seed}: ${String(errorInstance)}`, { cause: errorInstance });
    await this.#sendGood();
    const milliseconds = performance.now() - begun;
    const { heap: after = 0 } = await this.target.report(true);
    return {
      protocol: this.protocol.name,
      cases: this.#cases,
      answers: this.#answers,
      runs: this.#runs,
      milliseconds,
      slowest: this.#slowest,
      heap: [before, after],
    };
  }

  async #send(batch: readonly FuzzCase[]): Promise<void> {
    try {
      await this.#exchange(batch.map((one) => this.#make(one)));
    } catch (error) {
      if (!(error instanceof FuzzFailure) || !error.given) throw error;
      const least = await this.#minimise(error.given);
      throw new Error(`${error.message}\n${this.protocol.name}: ${JSON.stringify(least)}`, { cause: error });
    }
  }

  /** The application still does its work. */
  async #sendGood(): Promise<void> {
    const good = makeGood(this.protocol, this.#nextId());
    const [outcome] = await this.#exchange([[String(this.#last.toString(36)), good]]);
    if (outcome?.run === undefined)
      throw new Error(`${this.protocol.name}: a good push met no handler afterwards`);
  }

  #make(given: FuzzCase): [id: string, SentCase] {
    const id = this.#nextId();
    return [id, makeRequest(this.protocol, given, id)];
  }

  #nextId(): string {
    this.#last += 1;
    return this.#last.toString(36);
  }

  async #exchange(
    requests: ReadonlyArray<readonly [id: string, SentCase]>,
  ): Promise<Array<Outcome & { run: HandlerRun | undefined }>> {
    const before = this.#known;
    this.#known = new Map();
    const queue = requests.values();
    const work = async (): Promise<void> => {
      for (const [id, sent] of queue) {
        const begun = performance.now();
        const answer = await this.target.client.send(sent.wire, id).catch((error: Error) => {
          throw new FuzzFailure(sent.case, error.message);
        });
        this.#known.set(id, { sent, answer, milliseconds: performance.now() - begun });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const report = await this.target.report();
    judgeProcess(report);
    const runs = new Map<string, HandlerRun>();
    for (const run of report.runs) {
      const id = run.caseId ?? '';
      const outcome = this.#known.get(id) ?? before.get(id);
      if (!outcome)
        throw new FuzzFailure(undefined, `A handler ran for a request nobody sent: ${JSON.stringify(run)}`);
      if (runs.has(id)) throw new FuzzFailure(outcome.sent.case, 'Two handlers ran');
      if (!outcome.sent.signed.isAuthentic(outcome.sent.wire, run))
        throw new FuzzFailure(outcome.sent.case, `A handler ran for what was not signed (${run.kind})`);
      runs.set(id, run);
    }
    this.#runs += runs.size;
    return requests.map(([id]) => {
      const outcome = this.#known.get(id) as Outcome;
      this.#count(outcome);
      const run = runs.get(id);
      this.#judge(outcome, run, report);
      return { ...outcome, run };
    });
  }

  #count({ answer, milliseconds }: Outcome): void {
    this.#cases += 1;
    const name = answer ? `${Math.floor(answer.status / 100)}xx` : 'none';
    this.#answers[name] = (this.#answers[name] ?? 0) + 1;
    this.#slowest = Math.max(this.#slowest, milliseconds);
  }

  #judge({ sent, answer }: Outcome, run: HandlerRun | undefined, { errors }: TargetReport): void {
    const { wire, signed, message, isGood } = sent;
    const fail = (what: string): never => {
      throw new FuzzFailure(sent.case, [what, ...errors].join('\n'));
    };
    const isAuthentic = signed.isAuthentic(wire, run);
    const mayFail = isAuthentic && this.protocol.mayFail?.(message) === true;
    if (!answer) {
      if (isGood) fail('A good request was not answered');
      return;
    }
    const { status, body } = answer;
    if (status >= 500 && !mayFail) fail(`Answered ${status}`);
    if (isGood && sent.case.kind === 'check' && (status !== 200 || !body.equals(message)))
      fail(`A good check was answered ${status}`);
    if (isGood && sent.case.kind === 'push' && status !== this.protocol.taken && !mayFail)
      fail(`A good push was answered ${status}`);
    if (wire.method === 'POST' && status < 300 && !isAuthentic)
      fail(`What was not signed was answered ${status}`);
  }

  async #minimise(given: FuzzCase): Promise<FuzzCase> {
    for (const less of smaller(given)) {
      try {
        await this.#exchange([this.#make(less)]);
      } catch {
        return this.#minimise(less);
      }
    }
    return given;
  }
}

function judgeProcess({ faults, isPrototypeClean }: TargetReport): void {
  if (!isPrototypeClean) throw new FuzzFailure(undefined, 'A prototype was changed');
  if (faults.length > 0) throw new FuzzFailure(undefined, faults.join('\n'));
}
