import type { ComplaintState } from '../complaint.state.js';
import type { MerchantState } from '../merchant.state.js';
import { rfc3339 } from '../pay.times.js';

/** Where the merchant fetches a picture, signed as any request. */
export const imageUrl = ({ world }: MerchantState, id: string): string =>
  `${world.url}/pay-v3/v3/merchant-service/images/${id}`;

/** A complaint, as lists and queries tell of it. */
export function complaintAnswer(merchant: MerchantState, complaint: ComplaintState): object {
  const { order, complaintId, createdAt, detail, state, phone, images } = complaint;
  return {
    complaint_id: complaintId,
    complaint_time: rfc3339(createdAt),
    complaint_detail: detail,
    complaint_state: state,
    complainted_mchid: order.parties.subMchId ?? order.parties.mchId,
    payer_phone: phone,
    payer_openid: order.openid,
    complaint_order_info: [
      { transaction_id: order.transactionId, out_trade_no: order.outTradeNo, amount: order.total },
    ],
    complaint_media_list:
      images.length === 0
        ? []
        : [{ media_type: 'USER_COMPLAINT_IMAGE', media_url: images.map((id) => imageUrl(merchant, id)) }],
    problem_type: 'OTHERS',
    problem_description: '其他类型',
    complaint_full_refunded: order.refunded === order.total,
    incoming_user_response: false,
    user_complaint_times: 1,
  };
}

/** What was said about a complaint, the newest first. */
export const negotiationAnswer = (merchant: MerchantState, { history }: ComplaintState): object[] =>
  history.toReversed().map(({ logNo, at, operator, kind, text, images }) => ({
    log_id: logNo,
    operator,
    operate_time: rfc3339(at),
    operate_type: kind,
    operate_details: text,
    image_list: images.map((id) => imageUrl(merchant, id)),
  }));
