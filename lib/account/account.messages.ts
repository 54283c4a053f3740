import { inClient } from '../common/index.js';

export const OPTIONS_MISSING = (name: string, declaredBy: string): string =>
  inClient(
    name,
    `${declaredBy}() was given no options. Give it { appId, appSecret, token, encodingAESKey }.`,
  );
export const OPTION_MISSING = (name: string, option: string): string =>
  inClient(
    name,
    `${option} is missing, empty, or has blanks around it. Copy it from the console (设置与开发 → 开发接口管理).`,
  );
export const TOKEN_MISSING = (name: string): string =>
  inClient(
    name,
    'token is missing, empty, or has blanks around it. Set it to 令牌(Token) of the console; leave it and encodingAESKey out for a client that is not called back.',
  );
export const COMPONENT_UNKNOWN = (name: string, component: string): string =>
  inClient(
    name,
    `component names "${component}", which is no third-party platform among the clients. Declare ${component}: openPlatform({ … }).`,
  );
export const COMPONENT_ALONE = (name: string, option: string): string =>
  inClient(
    name,
    `${option} cannot stand beside component: the account's tokens and messages are the platform's. Leave it out.`,
  );
