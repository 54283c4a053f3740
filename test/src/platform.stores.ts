import KeyvRedis from '@keyv/redis';
import { Keyv, type KeyvStoreAdapter } from 'keyv';
import { FileStore } from './file.store.js';

/** Where stores are that several processes share. */
export type StoreAddress =
  { readonly kind: 'file'; readonly folder: string } | { readonly kind: 'redis'; readonly url: string };

/** What is kept apart in one store: what may not be lost, and what may. */
export type StoreRoom = 'credentials' | 'cache';

/** Watches a store at work. */
export type StoreWatch = (
  operation: string,
  key: string,
  when: 'before' | 'after',
) => Promise<void> | undefined;

const WATCHED: ReadonlySet<unknown> = new Set(['get', 'set', 'delete']);

/** A store that tells before and after whatever it does. */
export function watchStore<Store extends object>(store: Store, watch: StoreWatch): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (!WATCHED.has(name)) return value.bind(target) as unknown;
      return async (key: string, ...rest: unknown[]): Promise<unknown> => {
        await watch(String(name), key, 'before');
        const result: unknown = await value.call(target, key, ...rest);
        await watch(String(name), key, 'after');
        return result;
      };
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}

/** Opens one room of a store. */
export function openStore(address: StoreAddress, room: StoreRoom, watch?: StoreWatch): Keyv {
  const store: object =
    address.kind === 'file' ? new FileStore(`${address.folder}/${room}`) : new KeyvRedis(address.url);
  const adapter = (watch ? watchStore(store, watch) : store) as KeyvStoreAdapter;
  return new Keyv({ store: adapter, namespace: room });
}
