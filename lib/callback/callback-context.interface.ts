import type { WeChatClient } from '../client/index.js';

/** What a handler may want to know besides the message: its second argument. */
export interface CallbackContext<Client extends WeChatClient = WeChatClient> {
  /** The client the push was for. */
  readonly client: Client;
  /** The client it belongs to: the third-party platform (第三方平台) that acts for it, the corporation (企业) of an agent. */
  readonly parent?: WeChatClient | undefined;
  /** `message`, `event` or `info`; of WeCom `work-message` …, `kf-message` …, `bot-message` … */
  readonly kind: string;
  /** The MsgType, the Event or the InfoType. */
  readonly name: string;
}
