import { type DynamicModule, Module } from '@nestjs/common';
import { ExposeEndpoint } from './expose.endpoint.js';
import { HubEndpoint } from './hub.endpoint.js';
import { HubMount } from './hub.mount.js';
import type { WeChatHubOptions } from './hub-options.interface.js';
import { SpringboardEndpoint } from './springboard.endpoint.js';
import { type ASYNC_OPTIONS_TYPE, ConfigurableModuleClass } from './wechat-hub.module-definition.js';
import { WeChatHub } from './wechat-hub.js';
import { WeChatSpringboard } from './wechat-springboard.js';

/** How the options of the hub are made, once other providers exist. */
export type WeChatHubModuleAsyncOptions = typeof ASYNC_OPTIONS_TYPE;

/**
 * Makes the application the central token server (中控服务器): it hands out tokens of WeChatModule's clients to other
 * applications, the Elixir SDK's among them, and sends visitors on after a login. It stands beside a WeChatModule that is
 * global, as it is by itself.
 *
 * @publicApi
 */
@Module({
  providers: [ExposeEndpoint, HubEndpoint, HubMount, SpringboardEndpoint, WeChatHub, WeChatSpringboard],
  exports: [WeChatHub, WeChatSpringboard],
})
export class WeChatHubModule {
  /**
   * Configures the hub with options at hand.
   *
   * @param options the white list, the credentials without which nothing is handed out, and the springboard
   * @throws {WeChatConfigError} at start-up, for options that cannot work
   */
  static forRoot(options: WeChatHubOptions): DynamicModule {
    return { ...ConfigurableModuleClass.forRoot(options), module: WeChatHubModule };
  }

  /**
   * Configures the hub with options other providers make.
   *
   * @param options a factory, class or existing provider that makes them
   * @throws {WeChatConfigError} at start-up, for options that cannot work
   */
  static forRootAsync(options: WeChatHubModuleAsyncOptions): DynamicModule {
    return { ...ConfigurableModuleClass.forRootAsync(options), module: WeChatHubModule };
  }
}
