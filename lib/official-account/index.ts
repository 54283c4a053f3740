export { OfficialAccountAccountService, type QrCodeOptions } from './account.service.js';
export { type CustomMessageOptions, OfficialAccountCustomMessageService } from './custom-message.service.js';
export { OfficialAccountMediaService } from './media.service.js';
export { type MenuButton, type MenuMatchRule, OfficialAccountMenuService } from './menu.service.js';
export { OfficialAccount } from './official-account.js';
export { officialAccount } from './official-account.definition.js';
export type {
  OfficialAccountBaseUrls,
  OfficialAccountOptions,
} from './official-account-options.interface.js';
export { OfficialAccountTemplateService } from './template.service.js';
export { OfficialAccountUserService } from './user.service.js';
