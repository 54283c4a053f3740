import type { AccountState } from '../account/account.state.js';
import type { PushTree } from './push.writer.js';

/** Whom a push comes from: a person, or WeChat itself under an openid of its own. */
export interface PushOrigin {
  readonly openid: string;
}

/** Fills in what every push has. */
export const addressed = (account: AccountState, person: PushOrigin, message: PushTree): PushTree => ({
  ToUserName: account.originalId,
  FromUserName: person.openid,
  CreateTime: Math.floor(Date.now() / 1000),
  ...message,
});
