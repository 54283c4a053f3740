import { CACHE_MANAGER } from '@nestjs/cache-manager';
import type { FactoryProvider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Cache } from 'cache-manager';
import { CacheManagerStorage } from './cache-manager.storage.js';
import { WeChatStorage } from './wechat-storage.js';

/** The application's cache, wherever its module is imported, global or not. */
function findCache(modules: ModuleRef): Cache | undefined {
  try {
    return modules.get<Cache>(CACHE_MANAGER, { strict: false });
  } catch {
    return undefined; // the application has none
  }
}

export const storageProvider: FactoryProvider<WeChatStorage> = {
  provide: WeChatStorage,
  inject: [ModuleRef],
  useFactory: (modules: ModuleRef) => new CacheManagerStorage(() => findCache(modules)),
};
