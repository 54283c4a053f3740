export type * from '../catalog/work.js';
export { workAgent, workContacts } from './agent.definition.js';
export * from './app/app.service.js';
export * from './app/menu.service.js';
export * from './app/workbench.service.js';
export * from './bot/index.js';
export * from './contacts/contacts-department.service.js';
export * from './contacts/contacts-user.service.js';
export * from './contacts/department.service.js';
export * from './contacts/export.service.js';
export * from './contacts/import.service.js';
export * from './contacts/tag.service.js';
export * from './contacts/user.service.js';
export * from './customer/acquisition.service.js';
export * from './customer/contact-way.service.js';
export * from './customer/customer.js';
export * from './customer/customer.service.js';
export * from './customer/group-chat.service.js';
export * from './customer/group-message.service.js';
export * from './customer/group-welcome.service.js';
export * from './customer/intercept-rule.service.js';
export * from './customer/join-way.service.js';
export * from './customer/moment.service.js';
export * from './customer/moment-strategy.service.js';
export * from './customer/product.service.js';
export * from './customer/strategy.service.js';
export * from './customer/tag.service.js';
export * from './customer/transfer.service.js';
export * from './id-convert/id-convert.service.js';
export { WeChatEvent } from './inbound/wechat-event.decorator.js';
export { WeChatInfo } from './inbound/wechat-info.decorator.js';
export { WeChatMessage } from './inbound/wechat-message.decorator.js';
export { type WorkCardUpdate, workReply } from './inbound/work-reply.js';
export * from './js-sdk/work-js-sdk.service.js';
export type * from './js-sdk/work-js-sdk.interfaces.js';
export { workGroupRobot } from './group-robot/group-robot.definition.js';
export type { WorkGroupRobotOptions } from './group-robot/group-robot-options.interface.js';
export {
  WorkGroupRobot,
  type WorkGroupRobotArticle,
  type WorkGroupRobotCard,
  type WorkGroupRobotMentions,
  type WorkGroupRobotMessage,
  type WorkGroupRobotSendOptions,
} from './group-robot/work-group-robot.js';
export { WorkKf } from './kf/kf.js';
export type * from './kf/kf-message.interface.js';
export type { WorkKfSyncOptions } from './kf/kf.reader.js';
export * from './kf/account.service.js';
export * from './kf/customer.service.js';
export * from './kf/knowledge.service.js';
export * from './kf/message.service.js';
export * from './kf/servicer.service.js';
export * from './kf/session.service.js';
export * from './kf/statistic.service.js';
export * from './kf/wechat-kf-event.decorator.js';
export * from './kf/wechat-kf-message.decorator.js';
export * from './living/living.service.js';
export * from './login/login.service.js';
export type * from './login/login-user.interface.js';
export * from './media/agent-media.service.js';
export * from './media/media.service.js';
export * from './message/app-chat.service.js';
export * from './message/message.service.js';
export type { WorkRecipients } from './message/recipients.js';
export type * from './message/template-card.js';
export * from './message/work-message.js';
export * from './mini-program/mini-program.service.js';
export * from './oa/approval.service.js';
export * from './oa/calendar.service.js';
export * from './oa/checkin.service.js';
export * from './oa/dial.service.js';
export * from './oa/journal.service.js';
export * from './oa/meeting-room.service.js';
export * from './oa/oa.js';
export * from './oa/schedule.service.js';
export * from './oa/vacation.service.js';
export { workProvider } from './provider/provider.definition.js';
export * from './provider/provider-login.service.js';
export type { WorkProviderOptions } from './provider/provider-options.interface.js';
export * from './provider/registration.service.js';
export { WorkProvider } from './provider/work-provider.js';
export type { WorkInstallation } from './suite/authorization.desk.js';
export {
  type WorkInstallPage,
  type WorkSuiteAdmin,
  WorkSuiteAuthorizationService,
} from './suite/authorization.service.js';
export { workSuite } from './suite/suite.definition.js';
export { WorkSuiteLoginService, type WorkSuiteScope } from './suite/suite-login.service.js';
export type { WorkSuiteOptions } from './suite/suite-options.interface.js';
export type * from './suite/suite-user.interface.js';
export type { WorkToldInfos } from './suite/told-infos.interface.js';
export { WorkSuite } from './suite/work-suite.js';
export * from './meeting/meeting.service.js';
export type { WorkMoment, WorkTimeSpan } from './time-span.js';
export * from './we-drive/file-acl.service.js';
export * from './we-drive/file.service.js';
export type { WorkDrivePlace, WorkDriveUpload, WorkDriveUploadOptions } from './we-drive/file.upload.js';
export * from './we-drive/space-acl.service.js';
export * from './we-drive/space.service.js';
export * from './we-drive/we-drive.js';
export type { WorkPeople } from './people.js';
export type { WorkAnswer, WorkBody, WorkQuery } from './work.api.js';
export { work } from './work.definition.js';
export { WorkAgent } from './work-agent.js';
export { WorkContacts } from './work-contacts.js';
export { WorkCorp } from './work-corp.js';
export type {
  WorkAgentOptions,
  WorkAgents,
  WorkBaseUrls,
  WorkCallbackOptions,
  WorkContactsOptions,
  WorkOptions,
} from './work-options.interface.js';
