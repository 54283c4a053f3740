import { CACHE_MANAGER } from '@nestjs/cache-manager';
import {
  type FactoryProvider,
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Cache } from 'cache-manager';
import { type CredentialStore, KeyvCredentials } from './keyv.credentials.js';
import { LOCAL_ENGINE } from './local.engine.js';
import { WeChatCoordination } from './wechat-coordination.js';
import { WeChatCredentials } from './wechat-credentials.js';
import type { EngineDefinition, WeChatEngine } from './wechat-engine.js';
import { WeChatStorage } from './wechat-storage.js';

/** What an application says of where things are kept. */
export interface StorageOptions {
  /** What several processes share: `redisEngine()` of `nestjs-wechat-sdk/redis`. @default one process */
  engine?: EngineDefinition | undefined;
  /**
   * Where refresh tokens and tickets of third-party platforms are kept, if not in the engine: a Keyv whose store persists and
   * evicts nothing, as `new Keyv({ store: new KeyvRedis(url) })`. @default the engine; without one memory, which a restart empties
   */
  credentials?: CredentialStore | undefined;
}

export const STORAGE_OPTIONS = 'WECHAT_STORAGE_OPTIONS';
const ENGINE = 'WECHAT_ENGINE';

/** The application's cache, wherever its module is imported, global or not. */
function findCache(modules: ModuleRef): Cache | undefined {
  try {
    return modules.get<Cache>(CACHE_MANAGER, { strict: false });
  } catch {
    return undefined; // the application has none
  }
}

function createEngine(
  { engine = LOCAL_ENGINE, credentials }: StorageOptions,
  modules: ModuleRef,
): WeChatEngine {
  const made = engine.create(() => findCache(modules));
  return credentials === undefined ? made : { ...made, credentials: new KeyvCredentials(credentials) };
}

/** Opens the engine once all modules exist, and closes it when the last handler has ended. */
@Injectable()
class EngineLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(ENGINE) private readonly engine: WeChatEngine) {}

  onModuleInit(): void {
    this.engine.open?.();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.engine.close?.();
  }
}

const partOf = <Part>(
  provide: FactoryProvider<Part>['provide'],
  part: (engine: WeChatEngine) => Part,
): FactoryProvider<Part> => ({ provide, inject: [ENGINE], useFactory: part });

/** Everything that is kept; it needs {@link STORAGE_OPTIONS} beside it. */
export const storageProviders = [
  {
    provide: ENGINE,
    inject: [STORAGE_OPTIONS, ModuleRef],
    useFactory: createEngine,
  } satisfies FactoryProvider<WeChatEngine>,
  EngineLifecycle,
  partOf(WeChatStorage, ({ storage }) => storage),
  partOf(WeChatCredentials, ({ credentials }) => credentials),
  partOf(WeChatCoordination, ({ coordination }) => coordination),
];
