export const NO_CONNECTION =
  'redisEngine() found no Redis in CACHE_MANAGER. Give CacheModule a store of @keyv/redis, or give the engine one: redisEngine({ store: new KeyvRedis(url) }).';
export const STORE_INVALID =
  'store of redisEngine() cannot work: give a KeyvRedis of "@keyv/redis", new KeyvRedis(url).';
export const NAMESPACE_INVALID =
  'namespace of redisEngine() cannot work: give letters, digits and any of - _ . : (no braces, which keep all keys in one slot of a cluster).';
export const REDIS_AWAY = (reason: string): string =>
  `Redis is away (${reason}): calls go on with the tokens in memory, callbacks wait for it as long as WeChat repeats them. It is asked again until it is back.`;
export const REDIS_REFUSES = (word: string): string =>
  `Redis refuses what processes agree through (${word}): until it is mended each goes on alone. OOM: give it more memory; NOPERM: let its user run EVAL on the keys of the engine.`;
export const REDIS_BACK = 'Redis is back';
export const NOT_REACHED = (operation: string, reason: string): string =>
  `Redis could not ${operation} (${reason}). See that the connection of redisEngine() can be reached.`;
export const CLOSED = 'The engine is closed: the application is going down.';
