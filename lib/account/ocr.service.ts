import type { AccountApi, OfficialAnswer } from './account.api.js';
import { type Picture, partsOf } from './picture.js';

/** How the picture was taken: with a background around the document (拍照), or without (扫描). */
export type OcrMode = 'photo' | 'scan';

/**
 * Reads documents (OCR 识别). Every method takes an address or a file of less than 2 MB (RangeError beyond it), and
 * throws a WeChatApiError with 101000 for an address WeChat cannot fetch, 101001 when it finds no such document, 101002
 * for a picture it cannot read, 101003 when the bought calls are used up.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Intelligent_Interface/OCR.html
 * @publicApi
 */
export class OcrService {
  constructor(protected readonly client: AccountApi) {}

  /** An identity card (身份证), either side; `type` tells which, `Front` or `Back`. Calls `POST /cv/ocr/idcard`. */
  async idCard(picture: Picture, mode?: OcrMode): Promise<OfficialAnswer<'POST /cv/ocr/idcard'>> {
    return this.client.request('POST /cv/ocr/idcard', withMode(picture, mode));
  }

  /** The number of a bank card (银行卡). Calls `POST /cv/ocr/bankcard`. */
  async bankCard(picture: Picture, mode?: OcrMode): Promise<string> {
    const { number } = await this.client.request('POST /cv/ocr/bankcard', withMode(picture, mode));
    return number;
  }

  /** A vehicle licence (行驶证), either side. Calls `POST /cv/ocr/driving`. */
  async vehicleLicense(picture: Picture, mode?: OcrMode): Promise<OfficialAnswer<'POST /cv/ocr/driving'>> {
    return this.client.request('POST /cv/ocr/driving', withMode(picture, mode));
  }

  /** A driving licence (驾驶证). Calls `POST /cv/ocr/drivinglicense`. */
  async drivingLicense(
    picture: Picture,
    mode?: OcrMode,
  ): Promise<OfficialAnswer<'POST /cv/ocr/drivinglicense'>> {
    return this.client.request('POST /cv/ocr/drivinglicense', withMode(picture, mode));
  }

  /** A business licence (营业执照). Calls `POST /cv/ocr/bizlicense`. */
  async businessLicense(
    picture: Picture,
    mode?: OcrMode,
  ): Promise<OfficialAnswer<'POST /cv/ocr/bizlicense'>> {
    return this.client.request('POST /cv/ocr/bizlicense', withMode(picture, mode));
  }

  /** Printed text, line by line (通用印刷体). Calls `POST /cv/ocr/comm`. */
  async printedText(picture: Picture): Promise<OfficialAnswer<'POST /cv/ocr/comm'>> {
    return this.client.request('POST /cv/ocr/comm', partsOf(picture));
  }
}

function withMode(picture: Picture, type: OcrMode | undefined) {
  const { query, files } = partsOf(picture);
  return { query: { ...query, ...(type === undefined ? {} : { type }) }, files };
}
