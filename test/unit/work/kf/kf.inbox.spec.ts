import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Push } from '../../../../lib/client/index.js';
import type { WorkKfMessage } from '../../../../lib/work/index.js';
import { KfInbox } from '../../../../lib/work/kf/kf.inbox.js';
import { WorkKfMessageService } from '../../../../lib/work/kf/message.service.js';
import { failureOf } from '../../failure.js';
import { collectLogs } from '../../log.collector.js';
import { KF_ID, pageOf, readerOf, textOf } from './kf.client.js';

const logs = collectLogs();
const idOf = ({ message }: Push): string => String(message['msgid']);
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function setUp(...pages: WorkKfMessage[][]) {
  const parts = readerOf();
  const { client, reader, ask } = parts;
  pages.forEach((messages, place) => {
    ask.mockResolvedValueOnce(pageOf(messages, `c${place + 1}`, place + 1 < pages.length ? 1 : 0));
  });
  const inbox = new KfInbox('corp/kf', reader, new WorkKfMessageService(client, reader));
  const taken: string[] = [];
  const take = jest.fn(async (push: Push) => void taken.push(idOf(push)));
  return { ...parts, inbox, take, taken };
}

beforeEach(() => logs.clear());
afterEach(() => void jest.useRealTimers());

describe('KfInbox', () => {
  it('hands over all pages, and says once that the place is kept in memory alone', async () => {
    const { inbox, take, taken, ask } = setUp([textOf('1')], [textOf('2')]);
    await inbox.open(KF_ID, 't', take);
    expect(taken).toEqual(['1', '2']);
    ask.mockResolvedValueOnce(pageOf([], 'c2'));
    await inbox.open(KF_ID, 't', take);
    expect(logs.at('warn')).toEqual([expect.stringContaining('in memory alone')]);
  });

  it('keeps the messages of one customer in order, and runs those of several side by side', async () => {
    const { inbox, taken } = setUp([textOf('a1', 'a'), textOf('a2', 'a'), textOf('b1', 'b')]);
    let go: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (go = resolve));
    const done = inbox.open(KF_ID, 't', async (push) => {
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
    const { inbox } = setUp(Array.from({ length: 25 }, (_, place) => textOf(String(place), `wm${place}`)));
    let running = 0;
    let most = 0;
    await inbox.open(KF_ID, 't', async () => {
      running += 1;
      most = Math.max(most, running);
      await turns();
      running -= 1;
    });
    expect(most).toBe(10);
  });

  it('stays before a page of which one failed, and runs again what did not succeed alone', async () => {
    const { inbox, take, taken, ask, asked } = setUp([
      textOf('a1', 'a'),
      textOf('b1', 'b'),
      textOf('b2', 'b'),
    ]);
    take.mockImplementationOnce(async (push) => void taken.push(idOf(push)));
    take.mockRejectedValueOnce(new Error('b1 fails'));
    expect(await failureOf(inbox.open(KF_ID, 't', take))).toMatchObject({ message: 'b1 fails' });
    expect(taken).toEqual(['a1']);
    ask.mockResolvedValueOnce(
      pageOf([textOf('a1', 'a'), textOf('b1', 'b'), textOf('b2', 'b'), textOf('c1', 'c')], 'c2'),
    );
    await inbox.open(KF_ID, 't', take);
    expect(taken.slice(0, 1)).toEqual(['a1']);
    expect(taken.slice(1).toSorted()).toEqual(['b1', 'b2', 'c1']);
    expect(asked().map(({ cursor }) => cursor)).toEqual([undefined, undefined]);
  });

  it('gives up what has failed for ten minutes, and says so', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'setTimeout', 'nextTick', 'queueMicrotask'] });
    const { inbox, ask, asked, taken } = setUp();
    ask.mockImplementation(async () => pageOf([textOf('bad'), textOf('good')], 'c1'));
    const take = async (push: Push): Promise<void> => {
      if (idOf(push) === 'bad') throw new Error('never works');
      taken.push(idOf(push));
    };
    for (let attempt = 0; attempt < 6; attempt += 1)
      expect(await failureOf(inbox.open(KF_ID, 't', take))).toMatchObject({ message: 'never works' });
    expect(taken).toEqual([]);
    jest.advanceTimersByTime(600_000);
    await inbox.open(KF_ID, 't', take);
    expect(taken).toEqual(['good']);
    expect(logs.at('error')).toEqual([expect.stringMatching(/the message bad of \S+ was passed over/)]);
    await inbox.open(KF_ID, 't', async () => undefined);
    expect(asked().at(-1)).toMatchObject({ cursor: 'c1' });
  });

  it('looks once more for all that comes while it reads, with the newest token', async () => {
    const { inbox, ask, asked, taken } = setUp();
    ask
      .mockResolvedValueOnce(pageOf([textOf('1')], 'c1'))
      .mockResolvedValueOnce(pageOf([textOf('2'), textOf('3')], 'c2'));
    let go: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (go = resolve));
    const take = async (push: Push): Promise<void> => {
      await hold;
      taken.push(idOf(push));
    };
    const runs = [inbox.open(KF_ID, 't1', take)];
    await turns();
    runs.push(inbox.open(KF_ID, 't2', take), inbox.open(KF_ID, 't3', take));
    await turns();
    expect(ask).toHaveBeenCalledTimes(1);
    go();
    await Promise.all(runs);
    expect(taken).toEqual(['1', '2', '3']);
    expect(asked()).toMatchObject([{ token: 't1' }, { token: 't3', cursor: 'c1' }]);
  });

  it('reads on after a reading that failed, and other accounts beside it', async () => {
    const { inbox, ask, taken, take } = setUp();
    ask.mockRejectedValueOnce(new Error('the network is down'));
    ask.mockResolvedValueOnce(pageOf([textOf('1')], 'c1')).mockResolvedValueOnce(pageOf([textOf('2')], 'c2'));
    const [failed, other] = await Promise.allSettled([
      inbox.open(KF_ID, 't', take),
      inbox.open('wkOther', 't', take),
    ]);
    expect([failed?.status, other?.status]).toEqual(['rejected', 'fulfilled']);
    await inbox.open(KF_ID, 't', take);
    expect(taken).toEqual(['1', '2']);
  });
});
