import type { Provider } from '@nestjs/common';
import { LoginExplorer } from './login.explorer.js';
import { LoginFlow } from './login.flow.js';
import { UserTokenKeeper } from './user-token.keeper.js';
import { WeChatOAuth } from './wechat-oauth.js';

/** Web login; it needs {@link LOGIN_OPTIONS}, the clients, the storage and the coordination beside it. */
export const oauthProviders: Provider[] = [LoginExplorer, LoginFlow, UserTokenKeeper, WeChatOAuth];
/** What guards in the application's modules are made of. */
export const oauthExports = [LoginFlow, WeChatOAuth];
