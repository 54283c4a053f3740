import type { AuthorizationState } from '../../platform/authorization.state.js';
import { authorizerInfo, grantedScopes } from '../../platform/authorizer.profile.js';
import type { OpenPlatformState } from '../../platform/open-platform.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, refuse } from '../api.answer.js';

const MOST_LISTED = 500;

/** Runs only when the platform names itself, as it must. */
function asItself(
  platform: OpenPlatformState,
  { component_appid }: { component_appid: string },
  answer: () => JsonAnswer,
): JsonAnswer {
  return component_appid === platform.appId ? answer() : refuse(61011);
}

const refreshTokenOf = ({ refreshToken }: AuthorizationState, name: string): object =>
  refreshToken === undefined ? {} : { [name]: refreshToken };

/** A new pair of tokens; the refresh token before is dead. */
function newTokens(authorization: AuthorizationState) {
  authorization.platform.authorizerFetches += 1;
  const { access_token, expires_in } = authorization.tokens.classic();
  return {
    authorizer_access_token: access_token,
    expires_in,
    authorizer_refresh_token: authorization.renewRefreshToken(),
  };
}

/** 授权账号管理 */
export const componentPage: ApiPage<OpenPlatformState> = {
  'POST /cgi-bin/component/api_create_preauthcode': ({ account: platform, body }) =>
    asItself(platform, body, () => {
      const { preAuthCodes } = platform;
      return { pre_auth_code: preAuthCodes.issue(undefined), expires_in: preAuthCodes.life };
    }),
  'POST /cgi-bin/component/api_query_auth': ({ account: platform, body }) =>
    asItself(platform, body, () => {
      const found = platform.authCodes.use(body.authorization_code, (one) => platform.isStanding(one));
      if (typeof found === 'string') return refuse(61010);
      return {
        authorization_info: {
          authorizer_appid: found.account.appId,
          ...newTokens(found),
          func_info: grantedScopes(found.account),
        },
      };
    }),
  'POST /cgi-bin/component/api_authorizer_token': ({ account: platform, body }) =>
    asItself(platform, body, () => {
      const authorization = platform.authorizations.get(body.authorizer_appid);
      if (!authorization) return refuse(61003);
      if (authorization.refreshToken !== body.authorizer_refresh_token) return refuse(61023);
      return newTokens(authorization);
    }),
  'POST /cgi-bin/component/api_get_authorizer_info': ({ account: platform, body }) =>
    asItself(platform, body, () => {
      const authorization = platform.authorizations.get(body.authorizer_appid);
      if (!authorization) return refuse(61003);
      const { account } = authorization;
      return {
        authorizer_info: authorizerInfo(account),
        authorization_info: {
          authorizer_appid: account.appId,
          ...refreshTokenOf(authorization, 'authorizer_refresh_token'),
          func_info: grantedScopes(account),
        },
      };
    }),
  'POST /cgi-bin/component/api_get_authorizer_list': ({ account: platform, body }) =>
    asItself(platform, body, () => {
      const { offset, count = MOST_LISTED } = body;
      if (offset < 0 || count < 1 || count > MOST_LISTED)
        return refuse(40035, `count must be 1 to ${MOST_LISTED}`);
      const all = [...platform.authorizations.values()];
      const list = all.slice(offset, offset + count).map((authorization) => ({
        authorizer_appid: authorization.account.appId,
        ...refreshTokenOf(authorization, 'refresh_token'),
        auth_time: authorization.authorizedAt,
      }));
      return { total_count: all.length, list };
    }),
};
