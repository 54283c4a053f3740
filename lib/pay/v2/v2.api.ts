import type { PayV2Endpoints } from '../../catalog/pay.js';
import type { AnswerOf, RequestArguments } from '../../client/index.js';

/** Pages a browser is sent to, which nobody calls. */
type Page = `GET /appauth/${string}` | `GET /papay/${'partner/' | ''}entrustweb`;

/** The v2 routes a merchant may call. */
export type PayV2Route = Exclude<keyof PayV2Endpoints, Page>;

/** What is filled in: who calls, a number used once, the signature. */
type FilledIn = 'mch_id' | 'mchid' | 'combine_mch_id' | 'nonce_str' | 'sign';

/** What a v2 endpoint takes and answers, what is filled in aside. */
export type PayV2Call<R extends PayV2Route> = {
  [Part in keyof PayV2Endpoints[R]]: Part extends 'body' | 'query'
    ? Omit<NonNullable<PayV2Endpoints[R][Part]>, FilledIn>
    : PayV2Endpoints[R][Part];
};

/** What a v2 service needs of its merchant: the typed calls. */
export interface PayV2Api {
  request<R extends PayV2Route>(
    route: R,
    ...[options]: RequestArguments<PayV2Call<R>>
  ): Promise<AnswerOf<PayV2Call<R>>>;
}

/** What a v2 endpoint takes as its body. */
export type PayV2Body<R extends PayV2Route> =
  PayV2Call<R> extends { body?: infer Body } ? NonNullable<Body> : never;

/** What a v2 endpoint answers. */
export type PayV2Answer<R extends PayV2Route> = AnswerOf<PayV2Call<R>>;

/** One order: by the merchant's number, or by WeChat Pay's. */
export type OneOrder =
  { out_trade_no: string; transaction_id?: undefined } | { transaction_id: string; out_trade_no?: undefined };

/** What an endpoint takes about one order. */
export type OfOneOrder<R extends PayV2Route> = Omit<PayV2Body<R>, keyof OneOrder> & OneOrder;
