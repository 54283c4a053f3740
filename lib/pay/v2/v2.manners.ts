import type { PayV2SignType } from '../../crypto/index.js';
import { pathOf } from '../../http/index.js';

/** How a v2 call names its merchant and is signed: routes differ, and their pages say so. */
export interface V2Manner {
  /** The field the merchant is named in. */
  readonly merchant: 'mch_id' | 'mchid' | 'combine_mch_id';
  /** How it is signed unless the call says otherwise. */
  readonly signType: PayV2SignType;
  /** Whether the call says how it is signed (`sign_type`). */
  readonly saysSignType: boolean;
  readonly hasNonce: boolean;
  /** Whether the answer is signed. */
  readonly isAnswerSigned: boolean;
}

/** Pages without `sign_type`, or with MD5 as the only one: marketing, transfers, contracts, customs, merchants, the simulation's key. */
const MD5_ALONE =
  /^\/(?:mmpaymkttransfers|mmpaysptrans|papay|cgi-bin\/mch|secapi\/mch|sandboxnew|xdc\/apiv2getsignkey)\/|^\/pay\/(?:partner\/)?(?:pappayapply|paporderquery|contractorder)$/;
/** Signed with HMAC-SHA256, and told nothing of it. */
const H5_CONTRACT = /^\/papay\/(?:partner\/)?h5entrustweb$/;
/** The simulation of WeChat Pay (仿真测试系统) was made for MD5. */
const SIMULATION = /^\/xdc\/apiv2sandbox\//;
const WITHOUT_NONCE = /^\/(?:cgi-bin\/mch|papay|secapi\/mch)\/|^\/pay\/queryexchagerate$/;
/** Money that goes out to people, and what is asked of it: the answers of those pages name no `sign`. Coupons are signed. */
const UNSIGNED_PAYOUT = /^\/mmpaysptrans\/|^\/mmpaymkttransfers\/(?!querycouponsinfo$|send_coupon$)/;
const UNSIGNED =
  /^\/(?:payitil\/report|risk\/(?:getpublickey|getviolation)|mchrisk\/(?:querymchrisk|setmchriskcallback|syncmchriskresult)|secapi\/mch\/submchmanage|sandboxnew\/pay\/getsignkey|xdc\/apiv2getsignkey\/sign\/getsignkey)$/;

const MERCHANT_FIELDS: Readonly<Record<string, V2Manner['merchant']>> = {
  '/mmpaymkttransfers/promotion/transfers': 'mchid',
  '/pay/combinedorder': 'combine_mch_id',
  '/pay/closecombinedorder': 'combine_mch_id',
  '/pay/querycombinedorder': 'combine_mch_id',
};

/** How a route wants its calls. @see https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=4_3 */
export function mannerOf(route: string): V2Manner {
  const path = pathOf(route);
  const isH5Contract = H5_CONTRACT.test(path);
  const takesMd5Alone = MD5_ALONE.test(path) && !isH5Contract;
  return {
    merchant: MERCHANT_FIELDS[path] ?? 'mch_id',
    signType: takesMd5Alone || SIMULATION.test(path) ? 'MD5' : 'HMAC-SHA256',
    saysSignType: !takesMd5Alone && !isH5Contract,
    hasNonce: !WITHOUT_NONCE.test(path),
    isAnswerSigned: !(isH5Contract || UNSIGNED_PAYOUT.test(path) || UNSIGNED.test(path)),
  };
}
