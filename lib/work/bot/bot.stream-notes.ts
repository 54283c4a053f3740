import type { WeChatStorage } from '../../storage/index.js';
import type { StreamFrame } from './bot.bodies.js';
import { isFields } from './bot.reader.js';

/** Pictures make notes large: a process that has none of them lets WeCom ask again, until it asks the right one. */
const MAX_NOTE = 256 * 1024;

/** What processes tell one another of streamed answers, in the application's storage. */
export class StreamNotes {
  constructor(
    private readonly botId: string,
    private readonly storage: WeChatStorage,
    /** Milliseconds for which it is remembered that somebody asked. */
    private readonly rememberAsked: number,
  ) {}

  /** @param until Unix time (ms) */
  async write(frame: StreamFrame, until: number): Promise<void> {
    const { pictures: _pictures, ...others } = frame;
    const whole = JSON.stringify(frame);
    const value = whole.length <= MAX_NOTE ? whole : JSON.stringify({ ...others, isFinished: false });
    await this.storage.write(this.#key(frame.id), { value, fetchedAt: Date.now(), expiresAt: until });
  }

  /** What another process has noted, which is told in turn that it is asked for. */
  async read(id: string): Promise<StreamFrame | undefined> {
    const noted = await this.storage.read(this.#key(id));
    const frame = noted && toFrame(noted.value);
    if (!frame) return undefined;
    const now = Date.now();
    const asked = { value: 'asked', fetchedAt: now, expiresAt: now + this.rememberAsked };
    if (!frame.isFinished) void this.storage.write(this.#askedKey(id), asked);
    return frame;
  }

  /** When another process was last asked; Unix time (ms). */
  async askedAt(id: string): Promise<number> {
    return (await this.storage.read(this.#askedKey(id)))?.fetchedAt ?? 0;
  }

  async remove(id: string): Promise<void> {
    await Promise.all([this.storage.remove(this.#key(id)), this.storage.remove(this.#askedKey(id))]);
  }

  #key(id: string): string {
    return `work-bot:${this.botId}:stream:${id}`;
  }

  #askedKey(id: string): string {
    return `${this.#key(id)}:asked`;
  }
}

function toFrame(value: string): StreamFrame | undefined {
  try {
    const frame = JSON.parse(value) as unknown;
    const isFrame =
      isFields(frame) && typeof frame['content'] === 'string' && typeof frame['id'] === 'string';
    return isFrame ? (frame as unknown as StreamFrame) : undefined;
  } catch {
    return undefined; // another writer's
  }
}
