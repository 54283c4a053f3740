import { Readable } from 'node:stream';
import type { ComplaintState } from '../../complaint.state.js';
import { FileAnswer } from '../../file.answer.js';
import type { MerchantState } from '../../merchant.state.js';
import { checkSubMerchant } from '../../order.rules.js';
import { invalidRequest, notFound, paramError } from '../../pay.refusal.js';
import { dateOf } from '../../pay.times.js';
import { complaintAnswer, negotiationAnswer } from '../complaint.answer.js';
import type { PayPage } from '../pay-call.interface.js';

const LIMIT = 10;
const IMAGE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/bmp'];
const LARGEST_IMAGE = 2 * 1024 * 1024;

function find({ complaints: { complaints } }: MerchantState, complaintId: string): ComplaintState {
  const complaint = complaints.get(complaintId);
  if (!complaint) throw notFound('投诉单不存在');
  return complaint;
}

/** One page of a list. @param size as it was asked for */
function slice<T>(
  all: readonly T[],
  size: { limit?: string; offset?: string },
): { data: readonly T[]; limit: number; offset: number } {
  const limit = Number(size.limit ?? LIMIT);
  const offset = Number(size.offset ?? 0);
  return { data: all.slice(offset, offset + limit), limit, offset };
}

function checkComplainted(merchant: MerchantState, mchId: string): void {
  if (mchId !== merchant.mchId) checkSubMerchant(merchant, mchId);
}

function subscribe({ mchId, complaints }: MerchantState, url: string): object {
  complaints.notifyUrl = url;
  return { mchid: mchId, url };
}

/** 消费者投诉 @see https://pay.weixin.qq.com/doc/v3/merchant/4012289719 */
export const complaintPage: PayPage = {
  'GET /v3/merchant-service/complaints-v2'({ merchant, query }) {
    const { begin_date, end_date, complainted_mchid } = query;
    const all = [...merchant.complaints.complaints.values()].filter(({ createdAt, order: { parties } }) => {
      const date = dateOf(createdAt);
      const mchId = parties.subMchId ?? parties.mchId;
      return date >= begin_date && date <= end_date && (complainted_mchid ?? mchId) === mchId;
    });
    const { data, ...size } = slice(all, query);
    return { data: data.map((one) => complaintAnswer(merchant, one)), ...size, total_count: all.length };
  },
  'GET /v3/merchant-service/complaints-v2/{complaint_id}': ({ merchant, path }) =>
    complaintAnswer(merchant, find(merchant, path.complaint_id)),
  'GET /v3/merchant-service/complaints-v2/{complaint_id}/negotiation-historys'({ merchant, path, query }) {
    const all = negotiationAnswer(merchant, find(merchant, path.complaint_id));
    return { ...slice(all, query), total_count: all.length };
  },
  'POST /v3/merchant-service/complaints-v2/{complaint_id}/response'({ merchant, path, body }) {
    const complaint = find(merchant, path.complaint_id);
    const { complainted_mchid, response_content: content, response_images: images = [] } = body;
    checkComplainted(merchant, complainted_mchid);
    const unknown = images.find((id) => !merchant.complaints.image(id));
    if (unknown !== undefined) throw paramError(`response_images 中的 ${unknown} 不存在`);
    if (complaint.state === 'PROCESSED') throw invalidRequest('投诉单已处理完成');
    complaint.note('商家', 'MERCHANT_RESPONSE', content, images, merchant.now());
    complaint.state = 'PROCESSING';
    return undefined;
  },
  'POST /v3/merchant-service/complaints-v2/{complaint_id}/complete'({ merchant, path, body }) {
    const complaint = find(merchant, path.complaint_id);
    checkComplainted(merchant, body.complainted_mchid);
    if (complaint.state === 'PROCESSED') throw invalidRequest('投诉单已处理完成');
    complaint.note('商家', 'MERCHANT_CONFIRM_COMPLETE', '', [], merchant.now());
    complaint.state = 'PROCESSED';
    return undefined;
  },
  'POST /v3/merchant-service/complaint-notifications': ({ merchant, body }) => subscribe(merchant, body.url),
  'PUT /v3/merchant-service/complaint-notifications': ({ merchant, body }) => subscribe(merchant, body.url),
  'GET /v3/merchant-service/complaint-notifications'({ merchant: { mchId, complaints } }) {
    if (complaints.notifyUrl === undefined) throw notFound('没有投诉通知回调地址');
    return { mchid: mchId, url: complaints.notifyUrl };
  },
  'DELETE /v3/merchant-service/complaint-notifications'({ merchant: { complaints } }) {
    complaints.notifyUrl = undefined;
    return undefined;
  },
  'POST /v3/merchant-service/images/upload'({ merchant, files: { file } }) {
    if (!IMAGE_TYPES.includes(file.contentType)) throw paramError('图片只能是 JPG、BMP、PNG');
    if (file.content.length > LARGEST_IMAGE) throw paramError('图片不能超过 2M');
    return { media_id: merchant.complaints.addImage(file) };
  },
  'GET /v3/merchant-service/images/{media_id}'({ merchant, path }) {
    const image = merchant.complaints.image(path.media_id);
    if (!image) throw notFound('图片不存在');
    const { content, contentType } = image;
    return new FileAnswer(() => Readable.from([content]), contentType, content.length);
  },
};
