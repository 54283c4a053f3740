import type { AnswerOf, RequestOptions } from '../../client/index.js';
import { type PayV2Caller, traitsOf } from './pay-v2.caller.js';
import type { PayV2Answer, PayV2Call, PayV2Route } from './v2.api.js';
import type { V2Contents } from './v2.request.js';

const KEY_ROUTE = 'POST /xdc/apiv2getsignkey/sign/getsignkey';
const PREFIX = '/xdc/apiv2sandbox';

/** A case of the sandbox that goes wrong, by its name; without one, the amount decides. 异常用例 */
export interface SandboxCase {
  /** `Wechatpay-Negative-Test` */
  negativeTest?: string;
}

/**
 * The sandbox of WeChat Pay (仿真测试系统) for payments by code: no money moves, and the amount decides what is answered. It
 * has a key of its own, fetched with the merchant's at the first call.
 *
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011984810
 * @publicApi
 */
export class PaySandboxService {
  #key: Promise<string> | undefined;

  constructor(private readonly caller: PayV2Caller) {}

  /**
   * Fetches the key of the sandbox (获取验签秘钥), with which calls are signed from then on. Calls
   * `POST /xdc/apiv2getsignkey/sign/getsignkey`.
   *
   * @returns `sandbox_signkey`: a secret, like the APIv2 key
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011984810
   */
  async getSignKey(): Promise<string> {
    const key = this.#fetchKey();
    this.#key = key;
    key.catch(() => (this.#key = undefined)); // the next call asks again
    return key;
  }

  /**
   * Calls a v2 endpoint in the sandbox, as {@link WeChatPayV2.request} does outside it.
   *
   * @param route as outside the sandbox: `'POST /pay/micropay'`
   * @throws what {@link WeChatPayV2.request} throws
   */
  async request<R extends PayV2Route & `POST /${string}`>(
    route: R,
    options: RequestOptions<PayV2Call<R>> & SandboxCase,
  ): Promise<AnswerOf<PayV2Call<R>>> {
    const key = await (this.#key ?? this.getSignKey());
    const { negativeTest, ...contents } = options as V2Contents & SandboxCase;
    const headers = negativeTest === undefined ? undefined : { 'wechatpay-negative-test': negativeTest };
    const answer = await this.caller
      .withKey(key)
      .call(route.replace(' ', ` ${PREFIX}`), { ...contents, headers }, traitsOf(route));
    return answer as AnswerOf<PayV2Call<R>>;
  }

  async #fetchKey(): Promise<string> {
    const { sandbox_signkey } = (await this.caller.call(KEY_ROUTE)) as PayV2Answer<typeof KEY_ROUTE>;
    return sandbox_signkey;
  }
}
