import type { WeChatClient } from '../client/index.js';

/** What a handler may want to know besides the message: its second argument. */
export interface CallbackContext<Client extends WeChatClient = WeChatClient> {
  /** The client the push was for. */
  readonly client: Client;
  /** `message` or `event`. */
  readonly kind: string;
  /** The MsgType or the Event. */
  readonly name: string;
}
