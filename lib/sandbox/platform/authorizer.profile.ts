import type { AccountKind, AccountState } from '../account/account.state.js';

/** What owners allow by default, by kind of account. 权限集 */
const SCOPES: Readonly<Record<AccountKind, readonly (readonly [id: number, name: string])[]>> = {
  'official-account': [
    [1, '消息管理权限'],
    [2, '用户管理权限'],
    [3, '账号服务权限'],
    [4, '网页服务权限'],
    [7, '群发与通知权限'],
    [11, '素材管理权限'],
    [15, '自定义菜单权限'],
    [24, '开放平台账号管理权限'],
  ],
  'mini-program': [
    [17, '账号管理权限'],
    [18, '开发管理与数据分析权限'],
    [19, '客服消息管理权限'],
    [25, '开放平台账号管理权限'],
  ],
};

const NO_BUSINESS = { open_store: 0, open_scan: 0, open_pay: 0, open_card: 0, open_shake: 0 };
const NO_DOMAINS = {
  RequestDomain: [],
  WsRequestDomain: [],
  UploadDomain: [],
  DownloadDomain: [],
  UDPDomain: [],
  BizDomain: [],
};

/** `func_info` of an authorization. */
export const grantedScopes = ({ kind }: AccountState): object[] =>
  SCOPES[kind].map(([id, name]) => ({ funcscope_category: { id, type: 0, name, desc: name } }));

/** What a platform learns of an account that has authorized it. */
export function authorizerInfo({ kind, name, originalId, world }: AccountState): object {
  const isMiniProgram = kind === 'mini-program';
  return {
    user_name: originalId,
    nick_name: name,
    head_img: `${world.url}/open/avatar.png`,
    service_type_info: isMiniProgram ? { id: 0, name: '普通小程序' } : { id: 2, name: '服务号' },
    verify_type_info: { id: 0, name: '微信认证' },
    principal_name: '微信沙箱',
    alias: '',
    signature: '',
    qrcode_url: `${world.url}/open/avatar.png`,
    business_info: NO_BUSINESS,
    account_status: 1,
    ...(isMiniProgram ? { MiniProgramInfo: { network: NO_DOMAINS, categories: [], visit_status: 0 } } : {}),
  };
}
