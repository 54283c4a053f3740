import type { ArgumentsHost } from '@nestjs/common';
import type { ExternalContextCreator } from '@nestjs/core';
import { isObservable, lastValueFrom } from 'rxjs';

/** Nest's exception filters of one handler. */
interface Filters {
  next(error: unknown, host: ArgumentsHost): unknown;
}

/** What Nest calls them with. */
interface ErrorProxy {
  createProxy(target: unknown, filters: Filters, contextType: string): unknown;
}

/** Where Nest's context creator keeps it. */
const ERROR_PROXY = 'externalErrorProxy';

/**
 * To be defined on Nest's context creator: a filter that answers later, or with an Observable, is waited for, and one that
 * answers with nothing has not handled the error, as Nest has it of those that answer at once.
 */
export function waitingForFilters(contexts: ExternalContextCreator): PropertyDescriptorMap {
  const proxy = Reflect.get(contexts, ERROR_PROXY) as ErrorProxy | undefined;
  if (!proxy) return {}; // a Nest that keeps it elsewhere: its own way holds
  const createProxy: ErrorProxy['createProxy'] = (target, filters, contextType) => {
    const next = (error: unknown, host: ArgumentsHost) => outcomeOf(error, () => filters.next(error, host));
    return proxy.createProxy(target, { next }, contextType);
  };
  return { [ERROR_PROXY]: { value: { createProxy } } };
}

async function outcomeOf(error: unknown, filter: () => unknown): Promise<unknown> {
  let result: unknown;
  try {
    const given = await filter();
    result = isObservable(given) ? await lastValueFrom(given, { defaultValue: undefined }) : given;
  } catch (thrown) {
    // a filter made for HTTP finds no response here: what it was to handle must not get lost
    if (thrown instanceof Error && !comesFrom(error, thrown)) thrown.cause ??= error;
    throw thrown;
  }
  if (result === undefined) throw error;
  return result;
}

/** Whether one error is another, or its cause: a filter may unwrap what it is given. */
const comesFrom = (error: unknown, cause: Error): boolean =>
  error instanceof Error && (error === cause || comesFrom(error.cause, cause));
