import type { Readable } from 'node:stream';
import type { UploadFile } from '../../catalog/index.js';
import type { CallOptions } from '../../client/index.js';
import { eachItem } from '../../common/index.js';
import { type ComplaintSpan, spansOf } from './complaint.span.js';
import type { PayAnswer, PayApi, PayBody, PayRoute } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';
import { partsOfUpload } from '../upload.js';

const PAGE = 50;
const HISTORY_PAGE = 100;
/** Pictures are not signed, and have no hash: from elsewhere anything might come. */
const IMAGES = ['/v3/merchant-service/images/', '/v3/global/merchant-service/images/'];
const MAX_IMAGE = 2 * 1024 * 1024;

type Complaints = '/v3/merchant-service/complaints-v2';
type One = `${Complaints}/{complaint_id}`;
type Given<R extends `POST ${One}/${string}` & PayRoute> = Omit<PayBody<R>, 'complainted_mchid'>;

/** A complaint, as lists tell of it. */
export type PayListedComplaint = PayAnswer<`GET ${Complaints}`>['data'][number];
/** A complaint; `payer_phone` is open. */
export type PayComplaint = PayAnswer<`GET ${One}`>;
/** What was said, or done, about a complaint. */
export type PayComplaintNegotiation = PayAnswer<`GET ${One}/negotiation-historys`>['data'][number];
/** What the merchant says; `response_images` are of {@link PayComplaintService.uploadImage}. */
export type PayComplaintResponse = Given<`POST ${One}/response`>;
/** Whether the merchant refunds. */
export type PayComplaintRefundProgress = Given<`POST ${One}/update-refund-progress`>;
/** What the merchant says to somebody who waits for it. */
export type PayComplaintImmediateResponse = Given<`POST ${One}/response-immediate-service`>;

/**
 * Complaints of payers (消费者投诉2.0). A partner's are those about all merchants it serves; {@link PaySubMerchant} has those
 * about one. All methods throw a WeChatPayError when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012533431
 * @publicApi
 */
export class PayComplaintService {
  /** @param subMchId the merchant a partner answers for */
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
    private readonly subMchId?: string,
  ) {}

  /**
   * Complaints of a span of dates, however long, page after page (查询投诉单列表). Calls
   * `GET /v3/merchant-service/complaints-v2` for every 50, and every 30 days; a page that fails throws.
   *
   * @throws {RangeError} for what is no date, before anything is sent
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012533431
   */
  async *list(dates: ComplaintSpan): AsyncGenerator<PayListedComplaint, void, undefined> {
    const whose = this.subMchId === undefined ? {} : { complainted_mchid: this.subMchId };
    for (const span of spansOf(dates)) {
      yield* eachItem(PAGE, async (offset, limit) => {
        const { data, total_count } = await this.client.request('GET /v3/merchant-service/complaints-v2', {
          query: { ...whose, ...span, limit, offset },
        });
        return { items: data, total: total_count };
      });
    }
  }

  /**
   * A complaint (查询投诉单详情). Calls `GET /v3/merchant-service/complaints-v2/{complaint_id}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012533436
   */
  async query(complaint_id: string): Promise<PayComplaint> {
    return this.client.request('GET /v3/merchant-service/complaints-v2/{complaint_id}', {
      path: { complaint_id },
    });
  }

  /**
   * What was said and done about a complaint, page after page (查询投诉单协商历史). Calls
   * `GET /v3/merchant-service/complaints-v2/{complaint_id}/negotiation-historys` for every 100; a page that fails throws.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012533439
   */
  listNegotiations(complaint_id: string): AsyncGenerator<PayComplaintNegotiation, void, undefined> {
    return eachItem(HISTORY_PAGE, async (offset, limit) => {
      const { data, total_count } = await this.client.request(
        'GET /v3/merchant-service/complaints-v2/{complaint_id}/negotiation-historys',
        { path: { complaint_id }, query: { limit, offset } },
      );
      return { items: data, total: total_count };
    });
  }

  /**
   * Answers the person (回复用户). Calls `POST /v3/merchant-service/complaints-v2/{complaint_id}/response`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012467254
   */
  async respond(complaint_id: string, response: PayComplaintResponse): Promise<void> {
    await this.client.request('POST /v3/merchant-service/complaints-v2/{complaint_id}/response', {
      path: { complaint_id },
      body: { ...response, complainted_mchid: this.#complainted },
    });
  }

  /**
   * Answers a person who waits for it (回复需要即时服务的投诉单): `need_immediate_service` of the complaint tells. Calls
   * `POST /v3/merchant-service/complaints-v2/{complaint_id}/response-immediate-service`.
   *
   * @param response `idempotent_id` stands for one message for ever
   */
  async respondImmediately(
    complaint_id: string,
    response: PayComplaintImmediateResponse,
  ): Promise<PayAnswer<`POST ${One}/response-immediate-service`>> {
    return this.client.request(
      'POST /v3/merchant-service/complaints-v2/{complaint_id}/response-immediate-service',
      { path: { complaint_id }, body: { ...response, complainted_mchid: this.#complainted } },
    );
  }

  /**
   * Says that a complaint is dealt with (反馈处理完成). Calls
   * `POST /v3/merchant-service/complaints-v2/{complaint_id}/complete`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012467255
   */
  async complete(complaint_id: string): Promise<void> {
    await this.client.request('POST /v3/merchant-service/complaints-v2/{complaint_id}/complete', {
      path: { complaint_id },
      body: { complainted_mchid: this.#complainted },
    });
  }

  /**
   * Says whether the merchant refunds, where a refund was asked for (更新退款审批结果); the refund itself is made as any other.
   * Calls `POST /v3/merchant-service/complaints-v2/{complaint_id}/update-refund-progress`.
   *
   * @param progress `action` is APPROVE, with `launch_refund_day`, or REJECT, with `reject_reason`
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012467256
   */
  async updateRefundProgress(complaint_id: string, progress: PayComplaintRefundProgress): Promise<void> {
    await this.client.request(
      'POST /v3/merchant-service/complaints-v2/{complaint_id}/update-refund-progress',
      { path: { complaint_id }, body: progress },
    );
  }

  /**
   * Uploads a picture for an answer (商户上传反馈图片). Calls `POST /v3/merchant-service/images/upload`.
   *
   * @param image JPG, BMP or PNG, by its extension too; 2 MB at most
   * @returns its `media_id`
   * @throws {RangeError} for a file that is empty or too large
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012467250
   */
  async uploadImage(image: UploadFile): Promise<string> {
    const parts = await partsOfUpload(image, MAX_IMAGE);
    const { media_id } = await this.client.request('POST /v3/merchant-service/images/upload', parts);
    return media_id;
  }

  /**
   * A picture of a complaint, as it comes (图片请求接口). Calls `GET /v3/merchant-service/images/{media_id}`. WeChat Pay does not
   * sign it, and gives out no picture by the id of the merchant's own upload.
   *
   * @param image its address, as complaints and what was said of them name it, or its `media_id`
   * @throws {WeChatConfigError} for an address that is none of WeChat Pay's pictures: who reads a signed request may use it
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012467251
   */
  async image(image: string, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<Readable> {
    const { caller } = this.rooms;
    if (URL.canParse(image)) return caller.download(image, IMAGES, signal);
    const contents = { path: { media_id: image }, signal, stream: true };
    return (await caller.call('GET /v3/merchant-service/images/{media_id}', contents)) as Readable;
  }

  get #complainted(): string {
    return this.subMchId ?? this.client.mchId;
  }
}
