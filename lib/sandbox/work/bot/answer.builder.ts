import type { SandboxBotAnswer } from '../../interfaces/sandbox-work-bot.interface.js';
import type { ReadAnswer } from './answer.reader.js';

/** Puts together what a person is shown of one answer, from the first look at it to the last. */
export class AnswerBuilder {
  readonly #shown: string[] = [];
  readonly #pictures: Buffer[] = [];
  #last: Partial<SandboxBotAnswer> = {};
  #isFinished = false;
  #polls = 0;

  constructor(
    private readonly msgId: string,
    private readonly over: SandboxBotAnswer['over'],
  ) {}

  get isFinished(): boolean {
    return this.#isFinished;
  }

  get streamId(): string | undefined {
    return this.#last.streamId;
  }

  poll(): void {
    this.#polls += 1;
  }

  add(read: ReadAnswer): void {
    const { stream, text, card, update, pictures = [], feedbackId, media } = read;
    const now = stream?.content ?? text;
    if (now !== undefined && this.#shown.at(-1) !== now) this.#shown.push(now);
    this.#pictures.push(...pictures);
    this.#last = {
      ...this.#last,
      ...(stream?.id !== undefined && { streamId: stream.id }),
      ...(card && { card }),
      ...(update && { update }),
      ...(media && { media }),
      ...(feedbackId !== undefined && { feedbackId: this.#last.feedbackId ?? feedbackId }),
    };
    this.#isFinished = stream?.isFinished ?? true;
  }

  /** There is no answer to wait for. */
  end(): void {
    this.#isFinished = true;
  }

  get answer(): SandboxBotAnswer {
    return {
      ...this.#last,
      msgId: this.msgId,
      over: this.over,
      text: this.#shown.at(-1) ?? '',
      isFinished: this.#isFinished,
      shown: this.#shown,
      polls: this.#polls,
      pictures: this.#pictures,
    };
  }
}
