import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CacheManagerStorage } from '../../../../lib/storage/cache-manager.storage.js';
import type { StoredToken } from '../../../../lib/storage/index.js';
import { createCache } from 'cache-manager';
import type { StreamedAnswer } from '../../../../lib/work/bot/bot.answer.js';
import { BotStream } from '../../../../lib/work/bot/bot.stream.js';
import { BotStreams, type StreamTimes } from '../../../../lib/work/bot/bot.streams.js';
import { collectLogs } from '../../log.collector.js';

const logs = collectLogs();
const TIMES: StreamTimes = { life: 350_000, idle: 60_000, noteEvery: 400, keepFinished: 60_000 };

/** A source that says what it is told to. */
class Speaker {
  readonly #said: string[] = [];
  #wake: () => void = () => undefined;
  #isDone = false;
  isReleased = false;

  say(text: string): void {
    this.#said.push(text);
    this.#wake();
  }

  done(): void {
    this.#isDone = true;
    this.#wake();
  }

  async *speech(): AsyncGenerator<string> {
    try {
      while (!this.#isDone || this.#said.length > 0) {
        const next = this.#said.shift();
        if (next === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
        else yield next;
      }
    } finally {
      this.isReleased = true;
    }
  }
}

function storages() {
  const cache = createCache();
  const writes: Array<[string, StoredToken]> = [];
  const make = (): CacheManagerStorage => {
    const storage = new CacheManagerStorage(() => cache);
    const write = storage.write.bind(storage);
    storage.write = (key, token) => {
      writes.push([key, token]);
      return write(key, token);
    };
    return storage;
  };
  return { cache, writes, make };
}

function answerOf(speaker: Speaker, id = 'stream-1', more: Partial<StreamedAnswer> = {}): StreamedAnswer {
  return { type: 'stream', stream: new BotStream(id, speaker.speech(), 'Bot#say'), ...more };
}

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

async function endOf(streams: BotStreams): Promise<void> {
  const drained = streams.drain(0);
  await pass(1000);
  await drained;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

describe('BotStreams', () => {
  it('shows what there is whenever it is asked, the card and the pictures with the end', async () => {
    const { make } = storages();
    const streams = new BotStreams('b1', make(), TIMES);
    const speaker = new Speaker();
    const card = { card_type: 'text_notice' as const };
    streams.keep(answerOf(speaker, 's1', { card }));
    speaker.say('one');
    await pass(0);
    expect(await streams.poll('s1')).toEqual({ id: 's1', content: 'one', isFinished: false });
    speaker.say(' two');
    speaker.done();
    await pass(0);
    expect(await streams.poll('s1')).toMatchObject({ content: 'one two', isFinished: true, card });
  });

  it('ends a stream nobody asks for, lets its source go, and says so', async () => {
    const streams = new BotStreams('b1', storages().make(), TIMES);
    const speaker = new Speaker();
    const answer = answerOf(speaker);
    streams.keep(answer);
    speaker.say('one');
    await pass(50_000);
    await streams.poll('stream-1');
    await pass(59_000);
    expect(answer.stream.isFinished).toBe(false);
    await pass(62_000);
    expect(answer.stream.isFinished).toBe(true);
    speaker.say('two');
    await pass(0);
    expect(speaker.isReleased).toBe(true);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/Bot#say was ended: WeCom has stopped asking/)]);
  });

  it('goes on while another process is asked', async () => {
    const { make } = storages();
    const [here, there] = [new BotStreams('b1', make(), TIMES), new BotStreams('b1', make(), TIMES)];
    const speaker = new Speaker();
    const answer = answerOf(speaker);
    here.keep(answer);
    speaker.say('one');
    for (let minute = 0; minute < 4; minute += 1) {
      await pass(30_000);
      expect(await there.poll('stream-1')).toEqual({ id: 'stream-1', content: 'one', isFinished: false });
      await pass(30_000);
    }
    expect(answer.stream.isFinished).toBe(false);
    await endOf(here);
  });

  it('ends what takes longer than WeCom asks for, with what there is', async () => {
    const streams = new BotStreams('b1', storages().make(), TIMES);
    const speaker = new Speaker();
    streams.keep(answerOf(speaker));
    speaker.say('one');
    for (let count = 0; count < 36; count += 1) {
      await streams.poll('stream-1');
      await pass(10_000);
    }
    expect(await streams.poll('stream-1')).toMatchObject({ content: 'one', isFinished: true });
    expect(logs.at('warn')).toEqual([
      expect.stringMatching(/ended with what was there: WeCom waits no longer/),
    ]);
  });

  it('forgets a stream some time after its end was told, here and in the storage', async () => {
    const { make, cache } = storages();
    const streams = new BotStreams('b1', make(), TIMES);
    const speaker = new Speaker();
    streams.keep(answerOf(speaker));
    speaker.say('one');
    speaker.done();
    await pass(1000);
    await streams.poll('stream-1');
    await pass(30_000);
    expect(await streams.poll('stream-1')).toMatchObject({ isFinished: true });
    expect(await cache.get('wechat:work-bot:b1:stream:stream-1')).toBeDefined();
    await pass(31_000);
    expect(streams.size).toBe(0);
    expect(await cache.get('wechat:work-bot:b1:stream:stream-1')).toBeUndefined();
    expect(await streams.poll('stream-1')).toBeUndefined();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('writes to the storage a few times a second at most, and the end at once', async () => {
    const { make, writes } = storages();
    const streams = new BotStreams('b1', make(), TIMES);
    const speaker = new Speaker();
    streams.keep(answerOf(speaker));
    for (let count = 0; count < 100; count += 1) {
      speaker.say('x');
      await pass(20);
    }
    expect(writes.length).toBeLessThanOrEqual(7);
    speaker.done();
    await pass(0);
    const [, last] = writes.at(-1) as [string, StoredToken];
    expect(JSON.parse(last.value)).toMatchObject({ content: 'x'.repeat(100), isFinished: true });
  });

  it('leaves an end with large pictures to the process that has them', async () => {
    const { make } = storages();
    const [here, there] = [new BotStreams('b1', make(), TIMES), new BotStreams('b1', make(), TIMES)];
    const speaker = new Speaker();
    const pictures = [{ base64: 'x'.repeat(300_000), md5: 'm' }];
    here.keep(answerOf(speaker, 's1', { pictures }));
    speaker.say('look');
    speaker.done();
    await pass(1000);
    expect(await there.poll('s1')).toMatchObject({ content: 'look', isFinished: false });
    expect(await here.poll('s1')).toMatchObject({ content: 'look', isFinished: true, pictures });
    await endOf(here);
  });

  it('has room for so many: the oldest goes, a finished one first', async () => {
    const streams = new BotStreams('b1', storages().make(), TIMES);
    const speakers = Array.from({ length: 2000 }, () => new Speaker());
    for (const [index, speaker] of speakers.entries()) streams.keep(answerOf(speaker, `s${index}`));
    speakers[5]?.done();
    await pass(0);
    streams.keep(answerOf(new Speaker(), 'one more'));
    expect(streams.size).toBe(2000);
    expect(streams.find('s5')).toBeUndefined();
    expect(logs.at('warn')).toEqual([]);
    const first = streams.find('s0');
    streams.keep(answerOf(new Speaker(), 'and another'));
    expect(streams.size).toBe(2000);
    expect(first?.stream.isFinished).toBe(true);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/More than 2000 answers/)]);
    await endOf(streams);
  });

  it('waits at shutdown for what ends in time, and ends the rest', async () => {
    const { make, cache } = storages();
    const streams = new BotStreams('b1', make(), TIMES);
    const [quick, slow] = [new Speaker(), new Speaker()];
    const answers = [answerOf(quick, 'quick'), answerOf(slow, 'slow')];
    for (const answer of answers) streams.keep(answer);
    quick.say('one');
    slow.say('one');
    await pass(0);
    const drained = streams.drain(10_000);
    quick.say(' two');
    quick.done();
    await pass(10_000);
    await drained;
    expect(answers.map(({ stream }) => stream.content)).toEqual(['one two', 'one']);
    for (const [id, content] of [
      ['quick', 'one two'],
      ['slow', 'one'],
    ]) {
      const noted = await cache.get<StoredToken>(`wechat:work-bot:b1:stream:${id}`);
      expect(JSON.parse(noted?.value ?? '')).toMatchObject({ content, isFinished: true });
    }
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives what begins during shutdown the time that is left, and none to what comes later', async () => {
    const streams = new BotStreams('b1', storages().make(), TIMES);
    const endless = ['before', 'meanwhile', 'afterwards'].map((id) => answerOf(new Speaker(), id));
    const [before, meanwhile, afterwards] = endless as [StreamedAnswer, StreamedAnswer, StreamedAnswer];
    streams.keep(before);
    const drained = streams.drain(10_000);
    await pass(2000);
    streams.keep(meanwhile);
    for (let count = 0; count < 7; count += 1) {
      await pass(1000);
      expect(await streams.poll('meanwhile')).toMatchObject({ isFinished: false });
    }
    await pass(1000);
    await drained;
    streams.keep(afterwards);
    expect(endless.map(({ stream }) => stream.isFinished)).toEqual([true, true, true]);
    expect(streams.size).toBe(0);
    expect(logs.lines).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends in time what begins after all others have ended early', async () => {
    const streams = new BotStreams('b1', storages().make(), TIMES);
    await streams.drain(10_000);
    await pass(3000);
    const answer = answerOf(new Speaker());
    streams.keep(answer);
    await pass(6000);
    expect(answer.stream.isFinished).toBe(false);
    await pass(1000);
    expect(answer.stream.isFinished).toBe(true);
  });

  it('waits no longer at shutdown for a storage that does not answer', async () => {
    const storage = storages().make();
    storage.write = () => new Promise(() => undefined);
    const streams = new BotStreams('b1', storage, TIMES);
    streams.keep(answerOf(new Speaker()));
    const drained = streams.drain(1000);
    await pass(3000);
    await drained;
    expect(streams.size).toBe(0);
  });

  it('takes what another writer has left in the storage for nothing', async () => {
    const { make, cache } = storages();
    const streams = new BotStreams('b1', make(), TIMES);
    for (const value of ['not json', '7', '{}', '[]', '{"content":"a"}']) {
      await cache.set('wechat:work-bot:b1:stream:s1', { value, fetchedAt: 1, expiresAt: 2 });
      expect(await streams.poll('s1')).toBeUndefined();
    }
  });
});
