export const KEYS_MISSING = (name: string, option: string): string =>
  `WeChat client "${name}": ${option} is missing, empty, or has blanks around it. Copy it from the console (第三方平台 → 开发资料); WeChat seals whatever it sends a platform.`;
export const CREDENTIALS_IN_MEMORY = (name: string): string =>
  `WeChat client "${name}": credentials live in memory alone. After a restart nothing works until the next ticket comes, within ten minutes, and refresh tokens are fetched anew. Give WeChatModule { credentials: new Keyv({ store: … }) } with a store that persists.`;
export const TICKET_MISSING = (client: string): string =>
  `${client}: no component_verify_ticket has come yet. WeChat sends one every ten minutes to the address of 授权事件接收配置 (/<path>/${client}); platform.startPushTicket() asks for it when none comes. Where they do come, what is given as "credentials" to WeChatModule loses them.`;
export const NOT_AUTHORIZED = (client: string, appId: string): string =>
  `${client}: ${appId} has not authorized the platform, or has left it. Let its owner open the page of platform.authorization.redirect().`;
export const CODE_STALE = (client: string, appId: string): string =>
  `The authorization of ${appId} came with a code WeChat no longer takes, and "${client}" finds no such account in its list: it is passed over`;
