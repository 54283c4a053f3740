/** What of BullMQ's Redis clients is needed, whatever library they are of. */
export interface RedisClient {
  readonly status: string;
  readonly isCluster?: boolean;
  get(key: string): Promise<string | null>;
  defineCommand(name: string, definition: { numberOfKeys: number; lua: string }): void;
  /** Of BullMQ 6; with BullMQ 5 commands become methods of the client. */
  runCommand?(name: string, args: readonly string[]): Promise<unknown>;
}

/** Where queues and workers have it: with BullMQ 6 in their backend, with 5 themselves. */
interface ClientHolder {
  readonly client?: Promise<RedisClient>;
  getBackend?(): { readonly client?: Promise<RedisClient> };
}

/** The client of a queue or a worker; undefined when it is not in a Redis. */
export const clientOf = (holder: ClientHolder): Promise<RedisClient> | undefined =>
  holder.getBackend ? holder.getBackend().client : holder.client;

export const isConnected = ({ status, isCluster }: RedisClient): boolean =>
  status === 'ready' || (isCluster === true && status === 'connect');
