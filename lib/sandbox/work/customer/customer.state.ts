import { newOpenid } from '../../world/identifiers.js';
import type { SandboxCustomerOptions } from '../../interfaces/sandbox-customer.interface.js';
import type { SandboxCustomerMessage } from '../../interfaces/sandbox-customer.interface.js';
import type { MemberState } from '../contacts/member.state.js';
import { newExternalUserId } from '../work.identifiers.js';

/** What a member keeps of a customer they look after. */
export interface Follow {
  readonly createtime: number;
  /** 来源: 1 a QR code, 202 an administrator's transfer … */
  readonly addWay: number;
  readonly state?: string | undefined;
  /** The acquisition link it began with. 获客链接 */
  readonly linkId?: string | undefined;
  remark: string;
  description: string;
  remarkCorp?: string | undefined;
  remarkMobiles?: readonly string[] | undefined;
  readonly tagIds: Set<string>;
}

/** Of a person who uses WeChat, as opposed to WeCom. */
const WECHAT_USER = 1;
let lastCustomer = 0;

/** Somebody outside the corporation. 外部联系人 */
export class CustomerState {
  readonly externalUserId: string;
  readonly name: string;
  readonly unionid: string;
  readonly openid = newOpenid();
  readonly gender: number;
  readonly avatar: string;
  readonly type = WECHAT_USER;
  /** Who looks after them. */
  readonly follows = new Map<MemberState, Follow>();
  readonly messages: SandboxCustomerMessage[] = [];

  constructor({
    externalUserId = newExternalUserId(),
    name,
    unionid = newOpenid(),
    gender = 0,
    avatar = '',
  }: SandboxCustomerOptions) {
    lastCustomer += 1;
    this.externalUserId = externalUserId;
    this.name = name ?? `customer${lastCustomer}`;
    this.unionid = unionid;
    this.gender = gender;
    this.avatar = avatar;
  }

  /** As `externalcontact/get` tells it. */
  get profile() {
    const { externalUserId, name, unionid, gender, avatar, type } = this;
    return { external_userid: externalUserId, name, type, avatar, gender, unionid };
  }
}
