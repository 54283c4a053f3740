import { OfficialAccountState } from '../account/official-account.state.js';
import type { LoginSite } from '../login/login-site.interface.js';
import { checkCardSignature, checkPageSignature } from './js-sdk.check.js';

/** What the script tells its page; `errMsg` ends with `ok` when all is well. */
export interface JsSdkAnswer {
  readonly errMsg: string;
}

/** Answers what the stand-in for WeChat's script asks; nothing for a question it does not have. */
export function answerJsSdk(
  sites: ReadonlyMap<string, LoginSite>,
  question: string,
  query: URLSearchParams,
): JsSdkAnswer | undefined {
  const at = (name: string): string => query.get(name) ?? '';
  const account = sites.get(at('appId'));
  const tickets = account instanceof OfficialAccountState ? account.tickets : undefined;
  switch (question) {
    case 'check': {
      if (!tickets) return { errMsg: 'config:invalid appid' };
      const signed = {
        url: at('url'),
        timestamp: at('timestamp'),
        nonceStr: at('nonceStr'),
        signature: at('signature'),
      };
      return { errMsg: checkPageSignature(tickets, signed) ? 'config:ok' : 'config:invalid signature' };
    }
    case 'check-card': {
      const isRight = tickets && checkCardSignature(tickets, at('cardId'), at('cardExt'));
      return { errMsg: isRight ? 'addCard:ok' : 'addCard:fail, invalid card signature' };
    }
    default:
      return undefined;
  }
}
