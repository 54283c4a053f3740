import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type BotWay, toAnswer } from '../../../../lib/work/bot/bot.answer.js';
import { type BotPush, toBotPush } from '../../../../lib/work/bot/bot.push.js';
import { collectLogs } from '../../log.collector.js';

const logs = collectLogs();
const WAY: BotWay = { canSendOn: true };

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

const event = (eventtype: string): BotPush =>
  toBotPush({ msgtype: 'event', msgid: 'm1', aibotid: 'b1', event: { eventtype } }, 'b1');

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

/** A word a second, without an end. */
async function* words(word = 'x', released: string[] = []): AsyncGenerator<string> {
  try {
    for (;;) {
      yield word;
      await new Promise((resolve) => setTimeout(resolve, 1000).unref());
    }
  } finally {
    released.push('words');
  }
}

describe('toAnswer', () => {
  it('welcomes with what there is when WeCom waits no longer, counted from the event', async () => {
    const push = event('enter_chat');
    await pass(1500); // the handler's own time
    const released: string[] = [];
    const answered = toAnswer(words('x', released), push, WAY, 'Bot#welcome');
    await pass(2500);
    expect(await answered).toEqual({ type: 'text', text: 'xxx', feedbackId: undefined });
    await pass(1000);
    expect(released).toEqual(['words']);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/Bot#welcome was ended with what was there/)]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('welcomes with nothing where nothing was said', async () => {
    const silent = toAnswer(words(''), event('enter_chat'), WAY, 'Bot#welcome');
    await pass(4000);
    expect(await silent).toBeUndefined();
    expect(await toAnswer([], event('enter_chat'), WAY, 'Bot#welcome')).toBeUndefined();
  });

  it('has longer for what is said to a tap, which is a message of its own', async () => {
    let answer: unknown;
    const said = toAnswer(words(), event('template_card_event'), WAY, 'Bot#tapped');
    void said.then((given) => (answer = given));
    await pass(345_000);
    expect(answer).toBeUndefined();
    await pass(5000);
    expect(answer).toMatchObject({ type: 'text', text: expect.stringMatching(/^x{350}/) });
  });

  it('ends what is said to a tap when the application goes down', async () => {
    const ending = new AbortController();
    const way = { ...WAY, ending: ending.signal };
    const said = toAnswer(words(), event('template_card_event'), way, 'Bot#tapped');
    await pass(2500);
    ending.abort();
    expect(await said).toMatchObject({ type: 'text', text: 'xxx' });
  });
});
