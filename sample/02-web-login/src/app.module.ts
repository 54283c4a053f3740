import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { officialAccount, WeChatModule, websiteApp } from 'nestjs-wechat-sdk';
import { AssetsController } from './assets.controller.js';
import { DeskController } from './desk.controller.js';
import { JsSdkController } from './js-sdk.controller.js';
import { LoginFilter } from './login.filter.js';
import { OwnPages } from './own-pages.js';
import { PagesController } from './pages.controller.js';
import { type Setting, WECHAT_SCRIPT } from './setting.js';

/** The application: pages of the official account `shop`, and one of the website `site`. */
@Module({})
export class AppModule {
  static with({ shop, site, login, scriptUrl }: Setting): DynamicModule {
    return {
      module: AppModule,
      imports: [
        WeChatModule.forRoot({
          clients: { shop: officialAccount(shop), ...(site && { site: websiteApp(site) }) },
          login,
        }),
      ],
      controllers: [PagesController, JsSdkController, AssetsController, ...(site ? [DeskController] : [])],
      providers: [
        { provide: WECHAT_SCRIPT, useValue: scriptUrl },
        { provide: OwnPages, useValue: new OwnPages(login.origin) },
        { provide: APP_FILTER, useClass: LoginFilter },
      ],
    };
  }
}
