export {
  type AuthorizationPage,
  type ListedAuthorizer,
  OpenPlatformAuthorizationService,
} from './authorization.service.js';
export { Authorizer, type AuthorizerInfo } from './authorizer.js';
export {
  AuthorizerCategoryService,
  type MiniProgramCategory,
  type CategoryNames,
  type CategoryProof,
  type CategoryRequest,
  type OwnerType,
  type SetCategories,
} from './authorizer/category.service.js';
export {
  AuthorizerCodeService,
  type CodeAudit,
  type CodeAuditMedia,
  type CodeAuditQuota,
  type CodeAuditStatus,
  type CodeUpload,
  type CodeVersions,
  type GrayReleaseOptions,
  type GrayReleasePlan,
  type LatestCodeAuditStatus,
  type ReleasedVersion,
  type SupportedVersion,
} from './authorizer/code.service.js';
export {
  AuthorizerDomainService,
  type ChangedDirectServerDomains,
  type ChangedServerDomains,
  type DirectServerDomains,
  type EffectiveServerDomains,
  type EffectiveWebviewDomains,
  type PrefetchDomains,
  type ServerDomains,
} from './authorizer/domain.service.js';
export {
  AuthorizerLinkService,
  type LinkedMiniProgram,
  type MiniProgramLinkOptions,
} from './authorizer/link.service.js';
export { AuthorizerMemberService, type TesterKey } from './authorizer/member.service.js';
export { AuthorizerOpenAccountService } from './authorizer/open-account.service.js';
export {
  AuthorizerPrivacyService,
  type CodePrivacyInfo,
  type PrivacyInterface,
  type PrivacyInterfaceApplication,
  type PrivacySetting,
  type PrivacySettingChanges,
  type PrivacyVersion,
} from './authorizer/privacy.service.js';
export {
  type AccountBasicInfo,
  AuthorizerProfileService,
  type NicknameAudit,
  type NicknameCheck,
  type NicknameReceipt,
  type NicknameRequest,
  type OrderPathInfo,
  type PictureCut,
  type ShowableAccount,
  type ShownAccount,
} from './authorizer/profile.service.js';
export {
  AuthorizerQrCodeJumpService,
  type ListedQrCodeJumpRule,
  type QrCodeJumpRule,
  type QrCodeJumpRules,
} from './authorizer/qr-code-jump.service.js';
export {
  AuthorizerRegistrationService,
  type BetaVerification,
  type RegisteredMiniProgram,
} from './authorizer/registration.service.js';
export type { ConfirmFile, DomainAction } from './domain.interface.js';
export {
  OpenPlatformDomainService,
  type PlatformDomainOptions,
  type PlatformJumpDomains,
  type PlatformServerDomains,
} from './domain.service.js';
export { WeChatLaunchCheck } from './launch-check.js';
export { OpenPlatformOpenApiService } from './open-api.service.js';
export type { OpenPlatformBaseUrls, OpenPlatformOptions } from './open-platform-options.interface.js';
export { openPlatform } from './open-platform.definition.js';
export { OpenPlatform } from './open-platform.js';
export { OpenPlatformOrderPathService, type OrderPathApplication } from './order-path.service.js';
export {
  type BetaRegistration,
  type CompanyRegistration,
  type CompanyRegistrationKey,
  OpenPlatformRegistrationService,
  type PersonRegistration,
  type PersonRegistrationTask,
} from './registration.service.js';
export {
  type CodeTemplate,
  OpenPlatformTemplateService,
  type TemplateDraft,
  type TemplateType,
} from './template.service.js';
