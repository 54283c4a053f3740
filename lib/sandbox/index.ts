export { SandboxAccount } from './sandbox-account.js';
export { SandboxAgent } from './sandbox-agent.js';
export { SandboxCodeAudit } from './sandbox-code-audit.js';
export { SandboxConsole } from './sandbox-console.js';
export { SandboxContact } from './sandbox-contact.js';
export { SandboxCorp, type SandboxKfAccountOptions } from './sandbox-corp.js';
export { SandboxCorpMember, type SandboxToAgent } from './sandbox-corp-member.js';
export { SandboxCustomer } from './sandbox-customer.js';
export { SandboxCustomerChat } from './sandbox-customer-chat.js';
export { SandboxGroupRobot } from './sandbox-group-robot.js';
export { SandboxKfAccount } from './sandbox-kf-account.js';
export { SandboxMerchant } from './sandbox-merchant.js';
export { SandboxMerchantConsole } from './sandbox-merchant-console.js';
export { SandboxOffice } from './sandbox-office.js';
export { SandboxMiniProgram } from './sandbox-mini-program.js';
export { SandboxMiniProgramUser } from './sandbox-mini-program-user.js';
export { SandboxOpenPlatform } from './sandbox-open-platform.js';
export { SandboxPerson } from './sandbox-person.js';
export { SandboxVisitor } from './sandbox-visitor.js';
export { SandboxBotConnection } from './sandbox-bot-connection.js';
export { SandboxWorkBot } from './sandbox-work-bot.js';
export { SandboxWebsiteApp } from './sandbox-website-app.js';
export { WeChatSandbox } from './wechat-sandbox.js';
export { SandboxPushError } from './errors/sandbox-push.error.js';
export { SandboxTimeoutError } from './errors/sandbox-timeout.error.js';
export { SandboxUseError } from './errors/sandbox-use.error.js';
export type { MenuButton } from './account/menu.book.js';
export type { StoredTemplate } from './account/template.book.js';
export type { ChatEntry, SandboxArticle, SandboxMessage } from './interfaces/chat-entry.interface.js';
export type {
  SandboxAuthorization,
  SandboxAuthorizeOptions,
  SandboxDraftOptions,
  SandboxLaunchStep,
  SandboxOpenPlatformOptions,
  SandboxPlatformCredentials,
} from './interfaces/open-platform-options.interface.js';
export type {
  SandboxComplained,
  SandboxComplaint,
  SandboxComplaintOptions,
} from './interfaces/merchant-complaint.interface.js';
export type { SandboxAppPayment, SandboxJsapiPayment } from './interfaces/merchant-front-end.interface.js';
export type {
  SandboxNotificationOptions,
  SandboxNotified,
  SandboxPayOptions,
} from './interfaces/merchant-notification.interface.js';
export type {
  SandboxKeyMode,
  SandboxMerchantCredentials,
  SandboxMerchantOptions,
  SandboxSigningKey,
} from './interfaces/merchant-options.interface.js';
export type {
  SandboxOrder,
  SandboxRefund,
  SandboxTradeState,
  SandboxTradeType,
} from './interfaces/merchant-order.interface.js';
export type { SandboxRedPack } from './interfaces/merchant-red-pack.interface.js';
export type { SandboxTransfer } from './interfaces/merchant-transfer.interface.js';
export type { SandboxNotificationTamper, SandboxTamper } from './interfaces/merchant-tamper.interface.js';
export type { SandboxAuthCodeOptions, SandboxV2NoticeOptions } from './interfaces/merchant-v2.interface.js';
export type { SandboxFailure } from './interfaces/sandbox-failure.interface.js';
export type {
  SandboxAgentCredentials,
  SandboxAgentOptions,
  SandboxCorpCredentials,
  SandboxCorpOptions,
  SandboxMemberOptions,
} from './interfaces/sandbox-corp-options.interface.js';
export type {
  SandboxAddMemberOptions,
  SandboxCustomerMessage,
  SandboxCustomerOptions,
} from './interfaces/sandbox-customer.interface.js';
export type { SandboxRobotMessage } from './interfaces/sandbox-robot-message.interface.js';
export type { SandboxExchange, SandboxRequest } from './interfaces/sandbox-log.interface.js';
export type {
  SandboxAccountOptions,
  SandboxCredentials,
  SandboxFormat,
  SandboxMiniProgramUserOptions,
  SandboxMode,
  SandboxOptions,
  SandboxPersonOptions,
  SandboxWebsiteAppOptions,
} from './interfaces/sandbox-options.interface.js';
export type { SandboxReceived } from './interfaces/sandbox-received.interface.js';
export type { SandboxReply, SandboxReplyKind } from './interfaces/sandbox-reply.interface.js';
export type { SandboxSealedData, SandboxUserInfo } from './interfaces/sandbox-sealed-data.interface.js';
export type { SandboxSignedPage } from './interfaces/sandbox-signed-page.interface.js';
export type { SandboxWorkMessage } from './interfaces/sandbox-work-message.interface.js';
export type { SandboxWorkReply, SandboxWorkReplyKind } from './interfaces/sandbox-work-reply.interface.js';
export type { KfMessage } from './work/kf/kf.events.js';
export type { KfServiceState } from './work/kf/kf-session.state.js';
export type { PrivateField } from './work/login/work-login.desk.js';
export type { CardChoice } from './work/push/card.events.js';
export type { WorkMenu } from './work/app/work-menu.book.js';
export type { PushTree, PushValue } from './push/push.writer.js';
export type { SandboxEvents } from './world/sandbox-world.js';
export type {
  SandboxBotAnswer,
  SandboxBotChat,
  SandboxBotFrame,
  SandboxBotMessage,
  SandboxWorkBotOptions,
} from './interfaces/sandbox-work-bot.interface.js';
export type {
  SandboxInstallOptions,
  SandboxWorkProviderCredentials,
  SandboxWorkProviderOptions,
  SandboxWorkSuiteCredentials,
  SandboxWorkSuiteOptions,
} from './interfaces/sandbox-work-suite.interface.js';
export { SandboxWorkProvider } from './sandbox-work-provider.js';
export { SandboxWorkSuite } from './sandbox-work-suite.js';
