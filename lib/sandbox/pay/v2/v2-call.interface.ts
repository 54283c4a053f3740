import type { PayV2Endpoints } from '../../../catalog/pay.js';
import type { XmlTree } from '../../../common/index.js';
import type { FileAnswer } from '../file.answer.js';
import type { MerchantState } from '../merchant.state.js';

type Texts<Fields> = { readonly [Name in keyof Fields]: string };
type Body<Endpoint> = Endpoint extends { body: infer Given }
  ? Texts<Given>
  : Readonly<Record<string, string>>;

/** A call that was signed by its merchant and passed the catalogue's check. */
export interface V2Call<Route extends keyof PayV2Endpoints> {
  readonly merchant: MerchantState;
  /** Every value is a text. */
  readonly body: Body<PayV2Endpoints[Route]>;
}

/** Fields of an answer, to which what every answer has is added; or a file. */
export type V2Answer = XmlTree | FileAnswer;

/**
 * What the merchant platform does for some routes of v2, one object for each group of the official documentation.
 *
 * @throws {PayRefusal} as any of its handlers may
 */
export type V2Page = {
  readonly [Route in keyof PayV2Endpoints]?: (call: V2Call<Route>) => V2Answer;
};

/** A handler whose route is no longer known to the compiler. */
export type AnyV2Handler = (call: { merchant: MerchantState; body: unknown }) => V2Answer;
