import { type DynamicModule, Module } from '@nestjs/common';
import { officialAccount, type OfficialAccountOptions, WeChatModule } from 'nestjs-wechat-sdk';
import { ShopController } from './shop.controller.js';

/** The application: one official account, named `shop`, called back at `/wechat/shop`. */
@Module({ controllers: [ShopController] })
export class AppModule {
  static with(options: OfficialAccountOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [WeChatModule.forRoot({ clients: { shop: officialAccount(options) } })],
    };
  }
}
