import { type DynamicModule, Module } from '@nestjs/common';
import {
  officialAccount,
  type OfficialAccountOptions,
  WeChatHubModule,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import type { HubCredentials } from './hub.credentials.js';

/** The hub (中控服务器): it fetches the account's tokens, and hands them out to whoever has the password. */
@Module({})
export class HubModule {
  static with(options: OfficialAccountOptions, basic: HubCredentials): DynamicModule {
    return {
      module: HubModule,
      imports: [
        WeChatModule.forRoot({ clients: { shop: officialAccount(options) } }),
        WeChatHubModule.forRoot({ clients: { shop: ['access_token', 'js_api_ticket'] }, basic }),
      ],
    };
  }
}
