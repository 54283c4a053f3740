import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Push } from '../../../../lib/client/index.js';
import type { WorkKfMessage } from '../../../../lib/work/index.js';
import { KfInbox } from '../../../../lib/work/kf/kf.inbox.js';
import { WorkKfMessageService } from '../../../../lib/work/kf/message.service.js';
import { failureOf } from '../../failure.js';
import { collectLogs } from '../../log.collector.js';
import { KF_ID, keepingOf, pageOf, readerOf, textOf } from './kf.client.js';

const logs = collectLogs();
const idOf = ({ message }: Push): string => String(message['msgid']);
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** What an inbox wants done later, as the dispatcher would do it. */
class Later {
  readonly #waiting: Array<[delay: number, work: () => Promise<void>]> = [];
  readonly add = (delay: number, work: () => Promise<void>): void => void this.#waiting.push([delay, work]);

  get delays(): number[] {
    return this.#waiting.map(([delay]) => delay);
  }

  /** Does what is the next, at its time. */
  async next(): Promise<void> {
    const [delay, work] = this.#waiting.shift() ?? [0, async () => undefined];
    jest.setSystemTime(Date.now() + delay);
    await work().catch(() => undefined);
  }
}

const fakeClock = (): void =>
  void jest.useFakeTimers({ doNotFake: ['setImmediate', 'setTimeout', 'nextTick', 'queueMicrotask'] });

function setUp(...pages: WorkKfMessage[][]) {
  return setUpWith(keepingOf(), ...pages);
}

function setUpWith(keeping: ReturnType<typeof keepingOf>, ...pages: WorkKfMessage[][]) {
  const parts = readerOf(keeping);
  const { client, reader, ask } = parts;
  pages.forEach((messages, place) => {
    ask.mockResolvedValueOnce(pageOf(messages, `c${place + 1}`, place + 1 < pages.length ? 1 : 0));
  });
  const inbox = new KfInbox('corp/kf', reader, new WorkKfMessageService(client, reader));
  const taken: string[] = [];
  const take = jest.fn(async (push: Push) => void taken.push(idOf(push)));
  const later = new Later();
  const open = (
    token: string,
    taker: (push: Push) => Promise<void> = take,
    openKfId = KF_ID,
  ): Promise<void> => inbox.open(openKfId, token, taker, later.add);
  return { ...parts, inbox, take, taken, later, open };
}

beforeEach(() => logs.clear());
afterEach(() => void jest.useRealTimers());

describe('KfInbox', () => {
  it('hands over all pages, and says once that the place is kept in memory alone', async () => {
    const { open, take, taken, ask } = setUp([textOf('1')], [textOf('2')]);
    await open('t', take);
    expect(taken).toEqual(['1', '2']);
    ask.mockResolvedValueOnce(pageOf([], 'c2'));
    await open('t', take);
    expect(logs.at('warn')).toEqual([expect.stringContaining('in memory alone')]);
  });

  it('keeps the messages of one customer in order, and runs those of several side by side', async () => {
    const { open, taken } = setUp([textOf('a1', 'a'), textOf('a2', 'a'), textOf('b1', 'b')]);
    let go: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (go = resolve));
    const done = open('t', async (push) => {
      if (idOf(push) === 'a1') await hold;
      taken.push(idOf(push));
    });
    await turns();
    expect(taken).toEqual(['b1']);
    go();
    await done;
    expect(taken).toEqual(['b1', 'a1', 'a2']);
  });

  it('runs ten conversations at once, and no more', async () => {
    const { open } = setUp(Array.from({ length: 25 }, (_, place) => textOf(String(place), `wm${place}`)));
    let running = 0;
    let most = 0;
    await open('t', async () => {
      running += 1;
      most = Math.max(most, running);
      await turns();
      running -= 1;
    });
    expect(most).toBe(10);
  });

  it('stays before a page of which one failed, and runs again what did not succeed alone', async () => {
    fakeClock();
    const { open, take, taken, ask, asked, later } = setUp([
      textOf('a1', 'a'),
      textOf('b1', 'b'),
      textOf('b2', 'b'),
    ]);
    take.mockImplementationOnce(async (push) => void taken.push(idOf(push)));
    take.mockRejectedValueOnce(new Error('b1 fails'));
    expect(await failureOf(open('t'))).toMatchObject({ message: 'b1 fails' });
    expect(taken).toEqual(['a1']);
    ask.mockResolvedValueOnce(
      pageOf([textOf('a1', 'a'), textOf('b1', 'b'), textOf('b2', 'b'), textOf('c1', 'c')], 'c2'),
    );
    await later.next();
    expect(taken.slice(0, 1)).toEqual(['a1']);
    expect(taken.slice(1).toSorted()).toEqual(['b1', 'b2', 'c1']);
    expect(asked().map(({ cursor }) => cursor)).toEqual([undefined, undefined]);
    expect(later.delays).toEqual([]);
  });

  it('runs no message again after a restart that was done while another one failed', async () => {
    const keeping = keepingOf();
    const page = ['bad', 'x', 'y', 'z'].map((id) => textOf(id, id));
    const first = setUpWith(keeping, page);
    const failing = (taken: string[]) => async (push: Push) => {
      if (idOf(push) === 'bad') throw new Error('never works');
      taken.push(idOf(push));
    };
    expect(await failureOf(first.open('t', failing(first.taken)))).toMatchObject({ message: 'never works' });
    expect(first.taken).toEqual(['x', 'y', 'z']);
    const second = setUpWith(keeping, [...page, textOf('new', 'new')]);
    await second.open('t', failing(second.taken)).catch(() => undefined);
    expect(second.taken).toEqual(['new']);
  });

  it('keeps later what was done while the store was away', async () => {
    fakeClock();
    const keeping = keepingOf();
    const page = ['bad', 'x', 'y'].map((id) => textOf(id, id));
    const first = setUpWith(keeping, page);
    const take = async (push: Push): Promise<void> => {
      if (idOf(push) === 'bad') throw new Error('never works');
      first.taken.push(idOf(push));
    };
    const write = jest.spyOn(keeping.credentials, 'write').mockRejectedValue(new Error('the store is away'));
    expect(await failureOf(first.open('t', take))).toMatchObject({ message: 'never works' });
    write.mockRestore();
    first.ask.mockResolvedValueOnce(pageOf(page, 'c1'));
    await first.later.next();
    expect(first.taken).toEqual(['x', 'y']);
    const second = setUpWith(keeping, page);
    await second.open('t');
    expect(second.taken).toEqual(['bad']);
  });

  it('lets what failed wait before it is tried again, whatever is announced, with what the customer said next', async () => {
    fakeClock();
    const { open, ask, taken, later } = setUp();
    const page = [textOf('bad', 'a'), textOf('next', 'a'), textOf('other', 'b')];
    ask.mockImplementation(async () => pageOf(page, 'c1'));
    const tries = jest.fn();
    const take = async (push: Push): Promise<void> => {
      if (idOf(push) === 'bad') {
        tries();
        throw new Error('never works');
      }
      taken.push(idOf(push));
    };
    expect(await failureOf(open('t', take))).toMatchObject({ message: 'never works' });
    await open('t', take);
    await open('t', take);
    expect(tries).toHaveBeenCalledTimes(1);
    expect(later.delays).toEqual([1000]);
    page.push(textOf('new', 'c'));
    await open('t', take);
    expect(taken).toEqual(['other', 'new']);
    await later.next();
    expect(tries).toHaveBeenCalledTimes(2);
    expect(later.delays).toEqual([4000]);
  });

  it('gives up what has failed for ten minutes, and says so', async () => {
    fakeClock();
    const { open, ask, asked, taken, later } = setUp();
    ask.mockImplementation(async () => pageOf([textOf('bad'), textOf('good')], 'c1'));
    const begin = Date.now();
    const take = async (push: Push): Promise<void> => {
      if (idOf(push) === 'bad') throw new Error('never works');
      taken.push(idOf(push));
    };
    await open('t', take).catch(() => undefined);
    while (later.delays.length > 0) {
      expect(taken).toEqual([]);
      await later.next();
    }
    expect(Date.now() - begin).toBeGreaterThanOrEqual(600_000);
    expect(Date.now() - begin).toBeLessThan(900_000);
    expect(taken).toEqual(['good']);
    expect(logs.at('error')).toEqual([expect.stringMatching(/the message bad of \S+ was passed over/)]);
    await open('t', async () => undefined);
    expect(asked().at(-1)).toMatchObject({ cursor: 'c1' });
  });

  it('comes back a few times when no messages could be had, and then waits for the next announcement', async () => {
    fakeClock();
    const { open, ask, later } = setUp();
    ask.mockRejectedValue(new Error('the network is down'));
    expect(await failureOf(open('t'))).toMatchObject({ message: 'the network is down' });
    while (later.delays.length > 0) await later.next();
    expect(ask).toHaveBeenCalledTimes(6);
  });

  it('comes back no more once it is closed', async () => {
    fakeClock();
    const { inbox, open, take, later, ask } = setUp([textOf('1')]);
    take.mockRejectedValue(new Error('no database'));
    await open('t').catch(() => undefined);
    inbox.close();
    await later.next();
    expect(ask).toHaveBeenCalledTimes(1);
    expect(later.delays).toEqual([]);
  });

  it('looks once more for all that comes while it reads, with the newest token', async () => {
    const { open, ask, asked, taken } = setUp();
    ask
      .mockResolvedValueOnce(pageOf([textOf('1')], 'c1'))
      .mockResolvedValueOnce(pageOf([textOf('2'), textOf('3')], 'c2'));
    let go: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (go = resolve));
    const take = async (push: Push): Promise<void> => {
      await hold;
      taken.push(idOf(push));
    };
    const runs = [open('t1', take)];
    await turns();
    runs.push(open('t2', take), open('t3', take));
    await turns();
    expect(ask).toHaveBeenCalledTimes(1);
    go();
    await Promise.all(runs);
    expect(taken).toEqual(['1', '2', '3']);
    expect(asked()).toMatchObject([{ token: 't1' }, { token: 't3', cursor: 'c1' }]);
  });

  it('reads on after a reading that failed, and other accounts beside it', async () => {
    const { open, ask, taken, take } = setUp();
    ask.mockRejectedValueOnce(new Error('the network is down'));
    ask.mockResolvedValueOnce(pageOf([textOf('1')], 'c1')).mockResolvedValueOnce(pageOf([textOf('2')], 'c2'));
    const [failed, other] = await Promise.allSettled([open('t', take), open('t', take, 'wkOther')]);
    expect([failed?.status, other?.status]).toEqual(['rejected', 'fulfilled']);
    await open('t', take);
    expect(taken).toEqual(['1', '2']);
  });
});
