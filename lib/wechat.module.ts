import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { WeChatClients } from './client/index.js';
import { WeChatCoordination } from './storage/index.js';
import { TokenManager } from './token/index.js';
import { oauthExports } from './oauth/index.js';
import { ConfigurableModuleClass } from './wechat.module-definition.js';
import type { WeChatModuleAsyncOptions, WeChatModuleOptions } from './wechat-options.interface.js';
import { wechatProviders } from './wechat.providers.js';

/**
 * WeChat for NestJS: named clients to call WeChat with, and decorators for what WeChat sends.
 *
 * @publicApi
 */
@Module({
  imports: [DiscoveryModule],
  providers: wechatProviders,
  exports: [WeChatClients, TokenManager, WeChatCoordination, ...oauthExports],
})
export class WeChatModule {
  /**
   * Configures the module with options at hand.
   *
   * @param options the clients, and how callbacks and tokens are treated; `isGlobal` is true unless said otherwise
   * @throws {WeChatConfigError} at start-up, for options that cannot work
   */
  static forRoot(options: WeChatModuleOptions & { isGlobal?: boolean }): DynamicModule {
    const names = Object.entries(options.clients ?? {}).flatMap(([name, { members = {} }]) => [
      name,
      ...Object.keys(members).map((member) => `${name}/${member}`),
    ]);
    return { ...ConfigurableModuleClass.forRoot({ ...options, names }), module: WeChatModule };
  }

  /**
   * Configures the module with options other providers make.
   *
   * @param options `names` of the clients beside a factory, class or existing provider that makes them
   * @throws {WeChatConfigError} at start-up, for options that cannot work
   */
  static forRootAsync<const Name extends string>(options: WeChatModuleAsyncOptions<Name>): DynamicModule {
    return { ...ConfigurableModuleClass.forRootAsync(options), module: WeChatModule };
  }
}
