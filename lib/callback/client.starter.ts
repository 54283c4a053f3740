import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ClientRegistration, type RegistryWatcher, WeChatClients } from '../client/index.js';
import { CallbackDispatcher } from './callback.dispatcher.js';

/**
 * Starts the clients that do something of their own accord once the application has started, and those that are added later;
 * ends them at shutdown and when they are removed.
 */
@Injectable()
export class ClientStarter implements OnApplicationBootstrap, OnModuleDestroy, RegistryWatcher {
  readonly #started = new Map<ClientRegistration, () => Promise<void>>();
  /** Of clients that were removed: what is under way with them has its time. */
  readonly #ending = new Set<Promise<void>>();
  #hasEnded = false;

  constructor(
    private readonly clients: WeChatClients,
    private readonly dispatcher: CallbackDispatcher,
  ) {}

  onApplicationBootstrap(): void {
    this.clients.observe(this);
  }

  async onModuleDestroy(): Promise<void> {
    this.#hasEnded = true;
    this.dispatcher.end();
    for (const registration of this.#started.keys()) this.unwatch(registration);
    await Promise.allSettled(this.#ending);
  }

  watch(registration: ClientRegistration): void {
    if (this.#hasEnded || !registration.start) return;
    const end = registration.start({
      dispatch: (push) => this.dispatcher.dispatch(registration, push),
      idle: (limit) => this.dispatcher.idle(limit, registration.client),
    });
    this.#started.set(registration, end);
  }

  unwatch(registration: ClientRegistration): void {
    const end = this.#started.get(registration)?.();
    this.#started.delete(registration);
    if (!end) return;
    this.#ending.add(end);
    const done = (): boolean => this.#ending.delete(end);
    end.then(done, done);
  }
}
