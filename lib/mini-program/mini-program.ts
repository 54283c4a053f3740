import { ImageService, OcrService, OpenApiService } from '../account/index.js';
import type { MiniProgramRoute, OfficialEndpoints } from '../catalog/index.js';
import { type ApiCaller, CatalogClient } from '../client/index.js';
import { MiniProgramAnalysisService } from './analysis.service.js';
import { MiniProgramCodeService } from './code.service.js';
import { MiniProgramCustomMessageService } from './custom-message.service.js';
import { MiniProgramLinkService } from './link.service.js';
import { MiniProgramLiveGoodsService } from './live-goods.service.js';
import { MiniProgramLiveRoleService } from './live-role.service.js';
import { MiniProgramLiveRoomService } from './live-room.service.js';
import { MiniProgramLiveSubscribeService } from './live-subscribe.service.js';
import { MiniProgramLoginService } from './login.service.js';
import { MiniProgramMediaService } from './media.service.js';
import { MiniProgramNearbyPoiService } from './nearby-poi.service.js';
import { MiniProgramPluginService } from './plugin.service.js';
import { MiniProgramSearchService } from './search.service.js';
import { MiniProgramSecurityService } from './security.service.js';
import { MiniProgramShippingService } from './shipping.service.js';
import { MiniProgramStoreService } from './store.service.js';
import { MiniProgramSubscribeMessageService } from './subscribe-message.service.js';
import { MiniProgramUserInfoService } from './user-info.service.js';
import type { VirtualPaymentOptions } from './virtual-payment.options.js';
import { MiniProgramVirtualPaymentService } from './virtual-payment.service.js';

export const MINI_PROGRAM_KIND = 'mini-program';

/** What a mini program is made with. */
export interface MiniProgramRooms {
  readonly caller: ApiCaller;
  readonly appSecret: string | undefined;
  readonly virtualPayment: VirtualPaymentOptions | undefined;
}

/**
 * A mini program (小程序): its services, and every route of its catalogue through `request`.
 *
 * @publicApi
 */
export class MiniProgram extends CatalogClient<OfficialEndpoints, MiniProgramRoute> {
  readonly kind = MINI_PROGRAM_KIND;
  /** 数据分析 */
  readonly analysis = new MiniProgramAnalysisService(this);
  /** 小程序码 */
  readonly code = new MiniProgramCodeService(this);
  /** 客服消息 */
  readonly customMessage = new MiniProgramCustomMessageService(this);
  /** 图像处理 */
  readonly image = new ImageService(this);
  /** URL Scheme、URL Link、Short Link */
  readonly link = new MiniProgramLinkService(this);
  /** 直播商品 */
  readonly liveGoods = new MiniProgramLiveGoodsService(this);
  /** 直播成员 */
  readonly liveRole = new MiniProgramLiveRoleService(this);
  /** 直播间 */
  readonly liveRoom = new MiniProgramLiveRoomService(this);
  /** 直播长期订阅 */
  readonly liveSubscribe = new MiniProgramLiveSubscribeService(this);
  /** 小程序登录 */
  readonly login: MiniProgramLoginService;
  /** 临时素材 */
  readonly media = new MiniProgramMediaService(this);
  /** 附近的小程序 */
  readonly nearbyPoi = new MiniProgramNearbyPoiService(this);
  /** OCR 识别 */
  readonly ocr = new OcrService(this);
  /** openApi 管理 */
  readonly openApi: OpenApiService;
  /** 插件管理 */
  readonly plugin = new MiniProgramPluginService(this);
  /** 小程序搜索 */
  readonly search = new MiniProgramSearchService(this);
  /** 内容安全 */
  readonly security = new MiniProgramSecurityService(this);
  /** 发货信息管理 */
  readonly shipping = new MiniProgramShippingService(this);
  /** 门店小程序 */
  readonly store = new MiniProgramStoreService(this);
  /** 订阅消息 */
  readonly subscribeMessage = new MiniProgramSubscribeMessageService(this);
  /** 用户信息 */
  readonly userInfo = new MiniProgramUserInfoService(this);
  /** 虚拟支付 */
  readonly virtualPayment: MiniProgramVirtualPaymentService;

  constructor(name: string, appId: string, { caller, appSecret, virtualPayment }: MiniProgramRooms) {
    super(name, appId, caller);
    this.login = new MiniProgramLoginService(this, () => appSecret);
    this.openApi = new OpenApiService(this, () => appSecret);
    this.virtualPayment = new MiniProgramVirtualPaymentService(this, () => virtualPayment);
  }
}
