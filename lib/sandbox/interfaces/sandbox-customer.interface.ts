/**
 * Somebody outside a corporation; whatever is left out is made up. 外部联系人
 *
 * @publicApi
 */
export interface SandboxCustomerOptions {
  externalUserId?: string;
  name?: string;
  unionid?: string;
  /** 1 male, 2 female, 0 unknown. */
  gender?: 0 | 1 | 2;
  avatar?: string;
}

/**
 * What a customer was sent.
 *
 * @publicApi
 */
export interface SandboxCustomerMessage {
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly at: number;
  /** How it came: 欢迎语, 群发, 入群欢迎语, 微信客服. */
  readonly by: 'welcome' | 'group-message' | 'kf';
  /** Userid of the member, or open_kfid of the account, it came from. */
  readonly from: string;
  readonly msgtype: string;
  /** What stood under the name of its `msgtype`. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Of a text, or the head of a menu. */
  readonly text: string;
  /** Of a message of 微信客服. */
  readonly msgid?: string;
}

/**
 * How a customer comes to a member.
 *
 * @publicApi
 */
export interface SandboxAddMemberOptions {
  /** What the code or link said. */
  state?: string;
  /** 来源. @default 1, a QR code */
  addWay?: number;
}
