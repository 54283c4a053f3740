import { type DynamicModule, Module } from '@nestjs/common';
import {
  type LoginOptions,
  openPlatform,
  type OpenPlatformOptions,
  WeChatLaunchCheck,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import type { FileCredentials } from './file.credentials.js';
import { FollowersController } from './followers.controller.js';
import { MerchantsController } from './merchants.controller.js';
import { Merchants } from './merchants.js';
import { PagesController } from './pages.controller.js';

/** All the application has to know of the world. */
export interface Setting {
  readonly options: OpenPlatformOptions;
  readonly credentials: FileCredentials;
  readonly login: LoginOptions;
}

/** The application: one platform, named `platform`, and whatever accounts authorize it. */
@Module({})
export class AppModule {
  static with({ options, credentials, login }: Setting): DynamicModule {
    return {
      module: AppModule,
      imports: [WeChatModule.forRoot({ clients: { platform: openPlatform(options) }, credentials, login })],
      controllers: [PagesController, MerchantsController, FollowersController],
      // the responder of 全网发布检测 can go once the platform is released
      providers: [Merchants, WeChatLaunchCheck],
    };
  }
}
