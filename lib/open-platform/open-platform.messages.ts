export const KEYS_MISSING = (name: string, option: string): string =>
  `WeChat client "${name}": ${option} is missing, empty, or has blanks around it. Copy it from the console (第三方平台 → 开发资料); WeChat seals whatever it sends a platform.`;
export const CREDENTIALS_IN_MEMORY = (name: string): string =>
  `WeChat client "${name}": credentials live in memory alone. After a restart nothing works until the next ticket comes, within ten minutes, and refresh tokens are fetched anew. Give WeChatModule { credentials: new Keyv({ store: … }) } with a store that persists.`;
export const TICKET_MISSING = (client: string): string =>
  `${client}: no component_verify_ticket has come yet. WeChat sends one every ten minutes to the address of 授权事件接收配置 (/<path>/${client}); platform.startPushTicket() asks for it when none comes. Where they do come, what is given as "credentials" to WeChatModule loses them.`;
export const TICKET_OLD = (client: string): string =>
  `${client}: the last component_verify_ticket is older than twelve hours, and of no more use. WeChat sends one every ten minutes to the address of 授权事件接收配置 (/<path>/${client}): see why none arrives; platform.startPushTicket() asks for it when they have stopped.`;
interface Declared {
  readonly name: string;
  readonly kind: string;
}

export const WRONG_KIND = ({ name, kind }: Declared, appId: string, actualKind: string): string =>
  `${appId} is declared as "${name}" (${kind}), and is a ${actualKind}: its replies take the wrong way. Declare it by the function of its kind.`;
export const DECLARED_OTHERWISE = (
  { name, kind }: Declared,
  appId: string,
  actualKind: string,
  platform: string,
): string =>
  `${appId} is declared as "${name}" (${kind}), and is a ${actualKind} that "${platform}" acts for: its messages do not reach the handlers of "${name}". Declare it with { component: '${platform}' }, by the function of its kind.`;
export const NOT_AUTHORIZED = (client: string, appId: string): string =>
  `${client}: ${appId} has not authorized the platform, or has left it. Let its owner open the page of platform.authorization.redirect().`;
export const CODE_STALE = (client: string, appId: string): string =>
  `The authorization of ${appId} came with a code WeChat no longer takes, and "${client}" finds no such account in its list: it is passed over`;
