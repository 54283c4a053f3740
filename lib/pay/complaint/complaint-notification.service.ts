import type { PayAnswer, PayApi } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';

type Notifications = '/v3/merchant-service/complaint-notifications';

/**
 * Where WeChat Pay notifies the merchant of complaints (投诉通知回调地址); a partner's address is for all merchants it serves.
 * All methods throw a WeChatPayError when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012458679
 * @publicApi
 */
export class PayComplaintNotificationService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Sets the address (创建投诉通知回调地址). Calls `POST /v3/merchant-service/complaint-notifications`.
   *
   * @param url the client's `notifyUrl` unless it is given
   * @throws {WeChatConfigError} when there is neither
   * @throws {WeChatPayError} when there is an address already
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012458679
   */
  async create(url?: string): Promise<PayAnswer<`POST ${Notifications}`>> {
    return this.client.request('POST /v3/merchant-service/complaint-notifications', {
      body: { url: this.#urlOr(url) },
    });
  }

  /**
   * The address (查询投诉通知回调地址). Calls `GET /v3/merchant-service/complaint-notifications`.
   *
   * @throws {WeChatPayError} RESOURCE_NOT_EXISTS when there is none
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012459014
   */
  async query(): Promise<PayAnswer<`GET ${Notifications}`>> {
    return this.client.request('GET /v3/merchant-service/complaint-notifications');
  }

  /**
   * Sets another address (更新投诉通知回调地址). Calls `PUT /v3/merchant-service/complaint-notifications`.
   *
   * @param url the client's `notifyUrl` unless it is given
   * @throws {WeChatConfigError} when there is neither
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012459282
   */
  async update(url?: string): Promise<PayAnswer<`PUT ${Notifications}`>> {
    return this.client.request('PUT /v3/merchant-service/complaint-notifications', {
      body: { url: this.#urlOr(url) },
    });
  }

  /**
   * Ends the notifications (删除投诉通知回调地址). Calls `DELETE /v3/merchant-service/complaint-notifications`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012460452
   */
  async delete(): Promise<void> {
    await this.client.request('DELETE /v3/merchant-service/complaint-notifications');
  }

  #urlOr(url: string | undefined): string {
    return this.rooms.requireNotifyUrl({ notify_url: url }).notify_url;
  }
}
