import { ImageService, OpenApiService } from '../account/index.js';
import type { OfficialAccountRoute, OfficialEndpoints } from '../catalog/index.js';
import { type ApiCaller, CatalogClient } from '../client/index.js';
import { JsSdkService, type TicketKey } from '../js-sdk/index.js';
import { WebPageService } from '../oauth/index.js';
import { OfficialAccountAccountService } from './account.service.js';
import { OfficialAccountBlacklistService } from './blacklist.service.js';
import { OfficialAccountCardDistributionService } from './card-distribution.service.js';
import { OfficialAccountCardManagementService } from './card-management.service.js';
import { OfficialAccountCardService } from './card.service.js';
import { OfficialAccountCommentService } from './comment.service.js';
import { OfficialAccountAiService } from './ai.service.js';
import { OfficialAccountCustomMessageService } from './custom-message.service.js';
import { OfficialAccountDraftService } from './draft.service.js';
import { OfficialAccountInvoiceService } from './invoice.service.js';
import { OfficialAccountInvoicingPlatformService } from './invoicing-platform.service.js';
import { OfficialAccountMassMessageService } from './mass-message.service.js';
import { OfficialAccountMaterialService } from './material.service.js';
import { OfficialAccountCustomServiceService } from './custom-service.service.js';
import { OfficialAccountDataCubeService } from './data-cube.service.js';
import { OfficialAccountMediaService } from './media.service.js';
import { OfficialAccountMemberCardService } from './member-card.service.js';
import { OfficialAccountMenuService } from './menu.service.js';
import type { DEFAULT_BASE_URLS } from './official-account-options.interface.js';
import { OfficialAccountOcrService } from './ocr.service.js';
import { OfficialAccountPoiService } from './poi.service.js';
import { OfficialAccountPublishService } from './publish.service.js';
import { OfficialAccountSubscribeMessageService } from './subscribe-message.service.js';
import { OfficialAccountTemplateService } from './template.service.js';
import { OfficialAccountUserTagService } from './user-tag.service.js';
import { OfficialAccountUserService } from './user.service.js';

export const OFFICIAL_ACCOUNT_KIND = 'official-account';

/** What an account is made with. */
export interface OfficialAccountRooms {
  readonly caller: ApiCaller;
  readonly baseUrls: typeof DEFAULT_BASE_URLS;
  readonly appSecret: string | undefined;
  /** Of the third-party platform that acts for the account. */
  readonly componentAppId?: string | undefined;
  readonly springboardUrl?: string | undefined;
  readonly ticket: (key: TicketKey) => string | Promise<string>;
}

/**
 * An official account (公众号): its services, and every route of its catalogue through `request`.
 *
 * @publicApi
 */
export class OfficialAccount extends CatalogClient<OfficialEndpoints, OfficialAccountRoute> {
  readonly kind = OFFICIAL_ACCOUNT_KIND;
  readonly #rooms: OfficialAccountRooms;

  constructor(name: string, appId: string, rooms: OfficialAccountRooms) {
    super(name, appId, rooms.caller);
    this.#rooms = rooms;
  }

  /** 开发者ID (AppID) */
  get appId(): string {
    return this.id;
  }

  /** 账号管理 */
  get account(): OfficialAccountAccountService {
    return this.service(OfficialAccountAccountService, () => {
      const { baseUrls, caller } = this.#rooms;
      return new OfficialAccountAccountService(this, baseUrls.mp, caller);
    });
  }

  /** 智能接口 */
  get ai(): OfficialAccountAiService {
    return this.service(OfficialAccountAiService);
  }

  /** 黑名单管理 */
  get blacklist(): OfficialAccountBlacklistService {
    return this.service(OfficialAccountBlacklistService);
  }

  /** 卡券 */
  get card(): OfficialAccountCardService {
    return this.service(OfficialAccountCardService);
  }

  /** 投放卡券 */
  get cardDistribution(): OfficialAccountCardDistributionService {
    return this.service(OfficialAccountCardDistributionService);
  }

  /** 管理卡券 */
  get cardManagement(): OfficialAccountCardManagementService {
    return this.service(OfficialAccountCardManagementService);
  }

  /** JS-SDK */
  get jsSdk(): JsSdkService {
    return this.service(JsSdkService, () => new JsSdkService(this.appId, this.#rooms.ticket));
  }

  /** 留言管理 */
  get comment(): OfficialAccountCommentService {
    return this.service(OfficialAccountCommentService);
  }

  /** 客服消息 */
  get customMessage(): OfficialAccountCustomMessageService {
    return this.service(OfficialAccountCustomMessageService);
  }

  /** 客服管理 */
  get customService(): OfficialAccountCustomServiceService {
    return this.service(OfficialAccountCustomServiceService);
  }

  /** 数据统计 */
  get dataCube(): OfficialAccountDataCubeService {
    return this.service(OfficialAccountDataCubeService);
  }

  /** 草稿箱 */
  get draft(): OfficialAccountDraftService {
    return this.service(OfficialAccountDraftService);
  }

  /** 图像处理 */
  get image(): ImageService {
    return this.service(ImageService);
  }

  /** 电子发票 */
  get invoice(): OfficialAccountInvoiceService {
    return this.service(OfficialAccountInvoiceService);
  }

  /** 开票平台 */
  get invoicingPlatform(): OfficialAccountInvoicingPlatformService {
    return this.service(OfficialAccountInvoicingPlatformService);
  }

  /** 群发消息 */
  get massMessage(): OfficialAccountMassMessageService {
    return this.service(OfficialAccountMassMessageService);
  }

  /** 永久素材 */
  get material(): OfficialAccountMaterialService {
    return this.service(OfficialAccountMaterialService);
  }

  /** 临时素材 */
  get media(): OfficialAccountMediaService {
    return this.service(OfficialAccountMediaService);
  }

  /** 会员卡 */
  get memberCard(): OfficialAccountMemberCardService {
    return this.service(OfficialAccountMemberCardService);
  }

  /** 自定义菜单 */
  get menu(): OfficialAccountMenuService {
    return this.service(OfficialAccountMenuService);
  }

  /** OCR 识别 */
  get ocr(): OfficialAccountOcrService {
    return this.service(OfficialAccountOcrService);
  }

  /** openApi 管理 */
  get openApi(): OpenApiService {
    return this.service(OpenApiService, () => new OpenApiService(this, () => this.#rooms.appSecret));
  }

  /** 门店 */
  get poi(): OfficialAccountPoiService {
    return this.service(OfficialAccountPoiService);
  }

  /** 发布能力 */
  get publish(): OfficialAccountPublishService {
    return this.service(OfficialAccountPublishService);
  }

  /** 订阅通知 */
  get subscribeMessage(): OfficialAccountSubscribeMessageService {
    return this.service(
      OfficialAccountSubscribeMessageService,
      () => new OfficialAccountSubscribeMessageService(this, this.#rooms.baseUrls.mp),
    );
  }

  /** 模板消息 */
  get template(): OfficialAccountTemplateService {
    return this.service(OfficialAccountTemplateService);
  }

  /** 用户管理 */
  get user(): OfficialAccountUserService {
    return this.service(OfficialAccountUserService);
  }

  /** 用户标签管理 */
  get userTag(): OfficialAccountUserTagService {
    return this.service(OfficialAccountUserTagService);
  }

  /** 网页授权 */
  get webPage(): WebPageService {
    return this.service(WebPageService, () => {
      const { caller, baseUrls, appSecret, componentAppId, springboardUrl } = this.#rooms;
      return new WebPageService({
        client: this.name,
        appId: this.appId,
        appSecret,
        componentAppId,
        authorizeUrl: `${baseUrls.open}/connect/oauth2/authorize`,
        scopes: ['snsapi_base', 'snsapi_userinfo'],
        springboardUrl,
        caller,
      });
    });
  }
}
