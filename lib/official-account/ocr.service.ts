import { OcrService, partsOf, type Picture } from '../account/index.js';
import type { OfficialAccountApi } from './official-account.api.js';

/**
 * Reads documents (OCR 识别), and number plates, which WeChat reads for official accounts alone.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Intelligent_Interface/OCR.html
 * @publicApi
 */
export class OfficialAccountOcrService extends OcrService {
  constructor(protected override readonly client: OfficialAccountApi) {
    super(client);
  }

  /** The number of a number plate (车牌). Calls `POST /cv/ocr/platenum`. */
  async plateNumber(picture: Picture): Promise<string> {
    const { number } = await this.client.request('POST /cv/ocr/platenum', partsOf(picture));
    return number;
  }
}
