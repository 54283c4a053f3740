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
  /** 账号管理 */
  readonly account: OfficialAccountAccountService;
  /** 智能接口 */
  readonly ai = new OfficialAccountAiService(this);
  /** 黑名单管理 */
  readonly blacklist = new OfficialAccountBlacklistService(this);
  /** 卡券 */
  readonly card = new OfficialAccountCardService(this);
  /** 投放卡券 */
  readonly cardDistribution = new OfficialAccountCardDistributionService(this);
  /** 管理卡券 */
  readonly cardManagement = new OfficialAccountCardManagementService(this);
  /** JS-SDK */
  readonly jsSdk: JsSdkService;
  /** 留言管理 */
  readonly comment = new OfficialAccountCommentService(this);
  /** 客服消息 */
  readonly customMessage = new OfficialAccountCustomMessageService(this);
  /** 客服管理 */
  readonly customService = new OfficialAccountCustomServiceService(this);
  /** 数据统计 */
  readonly dataCube = new OfficialAccountDataCubeService(this);
  /** 草稿箱 */
  readonly draft = new OfficialAccountDraftService(this);
  /** 图像处理 */
  readonly image = new ImageService(this);
  /** 电子发票 */
  readonly invoice = new OfficialAccountInvoiceService(this);
  /** 开票平台 */
  readonly invoicingPlatform = new OfficialAccountInvoicingPlatformService(this);
  /** 群发消息 */
  readonly massMessage = new OfficialAccountMassMessageService(this);
  /** 永久素材 */
  readonly material = new OfficialAccountMaterialService(this);
  /** 临时素材 */
  readonly media = new OfficialAccountMediaService(this);
  /** 会员卡 */
  readonly memberCard = new OfficialAccountMemberCardService(this);
  /** 自定义菜单 */
  readonly menu = new OfficialAccountMenuService(this);
  /** OCR 识别 */
  readonly ocr = new OfficialAccountOcrService(this);
  /** openApi 管理 */
  readonly openApi: OpenApiService;
  /** 门店 */
  readonly poi = new OfficialAccountPoiService(this);
  /** 发布能力 */
  readonly publish = new OfficialAccountPublishService(this);
  /** 订阅通知 */
  readonly subscribeMessage: OfficialAccountSubscribeMessageService;
  /** 模板消息 */
  readonly template = new OfficialAccountTemplateService(this);
  /** 用户管理 */
  readonly user = new OfficialAccountUserService(this);
  /** 用户标签管理 */
  readonly userTag = new OfficialAccountUserTagService(this);
  /** 网页授权 */
  readonly webPage: WebPageService;

  constructor(name: string, appId: string, rooms: OfficialAccountRooms) {
    const { caller, baseUrls, appSecret, springboardUrl, ticket } = rooms;
    super(name, appId, caller);
    const call: ApiCaller['call'] = (route, contents, traits) => caller.call(route, contents, traits);
    this.account = new OfficialAccountAccountService(this, {
      mpUrl: baseUrls.mp,
      call,
      accessToken: () => caller.accessToken(),
    });
    this.jsSdk = new JsSdkService(appId, ticket);
    this.openApi = new OpenApiService(this, () => appSecret);
    this.subscribeMessage = new OfficialAccountSubscribeMessageService(this, baseUrls.mp);
    this.webPage = new WebPageService({
      client: name,
      appId,
      appSecret: () => appSecret,
      authorizeUrl: `${baseUrls.open}/connect/oauth2/authorize`,
      scopes: ['snsapi_base', 'snsapi_userinfo'],
      springboardUrl,
      call,
    });
  }
}
