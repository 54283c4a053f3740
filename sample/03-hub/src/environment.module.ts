import { type DynamicModule, Module } from '@nestjs/common';
import { officialAccount, WeChatModule } from 'nestjs-wechat-sdk';
import { ENVIRONMENT, EnvironmentController } from './environment.controller.js';
import type { EnvironmentSetup } from './environment.setup.js';

/** A client of the hub: it knows the account's appid, and takes everything else from the hub. */
@Module({ controllers: [EnvironmentController] })
export class EnvironmentModule {
  static with(
    name: string,
    { hubUrl, username, password, appId, wechatUrl }: EnvironmentSetup,
  ): DynamicModule {
    const shop = officialAccount({
      appId,
      hub: {
        url: `${hubUrl}/hub/expose`,
        username,
        password,
        springboardUrl: `${hubUrl}/hub/shop/${name}/cb`,
      },
      baseUrls: { api: wechatUrl, mp: wechatUrl, open: wechatUrl },
    });
    return {
      module: EnvironmentModule,
      imports: [WeChatModule.forRoot({ clients: { shop } })],
      providers: [{ provide: ENVIRONMENT, useValue: name }],
    };
  }
}
