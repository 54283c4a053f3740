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
    this.#all = handlers.toSorted((left, right) => right.rank - left.rank);
    for (const handler of this.#all) {
      const twin = this.#all.find((other) => other !== handler && other.clashesWith(handler));
      if (twin) throw new WeChatConfigError(HANDLERS_CLASH(twin.label, handler.label, handler.description));
    }
    for (const { kind, name } of this.#all) {
      const ofKind = this.#all.filter((handler) => handler.kind === kind);
      this.#wildcards.set(
        kind,
        ofKind.filter((handler) => handler.name === undefined),
      );
      if (name === undefined) continue;
      this.#byName.set(
        `${kind}:${name}`,
        ofKind.filter((handler) => handler.name === undefined || handler.name === name),
      );
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
