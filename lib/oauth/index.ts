export { WeChatLogin, type WeChatLoginOptions } from './decorators/wechat-login.decorator.js';
export { WeChatUser } from './decorators/wechat-user.decorator.js';
export { resolveLogin } from './login.options.js';
export { LOGIN_OPTIONS, type LoginOptions } from './login-options.interface.js';
export { oauthExports, oauthProviders } from './oauth.providers.js';
export { type AuthorizeUrlOptions, WebPageService, type WebPageSetup } from './web-page.service.js';
export { type LoginFailureReason, WeChatLoginException } from './wechat-login.exception.js';
export { WeChatOAuth } from './wechat-oauth.js';
export { WeChatOAuthGuard } from './wechat-oauth.guard.js';
