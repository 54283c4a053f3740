import type { UploadFile } from '../catalog/pay.js';
import type { PayApi } from './pay.api.js';
import { partsOfUpload } from './upload.js';

const MEGABYTE = 1024 * 1024;
const MAX_IMAGE = 5 * MEGABYTE;
const MAX_VIDEO = 20 * MEGABYTE;
const MAX_MARKETING_IMAGE = 2 * MEGABYTE;

/**
 * Pictures and videos other calls refer to (图片上传, 视频上传). Every method takes the bytes of a file or, as of
 * `uploadFrom`, a stream of them, and throws a RangeError for a file that is empty or too large, before anything is sent;
 * a WeChatPayError when WeChat Pay refuses.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4012760432
 * @publicApi
 */
export class PayMediaService {
  constructor(private readonly client: PayApi) {}

  /**
   * Uploads a picture (图片上传), as applications of merchants (进件) want it. Calls `POST /v3/merchant/media/upload`.
   *
   * @param image JPG, BMP or PNG, by its extension too; 2 MB at most, for some products 5 MB
   * @returns its `media_id`
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012760432
   */
  async image(image: UploadFile): Promise<string> {
    const parts = await partsOfUpload(image, MAX_IMAGE);
    const { media_id } = await this.client.request('POST /v3/merchant/media/upload', parts);
    return media_id;
  }

  /**
   * Uploads a video (视频上传). Calls `POST /v3/merchant/media/video_upload`.
   *
   * @param video AVI, WMV, MPEG, MP4, MOV, MKV, FLV, F4V, M4V or RMVB, by its extension too; 5 MB at most, for some products
   *   20 MB
   * @returns its `media_id`
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012761084
   */
  async video(video: UploadFile): Promise<string> {
    const parts = await partsOfUpload(video, MAX_VIDEO);
    const { media_id } = await this.client.request('POST /v3/merchant/media/video_upload', parts);
    return media_id;
  }

  /**
   * Uploads a picture for coupons and other marketing (图片上传, 营销专用). Calls
   * `POST /v3/marketing/favor/media/image-upload`.
   *
   * @param image JPG, BMP or PNG, by its extension too; 2 MB at most
   * @returns its address, `media_url`
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012557233
   */
  async marketingImage(image: UploadFile): Promise<string> {
    const parts = await partsOfUpload(image, MAX_MARKETING_IMAGE);
    const { media_url } = await this.client.request('POST /v3/marketing/favor/media/image-upload', parts);
    return media_url;
  }
}
