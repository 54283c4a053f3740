import type { PayGlobalRoute, PayV3Endpoints, PayV3Route } from '../catalog/pay.js';
import type { AnswerOf, RequestArguments } from '../client/index.js';
import type { InFen } from './fen.js';

/** The routes a merchant may call: at home and, with a global merchant, abroad. */
export type PayRoute = PayV3Route | PayGlobalRoute;

/** What a service needs of its merchant: who it is, and the typed calls. */
export interface PayApi {
  readonly name: string;
  readonly mchId: string;
  request<R extends PayRoute>(
    route: R,
    ...[options]: RequestArguments<PayV3Endpoints[R]>
  ): Promise<AnswerOf<PayV3Endpoints[R]>>;
}

/** The same of a merchant a partner (服务商) serves: the calls are the partner's. */
export interface SubMerchantApi extends PayApi {
  /** 子商户号 */
  readonly subMchId: string;
}

/** What an endpoint takes as its body. */
export type PayBody<R extends PayRoute> = PayV3Endpoints[R] extends { body?: infer Body }
  ? NonNullable<Body>
  : never;

/** What an endpoint takes in its query. */
export type PayQuery<R extends PayRoute> = PayV3Endpoints[R] extends { query?: infer Query }
  ? NonNullable<Query>
  : never;

/** What an endpoint answers. */
export type PayAnswer<R extends PayRoute> = AnswerOf<PayV3Endpoints[R]>;

/**
 * What an order takes from whoever places it: amounts in Fen, without the fields a service fills in; `notify_url` is the
 * client's unless it is given.
 */
export type OrderOf<R extends PayRoute, Filled extends string> = InFen<
  Omit<PayBody<R>, Filled | 'notify_url'>
> & { notify_url?: string };
