import { Injectable } from '@nestjs/common';
import { WeChatConfigError } from '../common/index.js';
import type { CallbackHandler } from './callback.handler.js';
import { HANDLERS_CLASH } from './callback.messages.js';

/** All handlers, ready to be asked: the most specific first. */
@Injectable()
export class HandlerRegistry {
  readonly #byName = new Map<string, CallbackHandler[]>();
  readonly #wildcards = new Map<string, CallbackHandler[]>();
  #all: readonly CallbackHandler[] = [];

  get all(): readonly CallbackHandler[] {
    return this.#all;
  }

  /** @throws {WeChatConfigError} when two handlers would be equally right for one message */
  fill(handlers: readonly CallbackHandler[]): void {
    const ranks = new Map(handlers.map((handler) => [handler, handler.rank]));
    this.#all = handlers.toSorted((left, right) => (ranks.get(right) ?? 0) - (ranks.get(left) ?? 0));
    refuseTwins(this.#all);
    const ofKinds = grouped(this.#all, ({ kind }) => kind);
    for (const [kind, ofKind] of ofKinds) {
      const wildcards = ofKind.filter(({ name }) => name === undefined);
      this.#wildcards.set(kind, wildcards);
      for (const [name, named] of grouped(ofKind, (handler) => handler.name)) {
        if (name === undefined) continue;
        this.#byName.set(
          `${kind}:${name}`,
          wildcards.length === 0
            ? named
            : ofKind.filter((one) => one.name === undefined || one.name === name),
        );
      }
    }
  }

  /** Whether any handler of these kinds serves one of the names. */
  hasFor(names: readonly string[], kinds: readonly string[]): boolean {
    return this.#all.some(
      ({ kind, scope }) => kinds.includes(kind) && (!scope || scope.some((name) => names.includes(name))),
    );
  }

  /**
   * The one handler for a message, if there is one.
   *
   * @param names whose handlers come before those of everybody: the client's, then those of the one it belongs to
   */
  find(
    names: readonly string[],
    kind: string,
    name: string,
    message: Readonly<Record<string, unknown>>,
  ): CallbackHandler | undefined {
    const candidates = this.#byName.get(`${kind}:${name}`) ?? this.#wildcards.get(kind);
    // those with a scope come first: where the first one has none, none has
    for (const owner of candidates?.[0]?.scope ? names : []) {
      const found = candidates?.find((one) => one.scope?.includes(owner) && one.takes(message));
      if (found) return found;
    }
    return candidates?.find((one) => !one.scope && one.takes(message));
  }
}

/** Only what takes the same can clash: nobody is compared with all others. */
function refuseTwins(handlers: readonly CallbackHandler[]): void {
  for (const alike of grouped(handlers, ({ description }) => description).values())
    for (const [index, handler] of alike.entries()) {
      const twin = alike.slice(0, index).find((other) => other.clashesWith(handler));
      if (twin) throw new WeChatConfigError(HANDLERS_CLASH(twin.label, handler.label, handler.description));
    }
}

function grouped<Key>(
  handlers: readonly CallbackHandler[],
  keyOf: (handler: CallbackHandler) => Key,
): Map<Key, CallbackHandler[]> {
  const groups = new Map<Key, CallbackHandler[]>();
  for (const handler of handlers) {
    const key = keyOf(handler);
    const group = groups.get(key);
    if (group) group.push(handler);
    else groups.set(key, [handler]);
  }
  return groups;
}
