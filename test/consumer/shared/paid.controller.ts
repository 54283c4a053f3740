import { Controller } from '@nestjs/common';
import { type PayNotification, type PayTransactionResource, WeChatPayNotify } from 'nestjs-wechat-sdk/pay';

export const paid: string[] = [];

/** Hears of payments as an application would. */
@Controller()
export class PaidController {
  @WeChatPayNotify('TRANSACTION.SUCCESS')
  paid({ resource }: PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource>) {
    paid.push(`${resource.out_trade_no}: ${resource.amount.total}`);
  }
}
