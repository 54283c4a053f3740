import KeyvRedis from '@keyv/redis';

/** Where a Redis is, in a form another process can be told. */
export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | { readonly kind: 'cluster'; readonly ports: readonly number[]; readonly password: string }
  | { readonly kind: 'sentinel'; readonly name: string; readonly port: number; readonly password: string };

const HOST = '127.0.0.1';

/** Opens it as an application would. */
export function openRedis(address: RedisAddress): KeyvRedis<unknown> {
  switch (address.kind) {
    case 'single':
      return new KeyvRedis(address.url);
    case 'cluster': {
      const { ports, password } = address;
      const rootNodes = ports.map((port) => ({ url: `redis://${HOST}:${port}` }));
      return new KeyvRedis({ rootNodes, defaults: { password } });
    }
    case 'sentinel': {
      const { name, port, password } = address;
      const sentinelRootNodes = [{ host: HOST, port }];
      return new KeyvRedis({ name, sentinelRootNodes, nodeClientOptions: { password } });
    }
  }
}
