import type {
  SandboxNotificationOptions,
  SandboxNotified,
} from '../../interfaces/merchant-notification.interface.js';
import type { MerchantState } from '../merchant.state.js';
import { newNotificationId } from '../pay.identifiers.js';
import { writeNotice } from './notice.writer.js';
import { Notifier } from './notifier.js';

/** What WeChat Pay says of an event, by the first word of its name. */
const EVENTS: ReadonlyMap<string, readonly [originalType: string, summary: string]> = new Map([
  ['TRANSACTION', ['transaction', '支付成功']],
  ['REFUND', ['refund', '退款结果']],
  ['MCHTRANSFER', ['mch_payment', '商家转账单据终态通知']],
  ['COMPLAINT', ['complaint', '投诉通知']],
  ['COUPON', ['coupon', '代金券通知']],
  ['PROFITSHARING', ['profitsharing', '分账动账通知']],
  ['PAYSCORE', ['payscore', '微信支付分通知']],
]);

/** Tells an application what happened, in the form of v3. */
export class V3Notifier {
  readonly #notifier: Notifier;

  constructor(private readonly merchant: MerchantState) {
    this.#notifier = new Notifier(merchant);
  }

  /** @throws {SandboxPushError} when there was no answer at all */
  async tell(
    eventType: string,
    resource: object,
    address: string | undefined,
    options: SandboxNotificationOptions = {},
  ): Promise<SandboxNotified> {
    const { merchant } = this;
    const [originalType, summary] = EVENTS.get(eventType.split('.')[0] as string) ?? ['notification', '通知'];
    const opened = JSON.stringify(resource);
    const { id = newNotificationId() } = options;
    const notice = { id, eventType, summary, originalType, resource: opened };
    const parcel = {
      id,
      kind: eventType,
      opened,
      contentType: 'application/json',
      write: () => writeNotice(merchant, notice, options),
      isTaken: ({ status }: { status: number }) => status === 200 || status === 204,
    };
    return this.#notifier.tell(parcel, address ?? merchant.notifyUrl, options);
  }
}
