import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { BotStream, cutTo } from '../../../../lib/work/bot/bot.stream.js';
import { failureOf } from '../../failure.js';
import { collectLogs } from '../../log.collector.js';

const logs = collectLogs();
beforeEach(() => logs.clear());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function* from(...pieces: unknown[]): AsyncGenerator<string> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece as string;
    await turn();
  }
}

describe('BotStream', () => {
  it('has the pieces one behind the other, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), fc.boolean(), async (pieces, isAsync) => {
        const stream = new BotStream('s', isAsync ? from(...pieces) : pieces, 'Bot#say');
        await stream.ended;
        expect(stream.content).toBe(pieces.join(''));
        expect(stream.isFinished).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('gives its pieces on, from the beginning, however late somebody asks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), fc.nat(5), async (pieces, turns) => {
        const stream = new BotStream('s', from(...pieces), 'Bot#say');
        for (let count = 0; count < turns; count += 1) await turn();
        let heard = '';
        for await (const piece of stream.pieces()) heard += piece;
        expect(heard).toBe(pieces.join(''));
      }),
      { numRuns: 50 },
    );
  });

  it('tells of each change once it has happened', async () => {
    const stream = new BotStream('s', from('a', 'b'), 'Bot#say');
    await stream.changed();
    expect(stream.content).toBe('a');
    await stream.changed();
    expect(stream.content).toBe('ab');
    await stream.changed();
    expect(stream.isFinished).toBe(true);
    await stream.changed();
  });

  it('waits for the first piece, and no longer than it is told', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const begun = new BotStream('s', from('a'), 'Bot#say');
      await begun.begun(1000);
      expect(begun.content).toBe('a');
      const silent = new BotStream(
        's',
        (async function* () {
          await new Promise(() => undefined);
          yield '';
        })(),
        'Bot#say',
      );
      const waited = silent.begun(1000);
      await jest.advanceTimersByTimeAsync(1000);
      await waited;
      expect(silent).toMatchObject({ content: '', isFinished: false });
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('throws what comes before the first word, and tells the log of what comes later', async () => {
    const gone = new Error('gone');
    expect(await failureOf(new BotStream('s', from(gone), 'Bot#say').begun(1000))).toBe(gone);
    expect(logs.lines).toEqual([]);
    const stream = new BotStream('s', from('a', gone), 'Bot#say');
    await stream.begun(1000);
    await stream.ended;
    expect(stream.content).toBe('a');
    expect(logs.at('error')).toEqual([expect.stringMatching(/^Bot#say failed in the middle[^]*gone/)]);
  });

  it('takes anything but text for a failure', async () => {
    const stream = new BotStream('s', from('a', 7), 'Bot#say');
    await stream.begun(1000);
    await stream.ended;
    expect(logs.at('error')).toEqual([expect.stringMatching(/not a string/)]);
  });

  it('ends at 20480 bytes, cuts no character, and lets its source go', async () => {
    let isReleased = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield '企业微信'.repeat(100);
      } finally {
        isReleased = true;
      }
    }
    const stream = new BotStream('s', endless(), 'Bot#say');
    await stream.ended;
    await turn();
    expect(Buffer.byteLength(stream.content)).toBe(20_478);
    expect(stream.content).toMatch(/^[企业微信]+$/);
    expect(isReleased).toBe(true);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/Bot#say was cut/)]);
  });

  it('lets its source go when it is stopped, even one that goes wrong then', async () => {
    const released: string[] = [];
    async function* source(): AsyncGenerator<string> {
      try {
        for (;;) {
          yield 'a';
          await turn();
        }
      } finally {
        released.push('source');
        // oxlint-disable-next-line no-unsafe-finally
        throw new Error('while it was let go of');
      }
    }
    const stream = new BotStream('s', source(), 'Bot#say');
    await stream.changed();
    stream.stop();
    const { content } = stream;
    await stream.ended;
    for (let count = 0; count < 5; count += 1) await turn();
    expect(stream).toMatchObject({ content, isFinished: true });
    expect(released).toEqual(['source']);
    expect(logs.lines).toEqual([]);
  });

  it('has ended when it was stopped, even while its source is silent', async () => {
    const source = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const stream = new BotStream('s', source, 'Bot#say');
    stream.stop();
    await stream.ended;
    expect(stream).toMatchObject({ content: '', isFinished: true });
  });

  it('is stopped with the last one who looks at its pieces', async () => {
    const stream = new BotStream('s', from('a', 'b', 'c'), 'Bot#say');
    for await (const piece of stream.pieces()) {
      expect(piece).toBe('a');
      break;
    }
    expect(stream.isFinished).toBe(true);
  });
});

describe('cutTo', () => {
  it('is the longest beginning that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, room) => {
        const cut = cutTo(text, room);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(room);
        expect(text.startsWith(cut)).toBe(true);
        const next = String.fromCodePoint(text.codePointAt(cut.length) ?? 0);
        if (cut !== text) expect(Buffer.byteLength(cut + next)).toBeGreaterThan(room);
      }),
    );
  });
});
