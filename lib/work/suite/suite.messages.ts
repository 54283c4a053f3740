import { inClient } from '../../common/index.js';

export const CREDENTIALS_IN_MEMORY = (name: string): string =>
  inClient(
    name,
    'credentials live in memory alone. A restart loses the permanent codes of all corporations, and WeCom tells none of them again. Give WeChatModule { credentials: new Keyv({ store: … }) } with a store that persists.',
  );
export const TICKET_MISSING = (name: string): string =>
  inClient(
    name,
    `no suite_ticket has come yet. WeCom sends one every ten minutes to 指令回调URL (/<path>/${name}), and at once when the console is told to (回调配置 → 刷新Ticket). Where they do come, what is given as "credentials" to WeChatModule loses them.`,
  );
export const TICKET_OLD = (name: string): string =>
  inClient(
    name,
    `the last suite_ticket is older than half an hour, and of no more use. WeCom sends one every ten minutes to 指令回调URL (/<path>/${name}): see why none arrives.`,
  );
export const NOT_AUTHORIZED = (name: string, corpId: string): string =>
  inClient(
    name,
    `${corpId} has not authorized the suite, has left it, or its permanent code was lost. WeCom neither lists corporations nor tells a permanent code again: let an administrator install the suite once more (suite.authorization.redirect()), or hand in a code that is kept elsewhere (suite.authorization.restore()).`,
  );
export const CODE_STALE = (name: string, what: string): string =>
  inClient(
    name,
    `${what} came with a code WeCom no longer takes, and what it brought is not in the cache: it is passed over. Processes of one application need a cache and credentials in common.`,
  );
export const NO_AGENT = (name: string, corpId: string): string =>
  inClient(
    name,
    `${corpId} has authorized the suite without an application, so there is no AgentId: calls that need one are not for it.`,
  );
export const NO_INFO = (name: string): string =>
  `A message of a corporation came to the address of the suite: set 数据回调URL of the console to /<path>/${name}/$CORPID$`;
export const NO_MESSAGE = (name: string): string =>
  `What is for the suite came to the address of a corporation: set 指令回调URL of the console to /<path>/${name}`;
