import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { beforeDeadline, TOO_LATE } from '../../../lib/callback/deadline.js';
import { failureOf } from '../failure.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const after = <T>(milliseconds: number, value: T) =>
  new Promise<T>((resolve) => setTimeout(() => resolve(value), milliseconds));

describe('beforeDeadline', () => {
  it('gives the result that comes in time, and leaves no timer behind', async () => {
    const given = beforeDeadline(after(99, 'result'), 100);
    await jest.advanceTimersByTimeAsync(99);
    expect(await given).toBe('result');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up at the deadline, and lets the work go on', async () => {
    let isDone = false;
    const work = after(200, 'result').then(() => (isDone = true));
    const given = beforeDeadline(work, 100);
    await jest.advanceTimersByTimeAsync(100);
    expect(await given).toBe(TOO_LATE);
    expect(isDone).toBe(false);
    await jest.advanceTimersByTimeAsync(100);
    expect(isDone).toBe(true);
  });

  it('throws what fails in time, and leaves no timer behind', async () => {
    expect((await failureOf(beforeDeadline(Promise.reject(new Error('no')), 100))).message).toBe('no');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves a failure after the deadline unthrown', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const given = beforeDeadline(
      after(200, 0).then(() => Promise.reject(new Error('late'))),
      100,
    );
    await jest.advanceTimersByTimeAsync(300);
    expect(await given).toBe(TOO_LATE);
    jest.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
