import type { OfficialAccountRoute, OfficialEndpoints } from '../catalog/index.js';
import { type ApiCaller, CatalogClient } from '../client/index.js';
import { OfficialAccountAccountService } from './account.service.js';
import { OfficialAccountCustomMessageService } from './custom-message.service.js';
import { OfficialAccountMediaService } from './media.service.js';
import { OfficialAccountMenuService } from './menu.service.js';
import type { OfficialAccountBaseUrls } from './official-account-options.interface.js';
import { OfficialAccountTemplateService } from './template.service.js';
import { OfficialAccountUserService } from './user.service.js';

export const OFFICIAL_ACCOUNT_KIND = 'official-account';

/**
 * An official account (公众号): its services, and every route of its catalogue through `request`.
 *
 * @publicApi
 */
export class OfficialAccount extends CatalogClient<OfficialEndpoints, OfficialAccountRoute> {
  readonly kind = OFFICIAL_ACCOUNT_KIND;
  /** 账号管理 */
  readonly account: OfficialAccountAccountService;
  /** 客服消息 */
  readonly customMessage = new OfficialAccountCustomMessageService(this);
  /** 临时素材 */
  readonly media = new OfficialAccountMediaService(this);
  /** 自定义菜单 */
  readonly menu = new OfficialAccountMenuService(this);
  /** 模板消息 */
  readonly template = new OfficialAccountTemplateService(this);
  /** 用户管理 */
  readonly user = new OfficialAccountUserService(this);

  constructor(name: string, appId: string, caller: ApiCaller, baseUrls: Required<OfficialAccountBaseUrls>) {
    super(name, appId, caller);
    this.account = new OfficialAccountAccountService(this, baseUrls.mp);
  }
}
