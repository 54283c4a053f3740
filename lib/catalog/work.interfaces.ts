/** What every push to a corporation carries, whether it came as XML or as JSON: every scalar is a string. */
export interface WorkPushBase {
  /** The corporation's id (corpid). */
  ToUserName: string;
  /** The sender's userid; `sys` for what WeCom itself says. */
  FromUserName: string;
  /** Unix time in seconds. */
  CreateTime: string;
  MsgType: string;
}

/** A message a member sent to an application. 普通消息 */
export interface WorkMessageBase<Type extends string = string> extends WorkPushBase {
  MsgType: Type;
  MsgId: string;
  AgentID: string;
}

/** An event of a corporation. 事件推送 */
export interface WorkEventBase<Name extends string = string> extends WorkPushBase {
  MsgType: 'event';
  Event: Name;
  /** Absent where the event is not of one application, as those of the address book. */
  AgentID?: string;
}

/** What a service provider is told about its suites, the corporations that use them, and its devices. 指令回调 */
export interface WorkInfoBase<Type extends string = string> {
  InfoType: Type;
  /** Unix time in seconds. */
  TimeStamp: string;
}
