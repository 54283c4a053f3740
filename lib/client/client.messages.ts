export const CLIENT_NOT_FOUND = (key: string, names: readonly string[]): string =>
  `No WeChat client has the name or id "${key}" (there are: ${names.join(', ') || 'none'}). Add it to "clients" of WeChatModule, or with WeChatClients.add().`;
export const CLIENT_EXISTS = (name: string): string =>
  `A WeChat client named "${name}" exists already. Choose another name, or remove the first one.`;
export const ID_TAKEN = (name: string, other: string, id: string): string =>
  `The WeChat clients "${other}" and "${name}" are the same account ${id}. Declare each account once and inject it where it is needed.`;
export const NO_COMPONENT = (name: string): string =>
  `WeChat client "${name}": this call carries the token of a third-party platform (第三方平台), and the client belongs to none. Declare it with { component: … }.`;
export const WRONG_TOKEN = (name: string, route: string, needed: string, has: string): string =>
  `WeChat client "${name}": ${route} needs the ${needed}, and this client has the ${has}. Call it on the client that has that one.`;
export const SECRET_NEEDED = (name: string, what: string): string =>
  `WeChat client "${name}": ${what} needs appSecret, and this client takes its tokens from elsewhere, without one. Beside hub, set appSecret too; a third-party platform has no secret of its accounts.`;
export const NAME_INVALID = (name: string): string =>
  `"${name}" cannot name a WeChat client: it stands in the callback address, so use letters, digits, "_" and "-"; one that belongs to another has that one's name and a slash before its own.`;
export const PARENT_MISSING = (name: string, parent: string): string =>
  `"${name}" belongs to a client "${parent}", which does not exist. Declare or add that one first.`;
