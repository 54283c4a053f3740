import { MiniProgramState } from '../../account/mini-program.state.js';
import type { OpenPlatformState } from '../../platform/open-platform.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, refuse } from '../api.answer.js';
import { sessionOf } from './mini-program-login.page.js';
import { unionOf } from './web-login.page.js';

interface LoginQuery {
  readonly appid: string;
  readonly component_appid: string;
  readonly grant_type?: string;
}

/** What is wrong with a login in the name of an account. */
function wrongWith(
  platform: OpenPlatformState,
  { appid, component_appid, grant_type: given }: LoginQuery,
  grant: string,
): JsonAnswer | undefined {
  if (component_appid !== platform.appId) return refuse(61011);
  if (!platform.authorizations.has(appid)) return refuse(61003);
  return given === undefined || given === grant ? undefined : refuse(40002);
}

/** 代公众号发起网页授权 · 代小程序登录 */
export const componentLoginPage: ApiPage<OpenPlatformState> = {
  'GET /sns/oauth2/component/access_token': ({ account: platform, query }) => {
    const wrong = wrongWith(platform, query, 'authorization_code');
    if (wrong) return wrong;
    const { logins } = platform.shared;
    const consent = logins.codes.use(
      query.code,
      ({ appId, via }) => appId === query.appid && via === platform.appId,
    );
    if (consent === 'unknown') return refuse(40029);
    if (consent === 'used') return refuse(40163);
    return { ...logins.tokens.open(consent), ...unionOf(consent) };
  },
  'GET /sns/oauth2/component/refresh_token': ({ account: platform, query }) => {
    const wrong = wrongWith(platform, query, 'refresh_token');
    if (wrong) return wrong;
    const answer = platform.shared.logins.tokens.renew(query.refresh_token, query.appid, platform.appId);
    if (answer === 'unknown') return refuse(40030);
    return answer === 'expired' ? refuse(42002) : answer;
  },
  'GET /sns/component/jscode2session': ({ account: platform, query }) => {
    const wrong = wrongWith(platform, query, 'authorization_code');
    if (wrong) return wrong;
    const account = platform.authorizations.get(query.appid)?.account;
    return account instanceof MiniProgramState ? sessionOf(account, query.js_code) : refuse(40013);
  },
};
