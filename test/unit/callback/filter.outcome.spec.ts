import type { ArgumentsHost } from '@nestjs/common';
import type { ExternalContextCreator } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { EMPTY, of, throwError } from 'rxjs';
import { waitingForFilters } from '../../../lib/callback/filter.outcome.js';
import { failureOf } from '../failure.js';

type Next = (error: unknown, host: ArgumentsHost) => unknown;
type Run = () => Promise<unknown>;

/** Nest's own: what the target throws goes to the filters. */
const nest = {
  createProxy: (target: Run, filters: { next: Next }, contextType: string) => async () => {
    try {
      return await target();
    } catch (error) {
      return filters.next(error, { getType: () => contextType } as ArgumentsHost);
    }
  },
};

/** A handler whose errors go through a filter. */
function filtered(target: Run, next: Next): Run {
  const contexts = { externalErrorProxy: nest } as unknown as ExternalContextCreator;
  const { externalErrorProxy } = Object.create(contexts, waitingForFilters(contexts)) as {
    externalErrorProxy: { createProxy(target: Run, filters: { next: Next }, contextType: string): Run };
  };
  return externalErrorProxy.createProxy(target, { next }, 'wechat');
}

const ERROR = new Error('of the handler');
const broken: Run = () => Promise.reject(ERROR);

describe('waitingForFilters', () => {
  it('asks no filter where nothing was thrown', async () => {
    const never = (): never => {
      throw new Error('not asked');
    };
    expect(await filtered(async () => 'fine', never)()).toBe('fine');
    expect(await filtered(async () => undefined, never)()).toBeUndefined();
  });

  it('hands the filter the error and the host', async () => {
    const next: Next = (error, host) => [error, host.getType()];
    expect(await filtered(broken, next)()).toEqual([ERROR, 'wechat']);
  });

  it.each<[string, unknown]>([
    ['at once', 'handled'],
    ['later', Promise.resolve('handled')],
    ['with an Observable', of('not yet', 'handled')],
    ['with an Observable, later', Promise.resolve(of('handled'))],
  ])('takes what a filter answers %s', async (_how, answer) => {
    expect(await filtered(broken, () => answer)()).toBe('handled');
  });

  it.each<[string, () => unknown]>([
    ['at once', () => undefined],
    ['later', () => Promise.resolve()],
    ['with an Observable', () => EMPTY],
    ['by throwing it again', () => broken()],
    ['by throwing it in an Observable', () => throwError(() => ERROR)],
  ])('takes the error for unhandled when the filter says nothing %s', async (_how, filter) => {
    expect(await failureOf(filtered(broken, filter)())).toBe(ERROR);
    expect(ERROR.cause).toBeUndefined();
  });

  it('keeps the error as the cause of what the filter throws in its place', async () => {
    const failure = await failureOf(
      filtered(broken, () => {
        throw new TypeError('response.status is not a function');
      })(),
    );
    expect(failure).toMatchObject({ name: 'TypeError', cause: ERROR });
  });

  it('leaves a cause that is there already, and makes no circle of causes', async () => {
    const cause = new Error('another');
    const own = () => Promise.reject(new Error('of the filter', { cause }));
    expect(await failureOf(filtered(broken, own)())).toMatchObject({ cause });
    const wrapped = () => Promise.reject(new Error('outer', { cause: new Error('between', { cause }) }));
    const unwrapping: Next = () => Promise.reject(cause);
    expect(await failureOf(filtered(wrapped, unwrapping)())).toBe(cause);
    expect(cause.cause).toBeUndefined();
  });
});
