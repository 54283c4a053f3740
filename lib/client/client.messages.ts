export const CLIENT_NOT_FOUND = (key: string, names: readonly string[]): string =>
  `No WeChat client has the name or appid "${key}" (there are: ${names.join(', ') || 'none'}). Add it to "clients" of WeChatModule, or with WeChatClients.add().`;
export const CLIENT_EXISTS = (name: string): string =>
  `A WeChat client named "${name}" exists already. Choose another name, or remove the first one.`;
export const APP_ID_TAKEN = (name: string, other: string, appId: string): string =>
  `The WeChat clients "${other}" and "${name}" have the same appId ${appId}. Declare each account once and inject it where it is needed.`;
export const NAME_INVALID = (name: string): string =>
  `"${name}" cannot name a WeChat client: it stands in the callback address, so use letters, digits, "_" and "-".`;
