export {
  type AccessToken,
  type NetworkCheckOptions,
  OfficialAccountAccountService,
  type QrCodeOptions,
} from './account.service.js';
export { OfficialAccountAiService, type SpokenLanguage } from './ai.service.js';
export { OfficialAccountBlacklistService } from './blacklist.service.js';
export { type DistributedCard, OfficialAccountCardDistributionService } from './card-distribution.service.js';
export {
  type CardChanges,
  type CardReportRange,
  type CardSource,
  OfficialAccountCardManagementService,
} from './card-management.service.js';
export {
  type CardContent,
  type CardKind,
  OfficialAccountCardService,
  type SelfConsumeOptions,
} from './card.service.js';
export {
  type ArticleComment,
  type CommentListOptions,
  OfficialAccountCommentService,
} from './comment.service.js';
export { type CustomMessageOptions, OfficialAccountCustomMessageService } from './custom-message.service.js';
export {
  type ArticleListOptions,
  type DraftArticle,
  type DraftItem,
  OfficialAccountDraftService,
} from './draft.service.js';
export {
  type InvoiceAuthField,
  type InvoiceContact,
  type InvoicePayMch,
  OfficialAccountInvoiceService,
} from './invoice.service.js';
export { type InvoiceStatus, OfficialAccountInvoicingPlatformService } from './invoicing-platform.service.js';
export {
  type MassArticle,
  type MassMessage,
  type MassMessagePreview,
  type MassMessageReceipt,
  type MassMessageSpeed,
  OfficialAccountMassMessageService,
} from './mass-message.service.js';
export {
  type MaterialArticle,
  type MaterialItem,
  type MaterialType,
  OfficialAccountMaterialService,
  type VideoDescription,
} from './material.service.js';
export { type MessageRecord, OfficialAccountCustomServiceService } from './custom-service.service.js';
export { OfficialAccountDataCubeService } from './data-cube.service.js';
export { OfficialAccountMediaService } from './media.service.js';
export { OfficialAccountMemberCardService, type PayGiftRule } from './member-card.service.js';
export { type MenuButton, type MenuMatchRule, OfficialAccountMenuService } from './menu.service.js';
export { OfficialAccount } from './official-account.js';
export { OfficialAccountOcrService } from './ocr.service.js';
export { officialAccount } from './official-account.definition.js';
export type {
  OfficialAccountBaseUrls,
  OfficialAccountOptions,
} from './official-account-options.interface.js';
export { type ListedPoi, OfficialAccountPoiService, type PoiChanges, type PoiInfo } from './poi.service.js';
export { OfficialAccountPublishService, type PublishedItem } from './publish.service.js';
export {
  OfficialAccountSubscribeMessageService,
  type OneTimeSubscriptionOptions,
  type SubscribeMessageOptions,
} from './subscribe-message.service.js';
export { OfficialAccountTemplateService } from './template.service.js';
export { OfficialAccountUserTagService, type UserTag } from './user-tag.service.js';
export { OfficialAccountUserService } from './user.service.js';
