import { ConfigurableModuleBuilder } from '@nestjs/common';
import { createClientProviders } from './wechat.providers.js';
import type { WeChatModuleOptions } from './wechat-options.interface.js';
import { WECHAT_MODULE_OPTIONS, WECHAT_NAMES } from './wechat.constants.js';

/** The module's blueprint: what Nest's own modules offer, and the names that exist before any factory runs. */
export const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<WeChatModuleOptions>({
  optionsInjectionToken: WECHAT_MODULE_OPTIONS,
})
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createWeChatOptions')
  .setExtras({ isGlobal: true, names: [] as readonly string[] }, (definition, { isGlobal, names }) => {
    const clients = createClientProviders(names);
    return {
      ...definition,
      global: isGlobal,
      providers: [...(definition.providers ?? []), ...clients, { provide: WECHAT_NAMES, useValue: names }],
      exports: [...(definition.exports ?? []), ...clients.map(({ provide }) => provide)],
    };
  })
  .build();
