export { redisEngine, type RedisEngineOptions, type RedisStore } from './redis.engine.js';
