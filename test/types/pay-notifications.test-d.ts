/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import {
  type CallbackContext,
  ClientOf,
  Context,
  Message,
  type TextMessage,
  WeChatHandlers,
} from 'nestjs-wechat-sdk';
import {
  type PayCombineTransactionResource,
  type PayEvent,
  type PayEventPattern,
  type PayNotification,
  type PayPartnerTransactionResource,
  type PayRefundResource,
  type PayTransactionResource,
  type PayTransferBillResource,
  type PayV2Notice,
  type WeChatPay,
  WeChatPayNotify,
} from 'nestjs-wechat-sdk/pay';

type Same<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;
const same = <Left, Right>(_isSame: Same<Left, Right>): void => undefined;

interface BrandNew {
  event_type: 'BRAND.NEW';
  resource: { reason: string };
}

export const patterns: PayEventPattern[] = [
  'TRANSACTION.SUCCESS',
  'REFUND.*',
  'MCHTRANSFER.*',
  'MCHTRANSFER.BILL.*',
  'BRAND_MEMBER_CARD_SP.USER_CARD.*',
  'v2.order',
  'v2.*',
  // @ts-expect-error a misspelt event
  'TRANSACTION.SUCESS',
  // @ts-expect-error an event in another case
  'transaction.success',
  // @ts-expect-error a misspelt beginning
  'REFNUD.*',
  // @ts-expect-error there is nothing behind an event
  'REFUND.SUCCESS.*',
  // @ts-expect-error a star stands for whole words
  'REF*',
  // @ts-expect-error for everything, leave it out
  '*',
  // @ts-expect-error a beginning without its star
  'REFUND',
  // @ts-expect-error a notice nobody knows
  'v2.orders',
];

@WeChatHandlers('pay')
export class RightHandlers {
  @WeChatPayNotify('TRANSACTION.SUCCESS')
  paid({ id, event_type, resource }: PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource>): string {
    same<typeof event_type, 'TRANSACTION.SUCCESS'>(true);
    const total: number = resource.amount.total;
    return `${id} ${resource.out_trade_no} ${total}`;
  }

  @WeChatPayNotify('TRANSACTION.SUCCESS')
  combined({ resource }: PayNotification<'TRANSACTION.SUCCESS', PayCombineTransactionResource>): string {
    return resource.combine_out_trade_no;
  }

  @WeChatPayNotify('TRANSACTION.SUCCESS')
  either(
    {
      resource,
    }: PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource | PayPartnerTransactionResource>,
    { client, kind }: CallbackContext<WeChatPay>,
  ): string {
    return 'sp_mchid' in resource ? resource.sp_mchid : `${resource.mchid} ${client.mchId} ${kind}`;
  }

  @WeChatPayNotify('TRANSACTION.SUCCESS')
  whichever(notification: PayNotification<'TRANSACTION.SUCCESS'>): string {
    // @ts-expect-error combined orders have no number of their own
    return notification.resource.out_trade_no;
  }

  @WeChatPayNotify('REFUND.*')
  async refunded({ event_type }: PayNotification<'REFUND.*'>) {
    same<typeof event_type, 'REFUND.SUCCESS' | 'REFUND.ABNORMAL' | 'REFUND.CLOSED'>(true);
    return event_type === 'REFUND.SUCCESS';
  }

  @WeChatPayNotify('REFUND.SUCCESS')
  @WeChatPayNotify('REFUND.CLOSED')
  ended({ resource }: PayNotification<'REFUND.SUCCESS' | 'REFUND.CLOSED', PayRefundResource>): string {
    return resource.out_refund_no;
  }

  @WeChatPayNotify('MCHTRANSFER.BILL.*')
  transferred({ resource }: PayNotification<'MCHTRANSFER.BILL.FINISHED'>): string {
    same<typeof resource, PayTransferBillResource>(true);
    return resource.out_bill_no;
  }

  @WeChatPayNotify('v2.order')
  noticed({ out_trade_no, total_fee }: PayV2Notice<'v2.order'>): string {
    same<typeof total_fee, string>(true);
    return out_trade_no;
  }

  @WeChatPayNotify('v2.refund')
  refundNoticed({ req_info }: PayV2Notice<'v2.refund'>): string {
    return req_info.out_refund_no;
  }

  @WeChatPayNotify('v2.*')
  anyNotice(notice: PayV2Notice): string {
    return notice.mch_id;
  }

  @WeChatPayNotify()
  everything(notification: PayNotification | PayV2Notice): string {
    return 'event_type' in notification ? notification.event_type : notification.mch_id;
  }

  @WeChatPayNotify()
  ofV3(notification: PayNotification): PayEvent {
    return notification.event_type;
  }

  @WeChatPayNotify()
  broader({ event_type }: { event_type: string }): string {
    return event_type;
  }

  @WeChatPayNotify<BrandNew>('BRAND.NEW')
  fresh({ resource }: BrandNew): string {
    return resource.reason;
  }

  @WeChatPayNotify('COUPON.USE')
  nothing(): void {}

  @WeChatPayNotify('COUPON.USE')
  parameters(
    @Message('resource') resource: unknown,
    @ClientOf() client: WeChatPay,
    @Context() context: CallbackContext,
  ) {
    return [resource, client, context];
  }
}

export class WrongHandlers {
  // @ts-expect-error a refund is no payment
  @WeChatPayNotify('TRANSACTION.SUCCESS')
  paid(_notification: PayNotification<'REFUND.SUCCESS'>): void {}

  // @ts-expect-error a payment is no refund
  @WeChatPayNotify('REFUND.*')
  refunded(_notification: PayNotification<'TRANSACTION.SUCCESS'>): void {}

  // @ts-expect-error refunds fail, too
  @WeChatPayNotify('REFUND.*')
  wellRefunded(_notification: PayNotification<'REFUND.SUCCESS'>): void {}

  // @ts-expect-error batches come here as well
  @WeChatPayNotify('MCHTRANSFER.*')
  bill(_notification: PayNotification<'MCHTRANSFER.BILL.FINISHED'>): void {}

  // @ts-expect-error not everything is a payment
  @WeChatPayNotify()
  everything(_notification: PayNotification<'TRANSACTION.SUCCESS'>): void {}

  // @ts-expect-error a notification is no notice
  @WeChatPayNotify('TRANSACTION.SUCCESS')
  asNotice(_notice: PayV2Notice<'v2.order'>): void {}

  // @ts-expect-error a notice is no notification
  @WeChatPayNotify('v2.order')
  asNotification(_notification: PayNotification<'TRANSACTION.SUCCESS'>): void {}

  // @ts-expect-error the notice of a refund is none of an order
  @WeChatPayNotify('v2.refund')
  order(_notice: PayV2Notice<'v2.order'>): void {}

  // @ts-expect-error not every notice is of an order
  @WeChatPayNotify('v2.*')
  orders(_notice: PayV2Notice<'v2.order'>): void {}

  // @ts-expect-error a message is no notification
  @WeChatPayNotify('TRANSACTION.SUCCESS')
  message(_message: TextMessage): void {}

  // @ts-expect-error a misspelt event
  @WeChatPayNotify('TRANSACTION.SUCESS')
  misspelt(): void {}

  // @ts-expect-error a new event of another type than the method takes
  @WeChatPayNotify<BrandNew>('BRAND.NEW')
  fresh(_notification: PayNotification<'COUPON.USE'>): void {}
}

// @ts-expect-error of a refund no transfer
export type Mixed = PayNotification<'REFUND.SUCCESS', PayTransferBillResource>;
// @ts-expect-error of an event nobody knows, name the type to the decorator
export type Unknown = PayNotification<'BRAND.NEW'>;
