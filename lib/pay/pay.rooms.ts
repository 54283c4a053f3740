import { WeChatConfigError } from '../common/index.js';
import { NOTIFY_URL_NEEDED, V2_KEY_NEEDED } from './pay.messages.js';
import type { PayCaller } from './call/pay.caller.js';
import type { PaySigner } from './call/pay.signer.js';
import type { PayV2Caller } from './v2/pay-v2.caller.js';

/** What a merchant's services are made with, beside the typed calls. */
export class PayRooms {
  constructor(
    readonly caller: PayCaller,
    readonly signer: PaySigner,
    private readonly notifyUrl: string | undefined,
    private readonly v2: PayV2Caller | undefined,
  ) {}

  /** @throws {WeChatConfigError} without `apiV2Key` */
  get v2Caller(): PayV2Caller {
    if (!this.v2) throw new WeChatConfigError(V2_KEY_NEEDED(this.caller.client));
    return this.v2;
  }

  /**
   * Fills in where notifications go.
   *
   * @throws {WeChatConfigError} when neither the call nor the client says where
   */
  requireNotifyUrl<Body extends { notify_url?: string | undefined }>(
    body: Body,
  ): Body & { notify_url: string } {
    const notify_url = body.notify_url ?? this.notifyUrl;
    if (notify_url === undefined) throw new WeChatConfigError(NOTIFY_URL_NEEDED(this.caller.client));
    return { ...body, notify_url };
  }

  /** The same where a call may go without. */
  addNotifyUrl<Body extends { notify_url?: string | undefined }>(body: Body): Body {
    const notify_url = body.notify_url ?? this.notifyUrl;
    return notify_url === undefined ? body : { ...body, notify_url };
  }
}
