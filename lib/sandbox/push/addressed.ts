import type { AccountState } from '../account/account.state.js';
import type { PersonState } from '../account/person.state.js';
import type { PushTree } from './push.writer.js';

/** Fills in what every push has. */
export const addressed = (account: AccountState, person: PersonState, message: PushTree): PushTree => ({
  ToUserName: account.originalId,
  FromUserName: person.openid,
  CreateTime: Math.floor(Date.now() / 1000),
  ...message,
});
