import { ConfigurableModuleBuilder } from '@nestjs/common';
import { WECHAT_HUB_OPTIONS, type WeChatHubOptions } from './hub-options.interface.js';

export const { ConfigurableModuleClass, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<WeChatHubOptions>({ optionsInjectionToken: WECHAT_HUB_OPTIONS })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createWeChatHubOptions')
    .build();
