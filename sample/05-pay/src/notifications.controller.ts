import { Controller } from '@nestjs/common';
import { WeChatHandlers } from 'nestjs-wechat-sdk';
import {
  type PayNotification,
  type PayRefundResource,
  type PayTransactionResource,
  WeChatPayNotify,
} from 'nestjs-wechat-sdk/pay';
import { Settlement } from './settlement.js';

type Paid = PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource>;
type Refunded = PayNotification<'REFUND.*', PayRefundResource>;

/** What WeChat Pay notifies of. It is told that all is well when a method has returned; what throws comes again. */
@Controller()
@WeChatHandlers('pay')
export class NotificationsController {
  constructor(private readonly settlement: Settlement) {}

  @WeChatPayNotify('TRANSACTION.SUCCESS')
  paid({ resource }: Paid): void {
    this.settlement.trade(resource, 'notification');
  }

  @WeChatPayNotify('REFUND.*')
  refunded({ resource: { out_trade_no, refund_status } }: Refunded): void {
    this.settlement.refund({ out_trade_no, status: refund_status }, 'notification');
  }
}
