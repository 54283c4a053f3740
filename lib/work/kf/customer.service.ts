import type { WorkAgentApi, WorkAnswer } from '../work.api.js';

const MAX_CUSTOMERS = 100;

/** What a customer is offered: a member to add, or a group to join. 升级服务 */
export type WorkKfUpgrade =
  | { readonly userId: string; readonly wording?: string | undefined }
  | { readonly chatId: string; readonly wording?: string | undefined };

/** 专员服务, 客户群服务 */
const TO_MEMBER = 1;
const TO_GROUP = 2;

/**
 * The customers of customer service, and what becomes of them (客户基础信息, 升级服务).
 *
 * @see https://developer.work.weixin.qq.com/document/path/95159
 * @publicApi
 */
export class WorkKfCustomerService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Customers who wrote within 48 hours (获取客户基础信息). Calls `POST /cgi-bin/kf/customer/batchget`.
   *
   * @param externalUserIds at most 100
   * @param withSession whether to tell from where they came last
   * @returns the customers, and the ids that are none
   * @throws {RangeError} for none or more than a hundred
   * @see https://developer.work.weixin.qq.com/document/path/95159
   */
  async batchGet(
    externalUserIds: readonly string[],
    withSession = false,
  ): Promise<WorkAnswer<'POST /cgi-bin/kf/customer/batchget'>> {
    const count = externalUserIds.length;
    if (count < 1 || count > MAX_CUSTOMERS)
      throw new RangeError(`1 to ${MAX_CUSTOMERS} customers are asked for at once, not ${count}`);
    return this.client.request('POST /cgi-bin/kf/customer/batchget', {
      body: {
        external_userid_list: [...externalUserIds],
        need_enter_session_context: withSession ? 1 : 0,
      },
    });
  }

  /**
   * The members and groups customers may be offered (获取配置的专员与客户群). Calls
   * `GET /cgi-bin/kf/customer/get_upgrade_service_config`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94674
   */
  getUpgradeConfig(): Promise<WorkAnswer<'GET /cgi-bin/kf/customer/get_upgrade_service_config'>> {
    return this.client.request('GET /cgi-bin/kf/customer/get_upgrade_service_config');
  }

  /**
   * Offers a customer a member to add, or a group to join, in the conversation (为客户升级为专员或客户群服务). Calls
   * `POST /cgi-bin/kf/customer/upgrade_service`.
   *
   * @param upgrade a member or a group of {@link getUpgradeConfig}, and words to go with the offer
   * @see https://developer.work.weixin.qq.com/document/path/94674
   */
  async upgrade(openKfId: string, externalUserId: string, upgrade: WorkKfUpgrade): Promise<void> {
    const { wording } = upgrade;
    const words = wording === undefined ? {} : { wording };
    await this.client.request('POST /cgi-bin/kf/customer/upgrade_service', {
      body: {
        open_kfid: openKfId,
        external_userid: externalUserId,
        ...('userId' in upgrade
          ? { type: TO_MEMBER, member: { userid: upgrade.userId, ...words } }
          : { type: TO_GROUP, groupchat: { chat_id: upgrade.chatId, ...words } }),
      },
    });
  }

  /**
   * Takes back an offer the customer has not taken up (为客户取消推荐). Calls `POST /cgi-bin/kf/customer/cancel_upgrade_service`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94674
   */
  async cancelUpgrade(openKfId: string, externalUserId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/kf/customer/cancel_upgrade_service', {
      body: { open_kfid: openKfId, external_userid: externalUserId },
    });
  }

  /**
   * Whether the corporation has bound a Channels account (获取视频号绑定状态). Calls `GET /cgi-bin/kf/get_corp_qualification`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95153
   */
  async hasChannels(): Promise<boolean> {
    const { wechat_channels_binding } = await this.client.request('GET /cgi-bin/kf/get_corp_qualification');
    return wechat_channels_binding;
  }
}
