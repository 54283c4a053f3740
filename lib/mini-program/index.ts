export { MiniProgramAnalysisService, type PerformanceQuery } from './analysis.service.js';
export { MiniProgramCodeService } from './code.service.js';
export { type CustomMessagePage, MiniProgramCustomMessageService } from './custom-message.service.js';
export {
  type LinkLife,
  type LinkTarget,
  MiniProgramLinkService,
  type NfcSchemeOptions,
  type UrlLinkOptions,
} from './link.service.js';
export {
  type ListedLiveGoods,
  type LiveGoodsChanges,
  type LiveGoodsInfo,
  type LiveGoodsStatus,
  MiniProgramLiveGoodsService,
} from './live-goods.service.js';
export {
  type LiveMember,
  type LiveRole,
  type LiveRoleListOptions,
  MiniProgramLiveRoleService,
} from './live-role.service.js';
export {
  type ListedLiveRoom,
  type LiveAssistant,
  type LiveReplay,
  type LiveRoomChanges,
  type LiveRoomInfo,
  MiniProgramLiveRoomService,
} from './live-room.service.js';
export { type LiveFollower, MiniProgramLiveSubscribeService } from './live-subscribe.service.js';
export { MiniProgramLoginService } from './login.service.js';
export { MiniProgramMediaService } from './media.service.js';
export type { MiniProgramBaseUrls, MiniProgramOptions } from './mini-program-options.interface.js';
export { miniProgram } from './mini-program.definition.js';
export { MiniProgram } from './mini-program.js';
export {
  type ListedNearbyPoi,
  MiniProgramNearbyPoiService,
  type NearbyPoi,
  type NearbyPoiPage,
  type NearbyService,
} from './nearby-poi.service.js';
export type {
  DecryptOptions,
  MiniProgramPhoneNumber,
  MiniProgramUserInfo,
  MiniProgramWatermark,
} from './open-data.js';
export { MiniProgramPluginService, type PluginApplicant, type UsedPlugin } from './plugin.service.js';
export {
  MiniProgramSearchService,
  type SearchedGoods,
  type SearchedPage,
  type SearchPage,
} from './search.service.js';
export {
  type CheckedMedia,
  type CheckedText,
  type ContentScene,
  MiniProgramSecurityService,
  type TextVerdict,
} from './security.service.js';
export {
  type CombinedShippingInfo,
  MiniProgramShippingService,
  type ShippingInfo,
  type ShippingOrder,
  type ShippingOrderFilter,
  type ShippingOrderKey,
} from './shipping.service.js';
export {
  type ListedStore,
  type MapPoi,
  MiniProgramStoreService,
  type StoreChanges,
  type StoreInfo,
  type StoreMerchant,
} from './store.service.js';
export {
  MiniProgramSubscribeMessageService,
  type MiniProgramSubscribeMessageOptions,
  type ServiceCard,
  type ServiceCardPayment,
} from './subscribe-message.service.js';
export { MiniProgramUserInfoService } from './user-info.service.js';
export type { VirtualPaymentEnv, VirtualPaymentOptions } from './virtual-payment.options.js';
export {
  type AdvertisingFunds,
  type FundsBill,
  MiniProgramVirtualPaymentService,
  type PaymentComplaint,
  type RecoverBill,
  type VirtualOrder,
  type VirtualPaymentRequest,
} from './virtual-payment.service.js';
