import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { officialAccount, WeChatModule } from 'nestjs-wechat-sdk';
import { pay } from 'nestjs-wechat-sdk/pay';
import { AssetsController } from './assets.controller.js';
import { BillsController } from './bills.controller.js';
import { Checkout } from './checkout.js';
import { InsideController } from './inside.controller.js';
import { Inquiry } from './inquiry.js';
import { NotificationsController } from './notifications.controller.js';
import { Orders } from './orders.js';
import { OrdersController } from './orders.controller.js';
import { PagesController } from './pages.controller.js';
import { Reconciliation } from './reconciliation.js';
import { Refunds } from './refunds.js';
import { PHONE, type Setting } from './setting.js';
import { Settlement } from './settlement.js';

/** The application: a merchant named `pay`, notified at `/wechat/pay`, and the official account `shop`. */
@Module({})
export class AppModule {
  static with({ shop, pay: merchant, login, phone }: Setting): DynamicModule {
    return {
      module: AppModule,
      imports: [
        WeChatModule.forRoot({ clients: { shop: officialAccount(shop), pay: pay(merchant) }, login }),
        ScheduleModule.forRoot(),
      ],
      controllers: [
        PagesController,
        OrdersController,
        InsideController,
        NotificationsController,
        BillsController,
        AssetsController,
      ],
      providers: [
        Orders,
        Checkout,
        Refunds,
        Settlement,
        Inquiry,
        Reconciliation,
        { provide: PHONE, useValue: phone },
      ],
    };
  }
}
