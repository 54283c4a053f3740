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
  /** Of the third-party platform that acts for the mini program. */
  readonly componentAppId?: string | undefined;
  readonly virtualPayment: VirtualPaymentOptions | undefined;
}

/**
 * A mini program (小程序): its services, and every route of its catalogue through `request`.
 *
 * @publicApi
 */
export class MiniProgram extends CatalogClient<OfficialEndpoints, MiniProgramRoute> {
  readonly kind = MINI_PROGRAM_KIND;
  readonly #rooms: MiniProgramRooms;

  constructor(name: string, appId: string, rooms: MiniProgramRooms) {
    super(name, appId, rooms.caller);
    this.#rooms = rooms;
  }

  /** 开发者ID (AppID) */
  get appId(): string {
    return this.id;
  }

  /** 数据分析 */
  get analysis(): MiniProgramAnalysisService {
    return this.service(MiniProgramAnalysisService);
  }

  /** 小程序码 */
  get code(): MiniProgramCodeService {
    return this.service(MiniProgramCodeService);
  }

  /** 客服消息 */
  get customMessage(): MiniProgramCustomMessageService {
    return this.service(MiniProgramCustomMessageService);
  }

  /** 图像处理 */
  get image(): ImageService {
    return this.service(ImageService);
  }

  /** URL Scheme、URL Link、Short Link */
  get link(): MiniProgramLinkService {
    return this.service(MiniProgramLinkService);
  }

  /** 直播商品 */
  get liveGoods(): MiniProgramLiveGoodsService {
    return this.service(MiniProgramLiveGoodsService);
  }

  /** 直播成员 */
  get liveRole(): MiniProgramLiveRoleService {
    return this.service(MiniProgramLiveRoleService);
  }

  /** 直播间 */
  get liveRoom(): MiniProgramLiveRoomService {
    return this.service(MiniProgramLiveRoomService);
  }

  /** 直播长期订阅 */
  get liveSubscribe(): MiniProgramLiveSubscribeService {
    return this.service(MiniProgramLiveSubscribeService);
  }

  /** 小程序登录 */
  get login(): MiniProgramLoginService {
    return this.service(MiniProgramLoginService, () => new MiniProgramLoginService(this, this.#rooms));
  }

  /** 临时素材 */
  get media(): MiniProgramMediaService {
    return this.service(MiniProgramMediaService);
  }

  /** 附近的小程序 */
  get nearbyPoi(): MiniProgramNearbyPoiService {
    return this.service(MiniProgramNearbyPoiService);
  }

  /** OCR 识别 */
  get ocr(): OcrService {
    return this.service(OcrService);
  }

  /** openApi 管理 */
  get openApi(): OpenApiService {
    return this.service(OpenApiService, () => new OpenApiService(this, () => this.#rooms.appSecret));
  }

  /** 插件管理 */
  get plugin(): MiniProgramPluginService {
    return this.service(MiniProgramPluginService);
  }

  /** 小程序搜索 */
  get search(): MiniProgramSearchService {
    return this.service(MiniProgramSearchService);
  }

  /** 内容安全 */
  get security(): MiniProgramSecurityService {
    return this.service(MiniProgramSecurityService);
  }

  /** 发货信息管理 */
  get shipping(): MiniProgramShippingService {
    return this.service(MiniProgramShippingService);
  }

  /** 门店小程序 */
  get store(): MiniProgramStoreService {
    return this.service(MiniProgramStoreService);
  }

  /** 订阅消息 */
  get subscribeMessage(): MiniProgramSubscribeMessageService {
    return this.service(MiniProgramSubscribeMessageService);
  }

  /** 用户信息 */
  get userInfo(): MiniProgramUserInfoService {
    return this.service(MiniProgramUserInfoService);
  }

  /** 虚拟支付 */
  get virtualPayment(): MiniProgramVirtualPaymentService {
    return this.service(
      MiniProgramVirtualPaymentService,
      () => new MiniProgramVirtualPaymentService(this, () => this.#rooms.virtualPayment),
    );
  }
}
