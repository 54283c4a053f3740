import type { AnswerOf, RequestOptions } from '../../client/index.js';
import { type PayV2Caller, traitsOf } from './pay-v2.caller.js';
import type { PayV2Answer, PayV2Call, PayV2Route } from './v2.api.js';
import { isAboutSignature } from './v2.refusal.js';
import type { V2Contents } from './v2.request.js';

const KEY_ROUTE = 'POST /xdc/apiv2getsignkey/sign/getsignkey';
const PREFIX = '/xdc/apiv2sandbox';

/** A case of the simulation that goes wrong, by its name; without one, the amount decides. 异常用例 */
export interface PaySimulationCase {
  /** `Wechatpay-Negative-Test` */
  negativeTest?: string;
}

/**
 * The simulation of WeChat Pay (仿真测试系统) for payments by code: no money moves, and the amount decides what is answered.
 * It has a key of its own, fetched with the merchant's at the first call, and anew when it does not fit any more.
 *
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011984810
 * @publicApi
 */
export class PaySimulationService {
  #key: Promise<string> | undefined;

  constructor(private readonly caller: PayV2Caller) {}

  /**
   * Fetches the key of the simulation (获取验签秘钥), with which calls are signed from then on. Calls
   * `POST /xdc/apiv2getsignkey/sign/getsignkey`.
   *
   * @returns `sandbox_signkey`: a secret, like the APIv2 key
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011984810
   */
  async getSignKey(): Promise<string> {
    return this.#fetchKey();
  }

  /**
   * Calls a v2 endpoint in the simulation, as {@link WeChatPayV2.request} does outside it. A call whose signature is refused
   * is repeated once, with a new key.
   *
   * @param route as outside the simulation: `'POST /pay/micropay'`
   * @throws what {@link WeChatPayV2.request} throws
   */
  async request<R extends PayV2Route & `POST /${string}`>(
    route: R,
    options: RequestOptions<PayV2Call<R>> & PaySimulationCase,
  ): Promise<AnswerOf<PayV2Call<R>>> {
    const { negativeTest, ...given } = options as V2Contents & PaySimulationCase;
    const headers = negativeTest === undefined ? undefined : { 'wechatpay-negative-test': negativeTest };
    const contents = { ...given, headers };
    const call = async (key: string): Promise<unknown> =>
      this.caller.withKey(key).call(route.replace(' ', ` ${PREFIX}`), contents, traitsOf(route));

    const held = this.#key ?? this.#fetchKey();
    const key = await held;
    try {
      return (await call(key)) as AnswerOf<PayV2Call<R>>;
    } catch (error) {
      if (!isAboutSignature(error)) throw error;
    }
    if (this.#key === held) this.#key = undefined; // else another call has fetched it anew
    return (await call(await (this.#key ?? this.#fetchKey()))) as AnswerOf<PayV2Call<R>>;
  }

  #fetchKey(): Promise<string> {
    const key = this.#askForKey();
    this.#key = key;
    key.catch(() => {
      if (this.#key === key) this.#key = undefined; // the next call asks again
    });
    return key;
  }

  async #askForKey(): Promise<string> {
    const { sandbox_signkey } = (await this.caller.call(KEY_ROUTE)) as PayV2Answer<typeof KEY_ROUTE>;
    return sandbox_signkey;
  }
}
