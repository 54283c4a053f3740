import { describe, expect, it } from '@jest/globals';
import { unlessAborted } from '../../../lib/common/index.js';
import { failureOf } from '../failure.js';

const never = new Promise<never>(() => undefined);
const stop = new Error('stop');

describe('unlessAborted', () => {
  it('waits as long as nobody says otherwise', async () => {
    expect(await unlessAborted(Promise.resolve(1), undefined)).toBe(1);
    expect(await unlessAborted(Promise.resolve(1), new AbortController().signal)).toBe(1);
    const failure = new Error('failed');
    expect(await failureOf(unlessAborted(Promise.reject(failure), new AbortController().signal))).toBe(
      failure,
    );
  });

  it('stops waiting with the reason of the signal', async () => {
    const controller = new AbortController();
    const waiting = failureOf(unlessAborted(never, controller.signal));
    controller.abort(stop);
    expect(await waiting).toBe(stop);
    expect(await failureOf(unlessAborted(never, AbortSignal.abort(stop)))).toBe(stop);
  });

  it('leaves no failure behind that nobody looks at', async () => {
    const unseen: unknown[] = [];
    const look = (reason: unknown): void => void unseen.push(reason);
    process.on('unhandledRejection', look);
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), 5));
    expect(await failureOf(unlessAborted(late, AbortSignal.abort(stop)))).toBe(stop);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', look);
    expect(unseen).toEqual([]);
  });

  it('leaves no listener behind', async () => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    signal.addEventListener = (_type: string, listener: unknown) => void listeners.add(listener);
    signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener);
    await unlessAborted(Promise.resolve(1), signal);
    await new Promise((resolve) => setImmediate(resolve));
    expect(listeners.size).toBe(0);
  });
});
