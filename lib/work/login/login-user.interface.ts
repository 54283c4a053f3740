import type { LoginIdentity } from '../../client/index.js';

/**
 * A member of the corporation (企业成员) who logged in. What stands behind `userid` is there with the scope
 * `snsapi_privateinfo` alone, as far as the member consented.
 *
 * @publicApi
 */
export interface WorkMember extends LoginIdentity {
  readonly userid: string;
  readonly openid?: undefined;
  /** 1 for men, 2 for women, 0 where it is not told. */
  readonly gender?: number | string;
  /** Address of the picture. */
  readonly avatar?: string;
  /** Address of the member's own QR code (员工个人二维码). */
  readonly qr_code?: string;
  readonly mobile?: string;
  readonly email?: string;
  /** 企业邮箱 */
  readonly biz_mail?: string;
  readonly address?: string;
}

/**
 * Somebody who is no member (非企业成员), logged in from WeChat.
 *
 * @publicApi
 */
export interface WorkVisitor extends LoginIdentity {
  readonly userid?: undefined;
  /** Of the person for this corporation. */
  readonly openid: string;
  /** There when the person is a customer of the corporation (外部联系人). */
  readonly external_userid?: string;
}

/**
 * Whoever logged in with WeCom: `userid` tells members from visitors.
 *
 * @publicApi
 */
export type WorkLoginUser = WorkMember | WorkVisitor;
