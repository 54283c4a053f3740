export const LOGIN_MISSING =
  'A page asks for a WeChat login, but WeChatModule was given no "login". Give it { login: { secret: … } }, 32 characters or more.';
export const SECRET_WEAK =
  'login.secret of WeChatModule cannot work: give 32 characters or more that nobody can guess, as from `openssl rand -hex 32`.';
export const ORIGIN_INVALID =
  'login.origin of WeChatModule cannot work: write it as https://shop.example.com, without a path.';
export const MAX_AGE_INVALID = 'login.maxAge of WeChatModule cannot work: give whole seconds, 1 or more.';
export const SESSION_INVALID = "login.session of WeChatModule cannot work: choose 'cookie' or 'application'.";
export const SESSION_MISSING =
  "login.session is 'application', but the request has no session: register a session middleware (express-session, @fastify/session) before the routes, or leave login.session out.";
export const NO_LOGIN = (label: string, client: string): string =>
  `${label} asks for a login with "${client}", which can log nobody in: an official account or a website application with an appSecret can, and an agent of a corporation with an agentId.`;
export const NO_PLATFORM = (label: string, client: string | undefined): string =>
  `${label} names an account, and ${client === undefined ? 'no client' : `"${client}", which is no third-party platform`}. Write @WeChatLogin('platform', { account: … }).`;
export const SCOPE_UNKNOWN = (
  label: string,
  client: string,
  scope: string,
  scopes: readonly string[],
): string => `${label} asks for the scope "${scope}"; "${client}" offers ${scopes.join(', ')}.`;
export const CLIENT_UNCLEAR = (label: string, names: readonly string[]): string =>
  `${label} names no client, and ${names.length === 0 ? 'there is none to log in with' : `there are several: ${names.join(', ')}`}. Write @WeChatLogin('name').`;
export const CLIENT_UNKNOWN = (label: string, client: string): string =>
  `${label} asks for a login with "${client}", which is no client (yet).`;
export const ORIGIN_NEEDED =
  'A proxy says that visitors come over https, but WeChatModule was given no login.origin: WeChat will send them back to http, and cookies are not marked secure. Set it to what visitors see, https://shop.example.com.';
export const TOKENS_NOT_KEPT = 'User tokens are not kept: set login.keepUserTokens of WeChatModule to true.';
export const NOT_GUARDED =
  '@WeChatUser() stands in a handler that no WeChatOAuthGuard guards: add @WeChatLogin() to the handler or its class.';
export const EXCHANGE_FAILED = (client: string): string => `A login with "${client}" failed`;
