/** A list as XML gives it: one entry arrives alone, several as an array. */
export type OneOrMany<T> = T | T[];

/** What every push carries. Every scalar is a string, digits included, whether the push came as XML or as JSON. */
export interface PushBase {
  /** The account's original id (`gh_…`, 原始 ID). */
  ToUserName: string;
  /** The sender's openid. */
  FromUserName: string;
  /** Unix time in seconds. */
  CreateTime: string;
  MsgType: string;
}

/** A message a person sent. 普通消息 */
export interface MessageBase<Type extends string = string> extends PushBase {
  MsgType: Type;
  MsgId: string;
}

/** An event WeChat pushed. 事件推送 */
export interface EventBase<Name extends string = string> extends PushBase {
  MsgType: 'event';
  Event: Name;
}

/** A push to a platform about the accounts it serves. */
export interface InfoBase<Type extends string = string> {
  InfoType: Type;
}

/** What WeChat tells a third-party platform (第三方平台). */
export interface ComponentInfoBase<Type extends string = string> extends InfoBase<Type> {
  /** AppID of the platform. */
  AppId: string;
  /** Unix time in seconds. */
  CreateTime: string;
}
