import { ImageService, OcrService, OpenApiService } from '../account/index.js';
import type { MiniProgramRoute, OfficialEndpoints } from '../catalog/index.js';
import { type ApiCaller, CatalogClient } from '../client/index.js';

export const MINI_PROGRAM_KIND = 'mini-program';

/** What a mini program is made with. */
export interface MiniProgramRooms {
  readonly caller: ApiCaller;
  readonly appSecret: string | undefined;
}

/**
 * A mini program (小程序): its services, and every route of its catalogue through `request`.
 *
 * @publicApi
 */
export class MiniProgram extends CatalogClient<OfficialEndpoints, MiniProgramRoute> {
  readonly kind = MINI_PROGRAM_KIND;
  /** 图像处理 */
  readonly image = new ImageService(this);
  /** OCR 识别 */
  readonly ocr = new OcrService(this);
  /** openApi 管理 */
  readonly openApi: OpenApiService;

  constructor(name: string, appId: string, { caller, appSecret }: MiniProgramRooms) {
    super(name, appId, caller);
    this.openApi = new OpenApiService(this, () => appSecret);
  }
}
