import type { AccountApi, OfficialAnswer } from './account.api.js';
import { type Picture, partsOf } from './picture.js';

const MAX_RATIOS = 5;

/**
 * Image processing (图像处理). Every method takes an address or a file of less than 2 MB (RangeError beyond it), and
 * throws a WeChatApiError with 101000 for an address WeChat cannot fetch, 101002 for a picture it cannot read.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Intelligent_Interface/Img_Proc.html
 * @publicApi
 */
export class ImageService {
  constructor(private readonly client: AccountApi) {}

  /** Reads the QR codes and bar codes of a picture (二维码/条码识别). Calls `POST /cv/img/qrcode`. */
  async readCodes(picture: Picture): Promise<OfficialAnswer<'POST /cv/img/qrcode'>> {
    return this.client.request('POST /cv/img/qrcode', partsOf(picture));
  }

  /**
   * Doubles the width and height of a picture (图片高清化). Calls `POST /cv/img/superresolution`.
   *
   * @returns a media_id for `media.get`, kept for three days
   */
  async superResolution(picture: Picture): Promise<string> {
    const { media_id } = await this.client.request('POST /cv/img/superresolution', partsOf(picture));
    return media_id;
  }

  /**
   * Where a picture is best cut (图片智能裁剪). Calls `POST /cv/img/aicrop`.
   *
   * @param ratios width divided by height, at most five; without them WeChat finds one itself
   * @throws {RangeError} for more than five
   */
  async crop(
    picture: Picture,
    ratios: readonly number[] = [],
  ): Promise<OfficialAnswer<'POST /cv/img/aicrop'>> {
    if (ratios.length > MAX_RATIOS) throw new RangeError(`crop takes ${MAX_RATIOS} ratios at most`);
    const { query, files } = partsOf(picture);
    const wanted = ratios.length > 0 ? { ratios: ratios.join(',') } : {};
    return this.client.request('POST /cv/img/aicrop', { query: { ...query, ...wanted }, files });
  }
}
