import type { BodyOf, OpenPlatformApi } from './open-platform.api.js';

const MAX_ACCOUNTS = 100;

/** The page of orders (`path`), the mini programs it is for, and what shows the reviewers that it works. */
export type OrderPathApplication = BodyOf<'POST /wxa/security/applysetorderpathinfo'>['batch_req'] & {
  appid_list: string[];
};

/**
 * The page of orders (订单页 path), which the order centre of WeChat opens. `platform.authorizer(appId).profile` tells how it
 * stands with one mini program.
 *
 * @publicApi
 */
export class OpenPlatformOrderPathService {
  constructor(private readonly client: OpenPlatformApi) {}

  /**
   * Asks for it, for many mini programs in one go (申请设置订单页path信息). Calls `POST /wxa/security/applysetorderpathinfo`.
   *
   * @param application `appid_list` 1 to 100 mini programs
   * @throws {RangeError} for none or more
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/applySetOrderPathInfo.html
   */
  async apply(application: OrderPathApplication): Promise<void> {
    const { length } = application.appid_list;
    if (length < 1 || length > MAX_ACCOUNTS) {
      throw new RangeError(`appid_list takes 1 to ${MAX_ACCOUNTS} accounts, not ${length}`);
    }
    await this.client.request('POST /wxa/security/applysetorderpathinfo', {
      body: { batch_req: application },
    });
  }
}
